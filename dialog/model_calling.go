package dialog

import (
	"html"
	"strings"
)

// Calling is what a talk waits for: words of the person that a model reads. They are kept
// here until its answer comes, which may be that there is none.
type Calling struct {
	Number   int    `json:"number"`             // of the call
	Question int    `json:"question,omitempty"` // number of the question that waited, 0 for none
	Words    string `json:"words"`              // as typed; what was typed meanwhile on a line of its own
	Fresh    bool   `json:"fresh,omitempty"`    // a new talk began with them
}

// call asks the model what words mean, and a second opinion on danger beside it. What
// approved content says to them is looked up first. Words that wait already go along: the
// answer to those alone is dropped by its number.
func (t *turn) call(text string) {
	words, fresh, earlier := text, t.fresh, []string(nil)
	if c := t.s.Calling; c != nil && c.Question == t.questionNumber() {
		words, fresh, earlier = c.Words+"\n"+text, c.Fresh, []string{c.Words}
	}
	if t.in.Found == nil {
		t.out.Search = &Search{Words: words, Outside: t.modelStands()}
		return
	}
	t.s.Called++
	t.s.Calling = &Calling{Number: t.s.Called, Question: t.questionNumber(), Words: words, Fresh: fresh}
	t.out.Calls = append(t.out.Calls,
		Call{Number: t.s.Called, Kind: CallReply, Reply: t.replyAsked(words)},
		Call{Number: t.s.Called, Kind: CallScreen, Screen: t.screenAsked(text, earlier)})
}

// questionNumber is that of the question that waits, 0 for none.
func (t *turn) questionNumber() int {
	if t.s.Pending == nil {
		return 0
	}
	return t.s.Pending.Number
}

// replyAsked is what the model hears: this turn's needs and no more.
func (t *turn) replyAsked(words string) *ReplyAsked {
	phase, _ := t.phase()
	a := &ReplyAsked{Language: t.texts.Language, Phase: phase, Before: t.asks, Said: words}
	if t.in.Found.Answered || t.texts.question(words, false) {
		a.Passages = t.in.Found.Passages // something near can always be found; a story needs none of it
	}
	m := movesIn[phase]
	a.Topics = m.topics
	if m.place {
		a.Subs = t.subsAsked()
	}
	if t.s.Pending != nil {
		_, s := t.here()
		a.Choices, a.OwnWords = t.s.Pending.Choices, s.words
	}
	if g, ok := t.p.Current(); ok {
		a.Goal = g.Words
		for _, s := range t.openSteps(g.Number) {
			a.Steps = append(a.Steps, s.Words)
		}
	}
	return a
}

// noteAsks notes the question that waits, for a model to know what words are said to. It
// is put once more on a copy of this turn, of which nothing else is used.
func (t *turn) noteAsks() {
	if t.s.Pending == nil || !t.modelStands() || t.in.Kind == Pressed || t.in.Kind == TimerDue {
		return
	}
	trial := t.trial()
	trial.follow(again)
	if s := trial.out.Search; s != nil && s.Plan {
		t.out.Search = s // a step that is offered is read anew
		return
	}
	if n := len(trial.out.Messages); n > 0 {
		t.asks = html.UnescapeString(strings.NewReplacer("<b>", "", "</b>", "").Replace(trial.out.Messages[n-1].Text))
	}
}

// trial is a copy of this turn on which something can be tried.
func (t *turn) trial() *turn {
	trial := t.engine.turn(t.p, t.s, t.in)
	trial.rulesOnly = true
	return trial
}

// whileCalling is for what is typed while a model reads what was typed before. What it
// will read, too, is joined to that. "Ben je er nog?" has its answer on the way.
func (t *turn) whileCalling(text string) bool {
	if t.s.Calling == nil || t.asksModel(text) && !t.known(text) {
		return false
	}
	if t.greets(text) || plain(text) == "" {
		return true
	}
	t.setAside()
	return false
}

// setAside keeps words that wait for a model when something else is done meanwhile: they
// are no answer any more, and they are not lost. The answer of the model is dropped.
func (t *turn) setAside() {
	if c := t.stopCalling(); c != nil && !t.texts.noWords(c.Words) {
		t.keepAside(c.Words, t.texts.question(c.Words, true) && t.given(Sharing))
	}
}

// setAsideQuietly does the same where nothing may be said about it.
func (t *turn) setAsideQuietly() {
	if c := t.stopCalling(); c != nil {
		t.keepQuietly(c.Words)
	}
}

// keepQuietly keeps words beside what was asked, and says nothing of it.
func (t *turn) keepQuietly(words string) {
	if !t.unkept(words) && !t.texts.noWords(words) {
		t.fact(SaidAside{words, false}, t.line("log.aside", Vars{"words": quoted(words)}), "")
	}
}

// stopCalling ends the waiting and returns what waited; nil when nothing did.
func (t *turn) stopCalling() *Calling {
	c := t.s.Calling
	t.s.Calling = nil
	return c
}
