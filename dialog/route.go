package dialog

import (
	"strings"
	"time"
)

// talkPause is the silence after which a talk is over.
const talkPause = 30 * time.Minute

// route brings an input to the part of the talk that it is for. Danger comes before all else.
func (t *turn) route() {
	if t.humanTalks() || t.dangerFirst() {
		return
	}
	if t.p.Role == Former {
		t.former()
		return
	}
	if t.p.Leaving && t.p.Desk == nil && t.gone() {
		return
	}
	switch t.in.Kind {
	case Started:
		t.setAside()
		t.heard()
		t.wake()
		t.started()
	case Pressed:
		if !strings.HasPrefix(t.in.Press, "v:") { // what was misheard is not kept
			t.setAside()
		}
		if !t.hushed {
			t.heard()
		}
		t.wake()
		t.pressed(t.in.Press)
	case Typed:
		t.heard()
		t.wake()
		t.typed(t.in.Text)
	case Sent:
		t.heard()
		t.wake()
		t.sent()
	case Answered:
		t.callEnded()
	case TimerDue:
		t.rang(*t.in.Due)
	case Noted:
		t.noted(*t.in.Note)
	case Acted:
		t.acted(*t.in.Act)
	case Failed:
		if t.in.Media == Withdrawn {
			t.unsent()
			return
		}
		t.say("failed", nil)
	case Blocked:
		t.blocked()
	case Edited, Returned:
		// An edit was screened and is kept; it changes nothing by itself. Who
		// comes back is met by what she types.
	}
}

// noteHeard keeps the talk open for words of danger; an edit is no new word, nor is
// what somebody else makes of one.
func (t *turn) noteHeard() {
	if t.in.Kind != Edited && t.in.Kind != Answered {
		t.heard()
	}
}

// heard keeps the run of messages that is one talk.
func (t *turn) heard() {
	talk := &t.s.Talk
	if !talk.Open || t.p.Now.Sub(talk.Last) > talkPause {
		t.fresh = true
		t.clearOld()
		talk.Number++
		talk.Open = true
		talk.Turns, talk.Idle = 0, 0
	}
	talk.Turns++
	talk.Last = t.p.Now
	if t.takesPart() {
		t.timer(TalkEnds, "", t.p.Now.Add(talkPause))
	}
}

// takesPart tells whether the talk may go on beyond the welcome.
func (t *turn) takesPart() bool {
	return t.p.Desk == nil && t.given(Joined)
}
