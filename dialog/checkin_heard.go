package dialog

import (
	"slices"
	"strings"
)

// Hearing how a step went in somebody's own words. A no, however it is said, goes
// the way of not yet; what hurts is met before anything else; a bare yes to "hoe ging
// het?" is no done.

// went is what words say about a step.
type went string

// What words can say about a step.
const (
	wentOpen went = ""    // they don't say
	wentDone went = "did" // it was done
	wentNot  went = "not" // it was not
)

// wentBy reads "niet durve", "we hebben m open gemaakt", "vergeten".
func (t *Texts) wentBy(words string) went {
	switch {
	case t.says(words, "step.wasnot"):
		return wentNot
	case t.says(words, "step.wasdone"):
		return wentDone
	}
	return wentOpen
}

// hurts tells whether words say that somebody has it hard.
func (t *Texts) hurts(words string) bool { return t.says(words, "step.hurts") }

// heardSteps are for own words where a button would do.
func heardSteps() []step {
	return []step{
		{name: "managed", words: true,
			ask:  func(t *turn) next { return t.askStepNow("checkin.managed", "managed", "notmanaged", "otherwise") },
			take: takeManaged},
		{name: "heavy", ask: didHeavy, take: takeHeavy},
	}
}

// takeHeard takes own words about how it went.
func (t *turn) takeHeard(words string) next {
	switch {
	case t.texts.unsaid(words) == plainYes:
		return "managed" // yes to "how did it go?" says little
	case t.texts.unsaid(words) == plainNo:
		return "happened"
	case t.unsaid(answer{words: words}) == odd || t.private(words):
		return again
	}
	t.keep("went", words)
	switch t.texts.wentBy(words) {
	case wentNot:
		return t.notDone(words)
	case wentDone:
		return t.doneSo(words)
	}
	return "managed"
}

// notDone keeps what she told already; who said only that it did not work out is
// asked what happened.
func (t *turn) notDone(words string) next {
	t.forget("went")
	if t.texts.onlyNot(words) {
		return "happened"
	}
	t.notYet("log.step_happened", words)
	if t.texts.hurts(words) {
		t.say("checkin.hurts", nil)
	} else {
		t.say("checkin.matters_not", nil)
	}
	return "means"
}

// onlyNot tells whether words say no more than that it did not work out: "nee man,
// niet gelukt".
func (t *Texts) onlyNot(words string) bool {
	words = plain(words)
	for words != "" {
		if _, ok := t.only(words, []Choice{{ID: "notyet"}, {ID: "notmanaged"}}, same); ok {
			return true
		}
		first, rest, _ := strings.Cut(words, " ")
		if !slices.Contains(t.Phrases["words.empty"], first) {
			return false
		}
		words = rest
	}
	return true
}

func (t *turn) doneSo(words string) next {
	if t.texts.hurts(words) {
		return "heavy"
	}
	return "did"
}

func takeManaged(t *turn, a answer) next {
	switch a.choice {
	case "managed":
		return t.doneSo(t.kept("went"))
	case "notmanaged":
		if words := t.kept("went"); words != "" {
			return t.notDone(words)
		}
		return "happened"
	case "otherwise":
		return "went"
	}
	switch t.texts.wentBy(a.words) {
	case wentNot:
		return t.takeHeard(a.words)
	case wentDone:
		return t.doneSo(a.words)
	}
	t.say("links.choose", nil)
	return again
}

// didHeavy records the step as done and meets what it cost first: a letter that was
// opened can hold bad news. No word of success here.
func didHeavy(t *turn) next {
	if s, ok := t.stepNow(); ok {
		t.endStep(s, StepDone, t.kept("went"))
	}
	return t.ask("checkin.heavy", nil, t.opts("humanplease", "goon", "fornow")...)
}

func takeHeavy(t *turn, a answer) next {
	switch a.choice {
	case "humanplease":
		return t.into("human", "onward", "open", "yes")
	case "fornow":
		t.pass("steps")
		return "over"
	}
	return "onward"
}
