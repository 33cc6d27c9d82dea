package eval

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"stapmaat/bot/terminal"
	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
)

// player plays one person: it looks at what her phone shows and does what she would do.
type player struct {
	Person
	chance *rand.Rand
	talk   *Talk
	used   map[int]int    // how often each rule was used
	lost   int            // times no rule fitted
	tries  map[string]int // answers to each question since another one was answered
	strays int
	back   time.Time // when she takes up her phone again
	days   int       // evenings on which she stopped without a step
	done   bool
}

func newPlayer(p Person, seed uint64) *player {
	return &player{Person: p, chance: rand.New(rand.NewPCG(seed, p.Seed)), talk: &Talk{Person: p}, used: map[int]int{}, tries: map[string]int{}}
}

// question is the newest message that waits for an answer; nil when she may rest.
func (p *player) question() *dialog.Message {
	all := p.talk.shown
	if len(all) == 0 {
		return nil
	}
	m := &all[len(all)-1]
	for _, b := range slices.Concat(m.Buttons...) {
		if strings.HasPrefix(b.Data, "q:") || b.Data == "m:more" {
			return m
		}
	}
	return nil
}

// next is the line she types or taps now, and the input that it makes.
func (p *player) next() (string, dialog.Input) {
	line := p.choose()
	in, said, err := terminal.Parse(line, p.talk.shown)
	if err != nil { // a button that is not there: choose looked, so it went meanwhile
		in, said = dialog.Input{Kind: dialog.Typed, Text: line}, line
	}
	return said, in
}

func (p *player) choose() string {
	m := p.question()
	if m == nil {
		return "hoi"
	}
	text := transcript.Plain(m.Text)
	tries := p.try(m.Key, text)
	if line, ok := p.stray(tries); ok && !under(m.Key, grave) {
		return line
	}
	for i, r := range p.Rules {
		if !r.fits(m.Key, text) || tries > 2 && p.used[i] >= len(r.Says) { // it does not help to say it again
			continue
		}
		if line, ok := p.say(i, r, m); ok {
			return line
		}
	}
	return p.helpless(m, tries)
}

// try counts how often she answered this question without getting on. A human offered
// between two tries is no getting on.
func (p *player) try(key, text string) int {
	id := key + text
	if p.tries[id] == 0 && key != "repair.human" && key != "danger.meant" {
		clear(p.tries)
	}
	p.tries[id]++
	return p.tries[id]
}

// grave are questions at which nobody wanders off.
var grave = []string{"danger.*", "safe.*", "consents.leave", "erase.*"}

// stray leaves the path: never twice in a row, and never before the first question was answered.
func (p *player) stray(tries int) (string, bool) {
	s := p.Strays
	if s.Every == 0 || p.strays >= len(s.Says) || tries > 1 || len(p.talk.Turns) < 3 || p.chance.IntN(s.Every) > 0 {
		return "", false
	}
	p.strays++
	return p.typed(s.Says[p.strays-1]), true
}

func (p *player) say(i int, r Rule, m *dialog.Message) (string, bool) {
	n := p.used[i]
	if n >= len(r.Says) {
		if r.Once {
			return "", false
		}
		n = len(r.Says) - 1
	}
	line := r.Says[n]
	if label, tap := tapped(line); tap {
		full, ok := button(m, label)
		if !ok {
			return "", false
		}
		p.used[i]++
		return "[" + full + "]", true
	}
	p.used[i]++
	return p.typed(line), true
}

// helpless is what people do who have no answer: say so, then tap something.
func (p *player) helpless(m *dialog.Message, tries int) string {
	var answers []string
	for _, b := range slices.Concat(m.Buttons...) {
		if strings.HasPrefix(b.Data, "q:") {
			answers = append(answers, b.Label)
		}
	}
	if len(answers) > 0 && (len(answers) == 1 || tries > 2 || p.chance.IntN(2) == 0) {
		return "[" + answers[p.chance.IntN(len(answers))] + "]"
	}
	p.lost++
	return p.typed(p.Lost[(p.lost-1)%len(p.Lost)])
}

// tapped is the label in "[Label]"; "[Label…]" is the beginning of one.
func tapped(line string) (string, bool) {
	if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
		return line[1 : len(line)-1], true
	}
	return "", false
}

func button(m *dialog.Message, label string) (string, bool) {
	stem, open := strings.CutSuffix(label, "…")
	for _, b := range slices.Concat(m.Buttons...) {
		if b.Label == label || open && strings.HasPrefix(b.Label, stem) {
			return b.Label, true
		}
	}
	return "", false
}
