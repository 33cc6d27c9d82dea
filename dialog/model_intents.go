package dialog

import (
	"slices"
	"strconv"
)

// What each intent leads to. A model names the intent; where that goes is the talk as it is
// without one, with her own words. Nothing is answered, asked or changed here that the rules
// could not have come to.

// heardSo is what can be used of a proposal: every part was checked.
type heardSo struct {
	Proposal
	words      string // hers, all of them
	reflection string // as it will be said; "" for none
	question   string // the open one; "" for none
}

// takes acts on what the model makes of the words, and tells whether it did: else the rules hear them.
func (t *turn) takes(p Proposal, c Calling) bool {
	phase, _ := t.phase()
	m := movesIn[phase]
	t.asTyped(c)
	t.rulesOnly = true
	h := heardSo{Proposal: p, words: c.Words, reflection: t.reflection(p, c.Words, m), question: t.question(p, c.Words, m)}
	t.wonders = phase
	t.noteHints(p, c.Words, m)
	switch p.Intent {
	case IntentAnswer:
		return t.answersSo(h)
	case IntentQuestion:
		return t.asksSo(h)
	case IntentNow:
		return t.nowSo(h)
	case IntentProgress, IntentSetback:
		return t.wentSo(h)
	case IntentFeeling:
		return t.tells(h)
	case IntentCorrection, IntentChange:
		return t.changesMind(h)
	case IntentSmallTalk:
		return t.chats(h)
	case IntentStop:
		t.keepLong(h.words)
		t.wish("stop")
		return true
	case IntentHuman:
		t.keepLong(h.words)
		t.interrupt("human", "why", "model", "open", t.openDraft())
		return true
	}
	return false
}

// answersSo is an answer to the question that waits, by one of its choices or in own words.
// What would change something that lasts, and is not literally all she said, is read back.
func (t *turn) answersSo(h heardSo) bool {
	if t.s.Pending == nil {
		return t.tells(h)
	}
	if h.Choice != "" {
		return t.choosesSo(h)
	}
	if _, s := t.here(); !s.words {
		return t.tells(h)
	}
	part := literally(h.Words, h.words)
	if part != "" && plain(part) != plain(h.words) && !t.texts.noWords(part) {
		t.reflects(h.reflection)
		return t.readBack(answer{words: part}, "", h.words)
	}
	t.reflects(h.reflection)
	t.wonder = h.question
	t.answered(answer{words: h.words})
	return true
}

// choosesSo takes a choice that the question really has. One that marks danger is asked about
// in its own way, by the rules.
func (t *turn) choosesSo(h heardSo) bool {
	i := slices.IndexFunc(t.s.Pending.Choices, func(c Choice) bool { return c.ID == h.Choice })
	if _, danger := marked(h.Choice); danger || i < 0 {
		return false
	}
	a, label := answer{choice: h.Choice, words: h.words}, t.s.Pending.Choices[i].Label
	if t.changes(a) {
		if label == "" {
			return false // nothing that could be read back
		}
		t.reflects(h.reflection)
		return t.readBack(a, label, h.words)
	}
	t.keepLong(h.words)
	t.reflects(h.reflection)
	t.answered(a)
	return true
}

// asksSo is a question: the library answers it, in words that a passage holds, or as it does
// without a model.
func (t *turn) asksSo(h heardSo) bool {
	if t.texts.asksWho(h.words) {
		return false
	}
	guess := ""
	if !t.asksHere(h.words) {
		guess = "yes" // only the model takes it for a question
	}
	if guess != "" && t.s.Pending != nil {
		if t.kept("guessed") != "" {
			return false // it did so before, and she still answers what was asked
		}
		t.keep("guessed", "yes")
	}
	t.proposed = h.Sentences
	t.interrupt("question", "words", h.words, "guess", guess)
	return true
}

// nowSo is something that goes on at this moment: it comes first.
func (t *turn) nowSo(h heardSo) bool {
	if t.s.Pending != nil && (t.top().Flow == "comeback" || t.top().Flow == "fire") {
		t.drop()
	}
	t.reflects(h.reflection)
	t.wonder = h.question
	t.interrupt("fire", "words", h.words)
	return true
}

// wentSo is how a step went: whether it is done she says by a button. Asked about it already,
// her words are the answer.
func (t *turn) wentSo(h heardSo) bool {
	if t.s.Pending != nil && t.top().Flow == "checkin" {
		if _, s := t.here(); s.words {
			t.reflects(h.reflection)
			t.answered(answer{words: h.words})
			return true
		}
	}
	if g, ok := t.p.Current(); ok && !t.talking("checkin") {
		if open := t.openSteps(g.Number); len(open) == 1 && open[0].State == StepOpen {
			t.reflects(h.reflection)
			t.interrupt("checkin", "step", strconv.Itoa(open[0].Number), "via", "heard", "went", h.words)
			return true
		}
	}
	return t.tells(h)
}

// tells is something that is no answer: it is given back and kept. Then a question of the
// model may come first; else the one that waited comes again.
func (t *turn) tells(h heardSo) bool {
	switch {
	case h.reflection == "" && h.question == "":
		return false
	case t.s.Pending == nil || t.top().Flow == "comeback":
		return t.nowSo(h)
	}
	t.reflects(h.reflection)
	t.uncount()
	if t.unkept(h.words) || h.reflection == "" {
		t.keepAside(h.words, false)
	} else {
		t.keepQuietly(h.words)
		t.applying(h.words)
	}
	_, s := t.here()
	switch {
	case h.question != "" && t.top().Flow != "askon":
		t.interrupt("askon", "question", h.question, "phase", string(t.wonders))
	case (t.top().Flow == "askon" || !s.words) && visible(t.s.Pending.Choices) == 1:
		t.answered(answer{choice: t.s.Pending.Choices[0].ID, words: h.words})
	default:
		t.putAgain()
	}
	return true
}

// changesMind is for who was misunderstood or wants something else. What changes she
// chooses herself, at the question before or on her plan.
func (t *turn) changesMind(h heardSo) bool {
	_, planned := t.p.Current()
	switch {
	case h.Intent == IntentChange && planned:
		t.keepLong(h.words)
		t.say("model.change", nil)
		t.showPlan(false)
		t.resume()
	case t.s.Pending == nil:
		return t.tells(h)
	default:
		t.keepLong(h.words)
		t.say("model.misread", nil)
		t.wish("back")
	}
	return true
}

// chats is a word in passing.
func (t *turn) chats(h heardSo) bool {
	if h.reflection == "" {
		return false
	}
	t.keepLong(h.words)
	t.reflects(h.reflection)
	if t.s.Pending == nil {
		t.interrupt("comeback")
		return true
	}
	t.uncount()
	t.putAgain()
	return true
}

// keepLong keeps words beside what they led to when they are more than that.
func (t *turn) keepLong(words string) {
	if long(words) {
		t.keepQuietly(words)
	}
}

// openDraft tells a flow that interrupts whether a question waited.
func (t *turn) openDraft() string {
	if t.s.Pending != nil {
		return "yes"
	}
	return ""
}
