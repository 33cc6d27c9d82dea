package dialog

// pause keeps the bot silent until the person types something.
func pause() flow {
	return flow{name: "pause", steps: []step{{name: "begin", ask: func(t *turn) next {
		t.fact(PauseSet{true}, "", "")
		t.say("pause.begun", nil)
		t.s.Talk.Open = false
		return t.leave()
	}}}}
}

// wake ends a pause: whatever the person does, she is back.
func (t *turn) wake() {
	if !t.p.Paused || !t.takesPart() || t.p.Alarm {
		return
	}
	t.fact(PauseSet{false}, "", "")
	t.say("pause.over", nil)
}
