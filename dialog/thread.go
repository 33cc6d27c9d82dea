package dialog

import "time"

// thread is the usual order of the parts. It is read off the facts, so it goes on
// in a new talk, on a new phone, and after a part was passed over.

// longTalk is how many answers a talk takes before the bot offers to go on tomorrow.
const longTalk = 14

// onward begins the part that comes next and tells whether there is one.
func (t *turn) onward() bool {
	name := t.following()
	if name == "" {
		return t.close()
	}
	t.begin(name)
	if t.longTalk() && name != "phone" && name != "bymodel" && name != "story" {
		t.begin("breath")
	}
	return true
}

// following is the next part, "" when the person may rest.
func (t *turn) following() string {
	_, goal := t.p.Current()
	switch p := &t.p; {
	case p.Desk != nil || p.Under18 || p.Suicide:
		return ""
	case !t.given(Joined):
		return "welcome"
	case t.needFirst():
		return "need"
	case p.Phone == PhoneUnknown:
		return "phone"
	case t.mayAskByModel():
		return "bymodel"
	case t.stepWaits():
		return "checkin"
	case len(p.Story) == 0 && !t.passed("story", 20*time.Hour):
		return "story"
	case !goal && t.bridgeOpen() && !t.passed("bridge", 20*time.Hour):
		return "bridge"
	case !goal && t.mayLink():
		return "links"
	case p.Dream == "" && !t.passed("dream", 3*24*time.Hour):
		return "dream"
	case !goal && !t.passed("goal", 20*time.Hour):
		return "goal"
	case goal && !t.hasOpenStep() && !t.passed("steps", 20*time.Hour):
		return "steps"
	}
	return ""
}

// bridgeOpen tells whether something may still be placed.
func (t *turn) bridgeOpen() bool { return len(t.toPlace()) > 0 }

func (t *turn) hasOpenStep() bool {
	for _, s := range t.p.Steps {
		if s.State == StepOpen || s.State == StepAsked {
			return true
		}
	}
	return false
}

// close ends a talk that has come to its end: what was said is set ready for the
// mentor. It tells whether a question came of that.
func (t *turn) close() bool {
	if t.offerSharing() {
		return true
	}
	if t.takesPart() {
		t.say("thread.rest", nil)
	}
	return false
}

// pass remembers that the person passed over a part.
func (t *turn) pass(part string) {
	if t.s.Passed == nil {
		t.s.Passed = map[string]time.Time{}
	}
	t.s.Passed[part] = t.p.Now
}

func (t *turn) passed(part string, within time.Duration) bool {
	at, ok := t.s.Passed[part]
	return ok && t.p.Now.Sub(at) < within
}

// breath offers to stop for today when much was said already.
func breath() flow {
	return flow{name: "breath", steps: []step{
		{name: "ask", words: true,
			ask: func(t *turn) next { return t.ask("breath.ask", nil, t.opts("goon", "nottoday")...) },
			take: func(t *turn, a answer) next {
				t.afresh()
				if a.choice == "" { // who goes on telling, goes on
					if t.texts.wordless(a.words) {
						return unclear
					}
					t.keepAside(a.words, false)
				}
				if a.choice == "nottoday" {
					return t.into("later", "over")
				}
				return done
			}},
		{name: "over", ask: func(*turn) next { return done }},
	}}
}

// later chooses when the bot lets hear of itself again, and ends the talk for now.
func later() flow {
	return flow{name: "later", steps: []step{
		{name: "when",
			ask: func(t *turn) next { return t.ask("later.when", nil, t.opts("tomorrow", "nextweek", "myself")...) },
			take: func(t *turn, a answer) next {
				switch a.choice {
				case "tomorrow":
					t.timer(Tomorrow, "", t.morning(1))
				case "nextweek":
					t.timer(Tomorrow, "", t.morning(7))
				}
				t.say("later.good."+a.choice, nil)
				t.drop()
				if t.offerSharing() {
					return again
				}
				return stay
			}},
	}}
}

// morning is ten o'clock some days from now: not too early, and heavy talks go best in the morning.
func (t *turn) morning(days int) time.Time {
	y, m, d := t.p.Now.Date()
	return time.Date(y, m, d+days, 10, 0, 0, 0, t.p.Now.Location())
}
