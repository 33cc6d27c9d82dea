package dialog

import "strings"

// What staff does for a person and she is not disturbed with.

// placeDiscussed marks a place on the bridge as talked over, once.
func (t *turn) placeDiscussed(a Act) {
	for i := len(t.p.Positions) - 1; i >= 0; i-- {
		if q := t.p.Positions[i]; q.Sub == a.Sub && q.Rung == a.Rung {
			if !q.Discussed {
				t.fact(Discussed{a.Sub, a.Rung}, "", "")
			}
			return
		}
	}
}

// safetyNoted keeps what staff should know who come to her door.
func (t *turn) safetyNoted(a Act, replace bool) {
	if words := strings.TrimSpace(a.Words); words != "" {
		t.fact(SafetyNoted{words, replace}, "", "")
	}
}
