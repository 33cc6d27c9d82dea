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
		t.say("erase.waits", nil)
	} else {
		t.say("erase.done", nil)
	}
	t.rest()
	return stay
}
