package dialog

import "slices"

// phone asks who reads along, since a message on a screen can do harm.
func phone() flow {
	return flow{name: "phone", steps: []step{
		{name: "ask",
			ask: func(t *turn) next {
				return t.ask("phone.ask", nil,
					option{string(PhoneOwn), t.label("phone.own")},
					option{string(PhoneTrusted), t.label("phone.trusted")},
					option{string(PhoneWatched), t.label("phone.watched")},
					unseen("somebody"))
			},
			take: func(t *turn, a answer) next {
				if a.choice == "somebody" {
					return "may"
				}
				return t.takePhone(Phone(a.choice))
			}},
		{name: "may",
			ask: func(t *turn) next { return t.ask("phone.may", nil, t.opts("mayread", "maynot")...) },
			take: func(t *turn, a answer) next {
				if a.choice == "mayread" {
					return t.takePhone(PhoneTrusted)
				}
				return t.takePhone(PhoneWatched)
			}},
	}}
}

func (t *turn) takePhone(phone Phone) next {
	t.fact(PhoneSaid{phone}, "", "")
	if phone == PhoneWatched {
		if t.p.Words != PushDull {
			t.fact(PushChosen{PushDull}, "", "")
		}
		t.say("phone.careful", nil)
	}
	return done
}

// door stands before an unasked message: it only says that something waits.
func door() flow {
	return flow{name: "door", steps: []step{
		{name: "ask",
			ask:  func(t *turn) next { return t.ask("push.waits", nil, option{"show", t.label("push.show")}) },
			take: func(*turn, answer) next { return done }},
	}}
}

// unasked begins a flow that the person did not ask for at this moment. hide puts the door before it;
// one door is enough for all that waits behind it.
func (t *turn) unasked(name string, hide bool, draft ...string) {
	t.s.Flows = slices.DeleteFunc(t.s.Flows, func(f Frame) bool { return f.Flow == "door" })
	t.begin(name, draft...)
	if hide || t.p.dullUnasked() {
		t.begin("door")
	}
	t.follow(again)
	for i := range t.out.Messages {
		t.out.Messages[i].Lane = LanePush
	}
}
