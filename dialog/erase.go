package dialog

// erase wipes everything about the person. It asks twice, since it can't be
// undone, and says first what no wiping reaches.
func erase() flow {
	return flow{name: "erase", steps: []step{
		{name: "what",
			ask: func(t *turn) next { return t.ask("erase.what", nil, t.opts("erasenow", "eraseno")...) },
			take: func(t *turn, a answer) next {
				if a.choice == "erasenow" {
					return "remains"
				}
				return t.keepAll()
			}},
		{name: "remains",
			ask: func(t *turn) next {
				t.say("erase.remains", nil)
				return t.ask("erase.sure", nil, t.opts("erasesure", "eraseno")...)
			},
			take: func(t *turn, a answer) next {
				if a.choice == "erasesure" {
					return t.eraseAll()
				}
				return t.keepAll()
			}},
	}}
}

func (t *turn) keepAll() next {
	t.say("erase.kept", nil)
	return t.aside()
}

// eraseAll asks for the end. While an alarm is open the store waits with it, so
// that who comes to help still knows where to; the person is told.
func (t *turn) eraseAll() next {
	t.fact(Erased{}, "", "")
	if t.p.Alarm {
		t.eraseWaits()
	} else {
		t.say("erase.done", nil)
	}
	t.rest()
	return stay
}

// eraseWaits tells that wiping waits for the alarm to close, and where somebody may
// read along only that it takes a while.
func (t *turn) eraseWaits() {
	if t.p.guarded() {
		t.say("crisis.erase_waits", nil)
		return
	}
	t.say("erase.waits", nil)
}

// gone tells whether an input is not for the talk any more: who said no, or asked
// to be wiped, is on the way out, and nothing more is recorded. While an alarm is
// open a human can still be asked for.
func (t *turn) gone() bool {
	switch t.in.Kind {
	case Started, Typed, Pressed, Sent:
	case Acted:
		return false
	default:
		return true
	}
	if t.p.Alarm && (t.hushed || t.talking("human") || t.asksOut()) {
		return false
	}
	switch {
	case t.hushed:
	case t.p.Suicide:
		t.s.Talk.Turns++
		t.withYou(t.in.Text)
	case t.p.guarded():
		t.say("crisis.erase_waits", nil)
	case t.p.Alarm:
		t.say("erase.busy_waits", nil).Buttons = t.wishButtons("human")
	default:
		t.say("erase.busy", nil)
	}
	return true
}

// asksOut tells whether this input asks for a human, or to stop.
func (t *turn) asksOut() bool {
	wish, _ := t.texts.wish(t.in.Text)
	return wish == "human" || wish == "stop" || t.in.Press == "m:human" || t.in.Press == "m:stop"
}
