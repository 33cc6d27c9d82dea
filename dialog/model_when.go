package dialog

import "unicode/utf8"

// mostTold is how many characters a model is asked about at most; who writes more is
// telling, and is heard by the rules.
const mostTold = 1500

// phaseOf is where in the method a flow is. A flow that does not stand here never asks a
// model: consents, wiping, danger, sharing, a human, names and numbers are for the rules.
var phaseOf = map[string]Phase{
	"story": Engage, "fire": Engage,
	"bridge": Focus, "links": Focus, "debthelp": Focus,
	"dream": Evoke, "goal": Evoke,
	"small": Planning, "steps": Planning,
	"checkin": FollowOn, "waiting": FollowOn,
	"comeback": Free, "question": Free, "breath": Free,
}

// phase is where the talk is, and whether a model may be asked there.
func (t *turn) phase() (Phase, bool) {
	if t.s.Pending == nil {
		return Free, true
	}
	if t.top().Flow == "askon" {
		return Phase(t.kept("phase")), true
	}
	p, ok := phaseOf[t.top().Flow]
	return p, ok
}

// mayCall tells whether a model may answer here at all. With danger open every word of
// the bot is one that people wrote; on a phone that is watched, too.
func (t *turn) mayCall() bool {
	_, waits := t.p.OpenQuestion()
	_, known := t.phase()
	return !t.rulesOnly && t.modelStands() && known && !waits && !t.p.Alarm && t.p.Phone != PhoneWatched && t.p.Owner == nil
}

// asksModel tells whether the model is asked what words mean: where they are no answer
// that the rules are sure of. Words about health go nowhere without a yes to that.
func (t *turn) asksModel(text string) bool {
	if !t.mayCall() || utf8.RuneCountInString(text) > mostTold || t.unkept(text) || isMash(tokens(text)) || t.greets(text) {
		return false
	}
	if t.s.Pending == nil {
		_, _, told := t.stepTold(text)
		return !told && !t.texts.noWords(text) && len(tokens(text)) > 1
	}
	_, s := t.here()
	if s.exact || s.digits {
		return false
	}
	if t.asksHere(text) {
		return !t.texts.asksWho(text)
	}
	a, ok := t.read(text)
	switch {
	case !ok:
		return true
	case a.choice != "":
		return false
	}
	return long(text) && !t.texts.noWords(text)
}
