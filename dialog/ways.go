package dialog

// The ways through what waits: why it is asked, further, and back.

// why says what the question that waits is for.
func (t *turn) why() {
	key := "why.any"
	if len(t.s.Flows) > 0 {
		_, s := t.here()
		if special := "why." + t.top().Flow + "." + s.name; t.texts.Messages[special] != "" {
			key = special
		} else if special := "why." + t.top().Flow; t.texts.Messages[special] != "" {
			key = special
		}
	}
	t.say(key, nil)
	t.resume()
}

// goOn takes up what waits.
func (t *turn) goOn() {
	if t.fresh && len(t.s.Flows) > 0 && leftover[t.top().Flow] {
		t.s.Pending = nil
		t.clearOld()
	}
	if t.needFirst() && t.takesPart() {
		t.interrupt("need")
		return
	}
	if len(t.s.Flows) > 0 {
		if t.top().Flow == "sharing" && t.s.Pending != nil {
			t.answered(answer{choice: "onwards"})
			return
		}
		t.follow(again)
		return
	}
	if !t.takesPart() {
		t.listen("")
		return
	}
	if t.onward() {
		t.follow(again)
	}
}

// back goes to the question before this one, within the same part.
func (t *turn) back() {
	if len(t.s.Flows) == 0 || t.s.Pending == nil {
		t.goOn()
		return
	}
	f, s := t.here()
	for i := range f.steps {
		if f.steps[i].name == s.name && i > 0 && f.steps[i-1].take != nil && f.steps[i-1].name != "heard" && t.retract(s.name) {
			t.top().Step = f.steps[i-1].name
			t.follow(again)
			return
		}
	}
	t.say("back.first", nil)
	t.follow(again)
}

// retract tells whether the step before may be asked again. A new answer is
// recorded beside the old one; only what ends something can't be taken back.
func (t *turn) retract(step string) bool { return step != "placed" }
