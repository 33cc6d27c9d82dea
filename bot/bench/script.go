//go:build bench || faults

package bench

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"stapmaat/bot/telegram/double"
)

// talk is what one person does: she opens a link, taps and types her way to her first
// place on the bridge, and goes. Some go on to the second one, and get the picture.
type talk struct {
	chance  *rand.Rand
	picture bool
	groups  int // how often the first, rough question of the bridge was put

	tells   func() string // what she types from the bridge on, for a model to read; nil for who goes on tapping
	arrived bool          // at the bridge
}

// act is one thing that a person does: press a button, say something, or go.
type act struct {
	press string
	say   string
	over  bool
}

// question is what a message of the bot asks: its number, and the buttons' payloads by
// the ids of the choices.
type question struct {
	number  int
	choices map[string]string
}

// asked reads the question off the buttons; its number is 0 when the message asks nothing.
func asked(board [][]double.Button) question {
	q := question{choices: map[string]string{}}
	for _, row := range board {
		for _, b := range row {
			rest, ok := strings.CutPrefix(b.Data, "q:")
			if !ok {
				continue
			}
			number, choice, _ := strings.Cut(rest, ":")
			q.number, _ = strconv.Atoi(number) // 0, and then the talk stands still and is told, when it is none
			q.choices[choice] = b.Data
		}
	}
	return q
}

// next says what the person does about a question. It goes by the ids of choices, so
// that other words of the bot change nothing here.
func (t *talk) next(q question) act {
	t.arrived = t.arrived || q.has("hard")
	switch {
	case t.arrived && t.tells != nil:
		return act{say: t.tells()}
	case q.has("join"):
		return act{press: q.choices["join"]}
	case q.has("yes"):
		return t.either(act{say: "ja"}, act{press: q.choices["yes"]})
	case q.has("noname"):
		return act{say: pick(t, "Fatima", "Jan", "Anna", "Mo", "Els", "Dewi", "Piet", "Samira")}
	case q.has("own"):
		return act{press: q.choices["own"]}
	case q.has("geld"):
		return t.either(act{say: pick(t, stories...)}, act{press: q.choices["geld"]})
	case q.has("rathernot"):
		return act{say: pick(t, stories...)}
	case q.has("hard"):
		return t.place(q)
	case q.rung() != "":
		return act{press: q.rung()}
	case q.has("enough"):
		return act{over: true}
	case q.has("ok"):
		return act{press: q.choices["ok"]}
	}
	return act{press: q.any()}
}

// place answers the rough question. After the first place most people go.
func (t *talk) place(q question) act {
	t.groups++
	if t.groups == 2 && !t.picture {
		return act{over: true}
	}
	if t.groups == 1 && t.chance.IntN(3) == 0 {
		return act{say: pick(t, "moeilijk", "gaat wel", "goed")}
	}
	return act{press: q.choices[pick(t, "hard", "fair", "good")]}
}

func (t *talk) either(a, b act) act {
	if t.chance.IntN(2) == 0 {
		return a
	}
	return b
}

// stories hold nothing that the screen may take for danger.
var stories = []string{
	"ik durf de post niet meer open te maken, alles blijft liggen",
	"de rekeningen komen sneller binnen dan het geld van mijn werk",
	"sinds de scheiding betaal ik alles alleen en ik kom steeds tekort aan het eind van de maand",
	"ik heb een brief van de gemeente en ik snap er niets van",
}

func pick(t *talk, of ...string) string { return of[t.chance.IntN(len(of))] }

func (q question) has(choice string) bool { return q.choices[choice] != "" }

// rung is a place on the ladder that carries no mark for the screen, "" when this is no ladder.
func (q question) rung() string {
	for n := range 9 {
		if data := q.choices["r"+string(rune('1'+n))]; data != "" {
			return data
		}
	}
	return ""
}

// any is always the same one: a run can be repeated by its seed.
func (q question) any() string {
	var all []string
	for _, data := range q.choices {
		all = append(all, data)
	}
	return slices.Min(all)
}
