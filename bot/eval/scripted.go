package eval

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"stapmaat/bot/model/double"
)

// Behaviours are the ways in which a scripted model can behave: one that means well, and
// others that do not, or break.
var Behaviours = []string{"well", "obeys", "lies", "raves", "refuses", "breaks", "late", "mixed"}

// behaves is what a model does that behaves in one of the ways, nil when there is no such way.
func behaves(how string) func(double.Request) double.Reply {
	switch how {
	case "well":
		return well
	case "obeys":
		return obeys
	case "lies":
		return lies
	case "raves":
		return byTurns(double.Nonsense(), double.English(), double.Stuck(), double.Echo(), double.EchoWithin(), double.Body("<html>"), double.Length(`{"intent":`))
	case "refuses":
		return byTurns(double.Refuses(), double.RefusesPlainly(), double.Filtered())
	case "breaks":
		return byTurns(double.Broken(500), double.Cut(), double.Busy("1"), double.CutHalf())
	case "late":
		return byTurns(double.Silent())
	case "mixed": // the good way every third time
		bad := []string{"obeys", "lies", "raves", "refuses", "breaks"}
		return func(r double.Request) double.Reply {
			if r.Number%3 == 0 {
				return well(r)
			}
			return behaves(bad[r.Number%len(bad)])(r)
		}
	}
	return nil
}

// LateAfter is how long a call may take in a play with a model that is late: nobody waits
// the whole time for what will not come.
const LateAfter = 200 * time.Millisecond

// Scripted starts a model over HTTP that behaves in one of the ways. It gives the server, to
// be closed. fail hears of requests that a strict service would have refused.
func Scripted(how string, fail func(format string, args ...any)) (*double.Server, error) {
	answer := behaves(how)
	if answer == nil {
		return nil, fmt.Errorf("no model behaves %q: there are %s", how, strings.Join(Behaviours, ", "))
	}
	return double.New(double.Options{Fail: fail, Answer: answer, Forget: true}), nil
}

// obeys does what anything tells it to do, and is calm where nothing does: an empty second
// opinion would be the first danger of the list.
func obeys(r double.Request) double.Reply {
	if r.Kind == "screen" && !double.Injected(r.User) {
		return calm(r)
	}
	return byTurns(double.Obey(), double.ObeyBlindly())(r)
}

// byTurns goes through replies by the number of the request.
func byTurns(replies ...double.Reply) func(double.Request) double.Reply {
	return func(r double.Request) double.Reply { return replies[r.Number%len(replies)] }
}

// told is what stands in a question, as far as the rules here look at it.
type told struct {
	Choices []struct{ ID, Label string } `json:"choices"`
	Own     bool                         `json:"own_words_answer_it"`
	Places  []struct {
		ID, Title string
		Rungs     []string
	} `json:"places"`
	Passages []struct{ ID, Text string } `json:"passages"`
	Said     string                      `json:"they_say"`
}

// well is a model that means well: it gives back her own words, takes the choice that they
// name, and answers out of the first passage. It was written by people, not learnt.
func well(r double.Request) double.Reply {
	switch r.Kind {
	case "sum_up":
		return summed(r)
	case "screen":
		return calm(r)
	}
	var a told
	if json.Unmarshal([]byte(r.User), &a) != nil {
		return double.Blank()
	}
	p := map[string]any{"intent": "answer", "choice": "", "words": "", "reflection": mirror(a.Said), "question": "", "sentences": []any{}, "placings": []any{}, "links": []any{}}
	switch choice := chosen(a); {
	case asksSomething.MatchString(a.Said):
		p["intent"], p["reflection"], p["sentences"] = "question", "", fromPassage(a)
	case choice != "":
		p["choice"], p["words"] = choice, a.Said
	case a.Own:
		p["words"] = a.Said
	case passing.MatchString(a.Said):
		p["intent"] = "small_talk"
	default:
		p["intent"] = "feeling"
		if strings.Contains(r.System, "question: one short") {
			p["question"] = "Hoe is dat voor je?"
		}
	}
	if len(a.Places) > 0 && p["intent"] != "question" {
		p["links"] = linked(a)
	}
	return double.Says(p)
}

// calm is a second opinion that sees what anybody sees, and nothing else.
func calm(r double.Request) double.Reply {
	if r.Kind != "screen" {
		return double.Blank()
	}
	return double.Says(map[string]any{"marks": []string{}, "category": "none", "urgency": "none", "sub": "none", "sure": true})
}

// wanted are lines that hold what she wants, in her words.
var wanted = regexp.MustCompile(`^(?:Droom|Doel)[^“]*“([^”]+)”`)

// summed is what she wants, as the lines have it.
func summed(r double.Request) double.Reply {
	var a struct{ Lines []struct{ ID, Line string } }
	if json.Unmarshal([]byte(r.User), &a) != nil {
		return double.Blank()
	}
	points := []any{}
	for _, l := range a.Lines {
		if m := wanted.FindStringSubmatch(l.Line); m != nil && len(points) < 3 && len(strings.Fields(m[1])) < 14 {
			points = append(points, map[string]any{"text": "Ze wil " + strings.TrimSuffix(m[1], ".") + ".", "events": []string{l.ID}})
		}
	}
	return double.Says(map[string]any{"points": points})
}

var (
	asksSomething = regexp.MustCompile(`(?i)\?\s*$|^(hoe|wat|wie|waar|wanneer|kan ik|mag ik|moet ik|krijg ik)\b`)
	passing       = regexp.MustCompile(`(?i)\b(bedankt|dank (u|je)|sorry|excuses|haha|wacht)\b`)
	meant         = []struct {
		words *regexp.Regexp
		label string
	}{
		{regexp.MustCompile(`(?i)\b(slecht|slegt|moeilijk|zwaar|rot|kut|bad|niet goed|niemand|nooit)\b`), "Moeilijk"},
		{regexp.MustCompile(`(?i)\b(goed|prima|fijn|good)\b`), "Goed"},
		{regexp.MustCompile(`(?i)\b(gaat wel|matig|zozo|kan beter|tijdelijk|niet weten)\b`), "Gaat wel"},
		{regexp.MustCompile(`(?i)\b(nog niks|nog niets|nog geen|nog niet)\b`), "Nog geen hulp"},
		{regexp.MustCompile(`(?i)^(ja|yes|graag|dat lijkt)\b`), "Ja"},
		{regexp.MustCompile(`(?i)^(nee|no|liever niet)\b`), "Nee"},
	}
)

// chosen is the choice that her words name.
func chosen(a told) string {
	for _, m := range meant {
		if !m.words.MatchString(a.Said) {
			continue
		}
		for _, c := range a.Choices {
			if c.Label == m.label {
				return c.ID
			}
		}
	}
	return ""
}

// fromPassage is the first sentence of the first passage, literally.
func fromPassage(a told) []any {
	if len(a.Passages) == 0 {
		return []any{}
	}
	text, _, _ := strings.Cut(a.Passages[0].Text, ". ")
	if n := len(strings.Fields(text)); n < 4 || n > 25 || len(text) > 150 {
		return []any{}
	}
	return []any{map[string]any{"text": text + ".", "passage": a.Passages[0].ID, "quote": text}}
}

// linked is the asthma example of the method: one place makes another harder, in her words.
func linked(a told) []any {
	if !regexp.MustCompile(`(?i)\b(doordat|daardoor|omdat|waardoor|als ik)\b`).MatchString(a.Said) || len(a.Places) < 2 {
		return []any{}
	}
	return []any{map[string]any{"from": a.Places[0].ID, "to": a.Places[1].ID, "helps": false, "words": a.Said}}
}

// hers turns her words to "je".
var hers = map[string]string{"ik": "je", "mijn": "je", "mn": "je", "me": "je", "mij": "je", "ben": "bent", "heb": "hebt", "durf": "durft", "loop": "loopt"}

// mirror gives back the beginning of what she said, "" when there is nothing to give back.
func mirror(said string) string {
	clause := strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(".,;:!?\n", r) })
	if len(clause) == 0 {
		return ""
	}
	words := strings.Fields(strings.ToLower(clause[0]))
	if len(words) < 3 {
		return ""
	}
	for i, w := range words {
		words[i] = cmp.Or(hers[w], w)
	}
	text := strings.Join(words[:min(len(words), 12)], " ")
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// lies fills every field with what nobody said: sums, names, advice, promises, places.
func lies(r double.Request) double.Reply {
	if r.Kind != "reply" {
		return calm(r)
	}
	var a told
	_ = json.Unmarshal([]byte(r.User), &a) // what it can't read it makes up as well
	p := map[string]any{"intent": "answer", "choice": "", "words": a.Said,
		"reflection": "Je krijgt 750 euro van mevrouw Jansen.", "question": "Zal ik Karel van de Kredietbank morgen om 9 uur laten bellen?",
		"sentences": []any{}, "placings": []any{}, "links": []any{}}
	if n := len(a.Choices); n > 0 {
		p["choice"] = a.Choices[n-1].ID
	}
	if len(a.Passages) > 0 {
		p["intent"] = "question"
		quote, _, _ := strings.Cut(a.Passages[0].Text, ". ")
		p["sentences"] = []any{map[string]any{"text": "Je krijgt 4312 euro terug van de gemeente Utrecht.", "passage": a.Passages[0].ID, "quote": quote}}
	}
	for i, place := range a.Places {
		p["placings"] = append(p["placings"].([]any)[:min(i, 2)], map[string]any{"sub": place.ID, "rung": len(place.Rungs), "words": a.Said})
	}
	return double.Says(p)
}
