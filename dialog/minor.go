package dialog

import (
	"strconv"
	"time"
)

// minor asks who seems to be under 18, since a guess must not decide. Who is
// gets a human and no bridge; who is not goes on where she was.
func minor() flow {
	return flow{name: "minor", steps: []step{
		{name: "ask",
			ask:  func(t *turn) next { return t.ask("minor.ask", nil, t.opts("under18", "adult")...) },
			take: takeMinor},
	}}
}

// askAge tells whether words made us ask. Who says it twice is asked twice: a "no"
// may have been a slip, or for somebody who reads along.
func (t *turn) askAge(text string) bool {
	if t.p.Desk != nil || !t.p.Invited || t.p.Under18 || t.talking("minor") || !t.texts.under18(text) {
		return false
	}
	open := ""
	if t.s.Pending != nil {
		open = "yes"
	}
	t.interrupt("minor", "words", clip(text, 1000), "open", open)
	return true
}

func takeMinor(t *turn, a answer) next {
	if a.choice == "under18" {
		return t.isMinor()
	}
	t.say("minor.adult", nil)
	return t.resumeWith()
}

// resumeWith gives the words that made us ask to the question they were meant
// for, so that nobody types them twice.
func (t *turn) resumeWith() next {
	words, open := t.kept("words"), t.kept("open") != ""
	t.drop()
	if !open {
		t.listen(words)
		return stay
	}
	if _, s := t.here(); s.words && !s.exact { // an age is no name
		return s.take(t, answer{words: words})
	}
	return again
}

// isMinor ends the talk with a kind way to a human.
func (t *turn) isMinor() next {
	t.fact(SaidUnder18{}, "", "")
	t.note(Note{To: ToMentor, Key: "note.minor", Lane: LaneAnswer})
	t.say("minor.told", nil)
	if t.p.Mentor.ID != 0 && t.p.Mentor.Reached {
		t.sayToMinor("minor.mentor")
	} else {
		t.sayToMinor("minor.organisation")
	}
	t.timer(Tomorrow, "", time.Time{})
	t.rest()
	return stay
}

// sayToMinor says whom to call, and the truth about the hour.
func (t *turn) sayToMinor(key string) {
	line := t.texts.Lines["kindertelefoon"]
	if hour := t.p.Now.Hour(); hour < line.From || hour >= line.Until {
		t.say(key+"_closed", Vars{"hour": strconv.Itoa(line.From)})
		return
	}
	t.say(key, nil)
}
