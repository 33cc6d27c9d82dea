package dialog

// push lets the person choose what an unasked message shows before it is opened.
// Where somebody unwanted reads along there is nothing to choose.
func push() flow {
	return flow{name: "push", steps: []step{
		{name: "ask", ask: askPush, take: takePush},
		{name: "over", ask: (*turn).aside},
	}}
}

func askPush(t *turn) next {
	if t.p.Phone == PhoneWatched {
		return t.ask("push.watched", nil, t.opts("whoreads", "goback")...)
	}
	return t.ask("push.ask", nil, t.opts("dull", "wordy", "whoreads")...)
}

func takePush(t *turn, a answer) next {
	switch a.choice {
	case "whoreads":
		return t.into("phone", "over")
	case "dull":
		t.fact(PushChosen{PushDull}, "", "")
		t.say("push.dull", nil)
	case "wordy":
		t.fact(PushChosen{PushWordy}, "", "")
		t.say("push.wordy", nil)
	}
	return t.aside()
}
