package dialog

import (
	"slices"
	"strings"
)

// Steps out of a step plan or a checklist of the library. What fits the goal, or a step that
// is too big, is offered one step at a time: she takes it, says it her own way, or passes it
// over. The next one comes when a next step is looked for.
//
// What is offered are approved words, read anew each time. What she took is hers, whatever
// becomes of the plan.

func planSteps() []step {
	return []step{
		{name: "goalname", words: true, ask: askGoalName, take: takeGoalName},
		{name: "look", ask: lookPlan},
		{name: "suggest", words: true, ask: suggestStep, take: takeSuggested},
		{name: "myway", words: true, ask: func(t *turn) next { return t.ask("steps.plan_own", nil, t.opt("dontknow")) }, take: takeMyWay},
		{name: "taken", ask: takeApproved},
	}
}

// lookPlan looks for a plan: for words of a step that is too big, or for the goal. One that
// she follows for this goal already goes on.
func lookPlan(t *turn) next {
	g, ok := t.p.Current()
	if !ok {
		return done
	}
	if plan := t.kept("plan"); plan != "" { // pressed under an answer
		t.forget("plan")
		t.s.Plan = &Followed{Goal: g.Number, Passage: plan}
	}
	big, f := t.kept("big"), t.followed(g)
	t.forget("big")
	switch {
	case f != nil && !f.Left && big == "":
		return "suggest"
	case f != nil && (!f.Left || big == ""):
		return t.byHerself(big)
	}
	words := big
	if big == "" {
		words = g.Words
	}
	found, ok := t.lookForPlan(Search{Words: words, Plan: true, Outside: t.modelStands()})
	if !ok {
		return stay
	}
	p, ok := t.planFor(found, words)
	if !ok || f != nil && f.Passage == p.ID {
		return t.byHerself(big)
	}
	t.s.Plan = &Followed{Goal: g.Number, Passage: p.ID}
	t.fact(AskedLibrary{Verdict: VerdictOffered, Release: found.Release, Passages: []string{p.ID}, Scores: []float64{p.Score}}, "", "")
	return "suggest"
}

// followed is the plan for a goal, also one that she left; nil when there is none.
func (t *turn) followed(g Goal) *Followed {
	if t.s.Plan == nil || t.s.Plan.Goal != g.Number {
		return nil
	}
	return t.s.Plan
}

// byHerself goes on without a plan: the open question, or the one that makes a step smaller.
func (t *turn) byHerself(big string) next {
	if big != "" {
		return t.cut(1)
	}
	return "what"
}

// lookForPlan is what the library has; not ok when that must be looked up first.
func (t *turn) lookForPlan(s Search) (Found, bool) {
	switch f := t.in.Plan; {
	case f == nil:
		t.out.Search = &s
		return Found{}, false
	case f.Of == s:
		return *f, true
	case s.Passage != "" && slices.ContainsFunc(f.Passages, func(p Passage) bool { return p.ID == s.Passage }):
		return *f, true // found by words a moment ago
	}
	return Found{Failed: true}, true
}

// planFor is the plan that may be offered unasked. Kinderopvangtoeslag never is: too many
// were hurt by it; who names it asks for it.
func (t *turn) planFor(f Found, words string) (Passage, bool) {
	if !f.Answered {
		return Passage{}, false
	}
	for _, p := range f.Passages {
		said := strings.Join(append([]string{p.Title, p.Short}, p.Steps...), "\n")
		if len(p.Steps) > 0 && t.holdsFor(p) && (!t.texts.says(said, "plan.unasked_never") || t.texts.says(words, "plan.unasked_never")) {
			return p, true
		}
	}
	return Passage{}, false
}

// planNow reads the plan she follows. Without one that may be said now, to says where the talk goes.
func (t *turn) planNow() (p Passage, to next) {
	g, ok := t.p.Current()
	f := t.followed(g)
	if !ok || f == nil || f.Left {
		return p, "what"
	}
	found, ok := t.lookForPlan(Search{Passage: f.Passage, Plan: true})
	switch {
	case !ok:
		return p, stay
	case found.Failed:
		return p, "what" // the plan stays hers to follow: another time
	}
	i := slices.IndexFunc(found.Passages, func(p Passage) bool { return p.ID == f.Passage })
	switch {
	case i < 0:
		if f.Next > 0 || t.top().Step == "taken" {
			t.say("steps.plan_gone", nil)
		}
		t.s.Plan = nil
		return p, "what"
	case len(found.Passages[i].FitsWhen) > 0 && t.p.DebtHelp == DebtHelpNotAsked:
		return p, t.into("debthelp", "suggest")
	case !t.holdsFor(found.Passages[i]):
		t.unfitPlan(f)
		return p, "what"
	}
	return found.Passages[i], ""
}

// unfitPlan leaves a plan that does not hold for her; who took steps from it hears why.
func (t *turn) unfitPlan(f *Followed) {
	if f.Next > 0 {
		t.sayNotFit()
	}
	f.Left = true
}

// suggestStep offers the next step of the plan that is not hers yet.
func suggestStep(t *turn) next {
	p, to := t.planNow()
	if to != "" {
		return to
	}
	f := t.s.Plan
	for f.Next < len(p.Steps) && t.hasStep(stepOf(p.Steps[f.Next])) {
		f.Next++
	}
	if f.Next >= len(p.Steps) {
		f.Left = true
		t.say("steps.plan_over", nil)
		return "what"
	}
	key := "steps.plan_next"
	if f.Next == 0 {
		key = "steps.plan_first"
	}
	n := t.ask(key, Vars{"words": p.Steps[f.Next], "source": t.sourceOf(p)}, append(t.opts("takeit", "myway", "nextone"), unseen("noplan"))...)
	t.out.Messages[len(t.out.Messages)-1].Quotes = []string{p.ID}
	return n
}

// hasStep tells whether she has a step in these words: a plan that was written anew may hold it still.
func (t *turn) hasStep(words string) bool {
	return slices.ContainsFunc(t.p.Steps, func(s Step) bool { return plain(s.Words) == plain(words) })
}

// stepOf is what of an item becomes somebody's step: its first sentence that says what to do.
func stepOf(item string) string {
	const least = 2 // words: "Stop." is no step
	end := 0
	for end < len(item) {
		i := strings.IndexAny(item[end:], ".!?")
		if i < 0 {
			return item
		}
		end += i + 1
		if (end == len(item) || item[end] == ' ') && len(strings.Fields(item[:end])) > least {
			break
		}
	}
	return strings.TrimRight(item[:end], ".!?")
}

func takeSuggested(t *turn, a answer) next {
	switch a.choice {
	case "takeit":
		return "taken"
	case "myway":
		return "myway"
	case "nextone":
		t.s.Plan.Next++
		return "suggest"
	case "noplan":
		t.s.Plan.Left = true
		return "what"
	}
	return takeMyWay(t, a)
}

// takeMyWay takes a step in her own words in place of the one that was offered.
func takeMyWay(t *turn, a answer) next {
	switch kind := t.unsaid(a); {
	case kind == odd:
		return again
	case kind != ownWords || a.choice != "":
		return "suggest"
	}
	to := takeStep(t, a)
	if to != again {
		t.keep("ofplan", "yes")
		if t.kept("words") != "" {
			t.keep("found", string(FoundByQuestion))
		}
	}
	return to
}

// takeApproved makes the step that was offered hers, in the words that still stand.
func takeApproved(t *turn) next {
	p, to := t.planNow()
	if to != "" {
		return to
	}
	if t.s.Plan.Next >= len(p.Steps) {
		return "suggest"
	}
	words := stepOf(p.Steps[t.s.Plan.Next])
	t.keep("words", words)
	t.keep("found", string(FoundByBot))
	t.keep("ofplan", "yes")
	t.keep("title", p.Title)
	t.applying(words)
	return "money"
}

// planTaken goes to the next step of the plan when the one that was set came from it.
func (t *turn) planTaken() {
	if t.s.Plan != nil && t.kept("ofplan") != "" {
		t.s.Plan.Next++
	}
	t.forget("ofplan", "title")
}

// stepLine is a new step for the log, with the plan it is from.
func (t *turn) stepLine(vars Vars) string {
	if title := t.kept("title"); title != "" {
		vars["title"] = title
		return t.line("log.step_from", vars)
	}
	return t.line("log.step", vars)
}

// askGoalName makes a goal for a step that was taken from an answer: without one there is no plan to put it in.
func askGoalName(t *turn) next {
	found, ok := t.lookForPlan(Search{Passage: t.kept("plan"), Plan: true})
	switch {
	case !ok:
		return stay
	case len(found.Passages) == 0:
		t.say("answer.replaced", nil)
		return done
	}
	t.keep("goalname", found.Passages[0].Title)
	n := t.ask("steps.plan_goal", Vars{"title": found.Passages[0].Title}, t.opt("namedso"))
	t.out.Messages[len(t.out.Messages)-1].Quotes = []string{found.Passages[0].ID}
	return n
}

func takeGoalName(t *turn, a answer) next {
	words := a.words
	switch kind := t.unsaid(a); {
	case kind == odd || a.choice == "" && t.private(a.words):
		return again
	case kind != ownWords || a.choice != "":
		words = t.kept("goalname")
	}
	t.setGoal(words)
	return "look"
}
