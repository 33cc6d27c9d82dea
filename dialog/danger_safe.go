package dialog

import (
	"time"

	"stapmaat/dialog/risk"
)

// Where somebody is hurt or forced, the first question is whether it is safe to write.
// Until a yes no word tells what this is about.

// safe asks it when the alarm is raised already.
func safe() flow {
	return flow{name: "safe", steps: []step{
		{name: "ask", words: true, asks: 1, ask: askSafe, take: takeSafe},
	}}
}

// Safe is what was said to "can you write safely now?".
type Safe struct {
	Talk int       `json:"talk"`         // in which talk it was asked
	Yes  time.Time `json:"yes,omitzero"` // when it last held; zero when it was no, or nothing was said
}

// safeFor is how long a yes holds after her last word: somebody may come in.
const safeFor = 10 * time.Minute

// asksSafe tells whether this kind of danger, on this phone, needs a yes first.
func (t *turn) asksSafe(c risk.Category) bool {
	return kinds[c].safe || kinds[c].guarded && t.p.Phone == PhoneWatched
}

// safeNow tells whether she said so, in this talk, a moment ago. What comes unasked is
// never safe: nobody knows who holds the phone.
func (t *turn) safeNow() bool {
	switch t.in.Kind {
	case Typed, Pressed, Sent:
	default:
		return false
	}
	s := &t.s.Safe
	if s.Talk != t.s.Talk.Number || s.Yes.IsZero() || t.p.Now.Sub(s.Yes) > safeFor {
		return false
	}
	s.Yes = t.p.Now
	return true
}

// mayTell tells whether words about this kind of danger may stand on the screen now.
func (t *turn) mayTell(c risk.Category) bool { return !t.asksSafe(c) || t.safeNow() }

func askSafe(t *turn) next {
	t.s.Safe = Safe{Talk: t.s.Talk.Number}
	t.timer(SafeSilence, "", t.p.Now.Add(patienceNow))
	return t.ask("danger.safe", nil, t.opts("safe_yes", "safe_no", "safe_close")...)
}

// takeSafe tells what is true after a yes, and nothing after anything else.
func takeSafe(t *turn, a answer) next {
	t.timer(SafeSilence, "", time.Time{})
	v := t.doubted()
	t.drop()
	if a.choice == "safe_yes" {
		t.s.Safe.Yes = t.p.Now
		t.crisis(v)
		return stay
	}
	t.dull(a.choice == "safe_close")
	return stay
}

func askDangerSafe(t *turn) next {
	t.s.Safe = Safe{Talk: t.s.Talk.Number}
	return t.ask("danger.safe", nil, t.opts("safe_yes", "safe_no", "safe_close")...)
}

// takeDangerSafe asks on after a yes. Who can't write safely now is in danger.
func takeDangerSafe(t *turn, a answer) next {
	if a.choice == "safe_yes" {
		t.s.Safe.Yes = t.p.Now
		return "ask"
	}
	q, _ := t.p.OpenQuestion()
	t.unsafe(t.doubted(), q.Words, a.choice == "safe_close")
	return stay
}

// unsafe brings a human to somebody who can't write safely, and leaves nothing on the screen.
func (t *turn) unsafe(v risk.Verdict, words string, closing bool) {
	t.endQuestion(DangerUnsafe, time.Time{})
	v.Outcome = risk.Page
	t.out.Alarm, t.out.AlarmWords = &v, words
	t.alarmed(v)
	t.dull(closing)
}

// onlyAskedSafe tells whether she was asked no more than whether she can write safely: a no is an answer to that.
func (t *turn) onlyAskedSafe(q Asked) bool {
	return t.asksSafe(q.Category) && t.s.Safe.Yes.Before(q.At)
}

// dull leaves a line on the screen that tells nothing.
func (t *turn) dull(closing bool) {
	t.hushed = true
	if closing {
		t.s.Pending, t.s.Talk.Open = nil, false
		t.urgent("crisis.closed")
		return
	}
	t.urgent("crisis.dull")
}

// safeSilent covers a question that nobody answered with a dull line.
func (t *turn) safeSilent() {
	if t.talking("safe") {
		t.dropFlow("safe")
		t.urgent("crisis.dull")
		t.out.Messages[len(t.out.Messages)-1].Silent = true
	}
}
