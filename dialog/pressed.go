package dialog

import "strings"

// pressed acts on a button. What it carries is checked like anything a stranger sends.
func (t *turn) pressed(data string) {
	kind, rest, _ := strings.Cut(data, ":")
	switch kind {
	case "q":
		t.chosen(rest)
	case "m":
		if !t.mayWish(rest) {
			t.stale()
			return
		}
		t.wish(rest)
	case "s":
		t.stepPressed(rest)
	case "h":
		if t.p.Desk == nil || !t.deskPressed(kind, rest) {
			t.doorPressed(rest)
		}
	case "ap":
		t.meetingPressed(rest)
	case "k":
		t.passagePressed(rest)
	case "v":
		t.misheard(rest)
	case "c":
		t.crisisPressed(rest)
	default:
		if t.p.Desk == nil || !t.deskPressed(kind, rest) {
			t.stale()
		}
	}
}

// chosen answers the numbered question that waits. Another number is an older
// message on the screen: a friendly word, and the question of now.
func (t *turn) chosen(rest string) {
	number, id, _ := strings.Cut(rest, ":")
	if t.s.Pending == nil || number != numeral(t.s.Pending.Number) {
		t.stale()
		return
	}
	for _, c := range t.s.Pending.Choices {
		if c.ID == id {
			t.answered(answer{choice: id, words: c.Label})
			return
		}
	}
	t.stale()
}

// stale is for a button that no longer does anything.
func (t *turn) stale() {
	if t.hushed {
		return
	}
	if len(t.s.Flows) > 0 && t.s.Pending != nil {
		t.say("repair.stale", nil)
		t.putAgain()
		return
	}
	t.say("repair.stale_alone", nil)
	t.listen("")
}
