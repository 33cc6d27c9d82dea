package dialog

import "stapmaat/dialog/risk"

// The second opinion on danger. It can raise and never lower: what the rules and the
// classifier see was acted on before it is asked.

// mostScreened is how many characters of a message a second opinion reads.
const mostScreened = 4096

// secondOpinion asks for one on words that no model reads in this turn. Where danger was
// seen already there is nothing to raise.
func (t *turn) secondOpinion() {
	switch t.in.Kind {
	case Typed, Sent, Edited:
	default:
		return
	}
	text := t.in.Text
	if !t.modelStands() || t.rulesOnly || t.in.Risk.Outcome != risk.None || t.out.Search != nil || len(t.out.Calls) > 0 ||
		len(tokens(text)) < shortWords || t.known(text) || t.unkept(text) {
		return
	}
	t.s.Called++
	t.out.Calls = append(t.out.Calls, Call{Number: t.s.Called, Kind: CallScreen, Screen: t.screenAsked(text, nil)})
}

// known tells whether text is one of our own phrases: a wish, or the label of a button.
func (t *turn) known(text string) bool {
	_, wish := t.texts.wish(text)
	if t.s.Pending != nil {
		if _, label := t.texts.labelled(text, t.s.Pending.Choices); label {
			return true
		}
	}
	return wish
}

func (t *turn) screenAsked(text string, earlier []string) *ScreenAsked {
	return &ScreenAsked{Language: t.texts.Language, Before: t.asks, Earlier: earlier, Said: clip(text, mostScreened)}
}

// opinion is what an answer says about danger. A model that would not read the words saw
// something in them: then the general question is put, since nobody knows what it was. It
// waits an hour, for the rules and the classifier read the same words and were calm.
func (t *turn) opinion() risk.Verdict {
	a := t.in.Call
	refused := t.in.Kind == Answered && a != nil && a.Kind == CallScreen && a.Failed == CallRefused
	if refused && t.in.Risk.Outcome == risk.None {
		return risk.Verdict{Outcome: risk.Ask, Urgency: risk.Today}
	}
	return t.in.Risk
}

// wordsOf gives an answer the words that it is about, where they wait here.
func (t *turn) wordsOf() {
	c, a := t.s.Calling, t.in.Call
	if t.in.Kind == Answered && t.in.Text == "" && c != nil && a != nil && a.Number == c.Number {
		t.in.Text = c.Words
	}
}

// endCalling ends the waiting for a model where danger is seen. Words that the danger is
// seen in go along with the question about it, and after a no to where they were meant for.
func (t *turn) endCalling() {
	if a := t.in.Call; a != nil && a.Kind == CallHear {
		t.stopHearing(a.Number)
		t.setAsideQuietly()
		t.waited = a.Heard
		return
	}
	c := t.s.Calling
	if c == nil || t.in.Kind != Answered || t.in.Call == nil || c.Number != t.in.Call.Number {
		t.setAsideQuietly()
		return
	}
	t.waited, t.s.Calling = c.Words, nil
}
