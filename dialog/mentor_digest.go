package dialog

import (
	"strconv"
	"strings"
	"time"

	"stapmaat/dialog/when"
)

// usualDigest is when a new mentor gets the digest: before the first talk of the day.
var usualDigest = DigestTime{Hour: 8, Minute: 30}

// digestChoices are the moments on the buttons; another one can be typed.
var digestChoices = map[string]DigestTime{
	"at0830":   usualDigest,
	"at1200":   {Hour: 12},
	"at1630":   {Hour: 16, Minute: 30},
	"nodigest": {Off: true},
}

// digestTime lets a mentor choose when the one digest of a working day comes.
func digestTime() flow {
	return flow{name: "digest", steps: []step{
		{name: "ask", words: true,
			ask: func(t *turn) next {
				return t.ask("digest.ask", Vars{"now": t.digestSaid(t.p.Desk.Digest)}, t.opts("at0830", "at1200", "at1630", "nodigest")...)
			},
			take: takeDigest},
	}}
}

func takeDigest(t *turn, a answer) next {
	chosen, ok := digestChoices[a.choice]
	if !ok {
		m, read := when.Parse(a.words, t.p.Now)
		if !read || !m.HasClock {
			t.say("digest.no_time", nil)
			return again
		}
		chosen = DigestTime{Hour: m.Clock.Hour, Minute: m.Clock.Minute}
	}
	t.chooseDigest(chosen)
	key := "digest.chosen"
	if chosen.Off {
		key = "digest.none"
	}
	t.say(key, Vars{"now": t.digestSaid(chosen)}).Buttons = [][]Button{{t.menuButton()}}
	return done
}

// chooseDigest records the moment and sets the clock to it.
func (t *turn) chooseDigest(chosen DigestTime) {
	t.fact(DigestChosen{chosen}, "", "")
	if chosen.Off {
		t.timer(DigestDue, "", time.Time{})
		return
	}
	t.timer(DigestDue, "", nextDigest(t.p.Now, chosen))
}

func (t *turn) digestSaid(d DigestTime) string {
	if d.Off {
		return t.label("digest.off")
	}
	return t.texts.label("digest.on", Vars{"time": when.SayTime(when.Clock{Hour: d.Hour, Minute: d.Minute})})
}

// nextDigest is the chosen time on the next working day after now.
func nextDigest(now time.Time, d DigestTime) time.Time {
	day := now
	for {
		due := when.At(day, d.Hour, d.Minute)
		if due.After(now) && due.Weekday() != time.Saturday && due.Weekday() != time.Sunday {
			return due
		}
		day = day.AddDate(0, 0, 1)
	}
}

// digest is the one message of a working day: who moved and what waits. When
// there is nothing to tell it says nothing.
func (t *turn) digest() {
	if t.p.Desk == nil || t.p.Desk.Digest.Off {
		return
	}
	t.timer(DigestDue, "", nextDigest(t.p.Now, t.p.Desk.Digest))
	var waiting []Case
	for _, c := range byNeed(t.p.Desk.Cases) {
		if need(c) <= waits {
			waiting = append(waiting, c)
		}
	}
	if len(waiting) == 0 {
		return
	}
	m := t.say("digest.text", Vars{"lines": t.digestLines(waiting)})
	m.Buttons, m.Lane = append(t.caseButtons(waiting[:min(casesPerPage, len(waiting))]), []Button{{t.label("desk.cases"), "d:cases"}}), LanePush
}

// digestLines are at most ten; of the others it says how many they are.
func (t *turn) digestLines(cases []Case) string {
	if len(cases) <= casesPerPage {
		return t.caseLines(cases)
	}
	rest := t.texts.label("digest.rest", Vars{"n": strconv.Itoa(len(cases) - casesPerPage)})
	return strings.Join([]string{t.caseLines(cases[:casesPerPage]), rest}, "\n")
}
