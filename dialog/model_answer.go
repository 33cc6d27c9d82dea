package dialog

// What comes of a call. Whatever is wrong with an answer, or with the moment at which it
// comes, the person's words are heard: by the rules, exactly as if there were no model.

// callEnded reads what came of a call. The verdict of a screen was read before it.
func (t *turn) callEnded() {
	a := t.in.Call
	if a == nil {
		return
	}
	switch a.Kind {
	case CallReply:
		t.replied(*a)
	case CallScreen:
	case CallSumUp:
		t.summedUp(*a)
	case CallHear:
		t.heardVoice(*a)
	}
}

// replied is the answer to words that waited. One that nobody waits for any more is dropped.
func (t *turn) replied(a CallAnswer) {
	c := t.s.Calling
	switch {
	case c == nil || c.Number != a.Number:
		t.out.Answer = AnswerDropped
		return
	case t.in.Outlived || c.Question != t.questionNumber():
		t.out.Answer = AnswerDropped
		t.setAside()
		t.resume()
		return
	}
	t.s.Calling = nil
	t.out.Answer = AnswerUsed
	if a.Failed != "" || a.Reply == nil || !t.mayCall() || !t.takes(*a.Reply, *c) {
		t.byRules(*c)
	}
}

// byRules hears words as if they were typed just now and there were no model.
func (t *turn) byRules(c Calling) {
	t.asTyped(c)
	t.rulesOnly = true
	t.out.Answer = AnswerFixed
	t.typed(c.Words)
}

// asTyped makes this the turn in which the words were typed.
func (t *turn) asTyped(c Calling) {
	t.asTypedWords(c.Words)
	t.fresh = c.Fresh
}

func (t *turn) asTypedWords(words string) {
	t.in = Input{Kind: Typed, Text: words, Found: t.in.Found, Plan: t.in.Plan}
}
