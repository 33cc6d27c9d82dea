package risk

import (
	"math"
	"sync"
	"time"
)

// The rules and the classifier are read once, by the first message or by Check:
// that takes some tens of milliseconds, which most commands of the program need not pay.
var (
	rulebook           *book
	classifier         *model
	rulesErr, modelErr error
	loading            sync.Once
)

func load() {
	loading.Do(func() {
		rulebook, rulesErr = readRules(ruleFiles)
		classifier, modelErr = readModel(modelFile)
	})
}

// Check says what is wrong with the shipped rules and the classifier, or nil.
// With faulty ones Screen panics on its first use, so a program asks this first,
// and so that its first message is not kept waiting.
func Check() error {
	load()
	if rulesErr != nil {
		return rulesErr
	}
	return modelErr
}

// Limits of the classifier, chosen on writers left out of its training and on
// testdata (README.md). Alone it asks from askAt on, from a little lower beside a
// half signal of the rules, and pages only when it is next to certain.
const (
	askAt    = 0.39
	besideAt = 0.33 // beside a half signal
	relieved = 0.65 // where danger is spoken of as denied, past or not real, it has to be surer
	pageAt   = 0.90
	doubtAt  = 0.25 // a page by the rules that it doubts so much becomes a question
	ownDoubt = 0.15 // where it is said of the person's own self
	agreeAt  = 0.50 // from here on the layers count as agreeing
)

// Screen reads what somebody wrote. It needs no clock; a weekday counts as
// within the week.
func Screen(text string) Verdict {
	v, _ := look(text, time.Time{})
	return v
}

// look is one text read by both layers, and its half signals.
func look(said string, now time.Time) (Verdict, []Signal) {
	if said == "" {
		return Verdict{}, nil
	}
	load()
	t := rulebook.read(said)
	if len(t.tokens) == 0 {
		return Verdict{}, nil
	}
	f := rulebook.byRules(t, now)
	words := rulebook.spoken(t)
	return both(f, classifier.read(words), len(words)), f.signals
}

// both joins the layers: the graver outcome counts, and the rules' labels where
// they have some. What the rules page for and the classifier takes for ordinary
// talk is asked about instead, unless the rules are firm.
func both(f finding, g guess, words int) Verdict {
	v, c := f.verdict, byGuess(f, g, words)
	if v.Outcome == None {
		return c
	}
	if g.danger >= agreeAt {
		v.Layer = ByBoth
	}
	switch {
	case v.Outcome == Page && g.danger < f.doubt():
		v.Outcome = Ask
	case v.Outcome == Ask && c.Outcome == Page && v.Marks == 0:
		v.Outcome = Page
	}
	return v
}

// doubt is where the classifier's doubt turns a page of the rules into a question.
func (f finding) doubt() float32 {
	switch {
	case f.firm:
		return 0
	case f.own:
		return ownDoubt
	}
	return doubtAt
}

func byGuess(f finding, g guess, words int) Verdict {
	limit := float32(askAt)
	switch {
	case f.safe:
		limit = relieved
	case len(f.signals) > 0:
		limit = besideAt
	}
	if g.danger < atLength(limit, words) {
		return Verdict{}
	}
	v := Verdict{Outcome: Ask, Category: g.category, Urgency: g.urgency, Layer: ByClassifier}
	if g.urgent >= pageAt && g.danger >= pageAt && !f.safe {
		v.Outcome = Page
	}
	return v
}

// A long message has more windows, and the most dangerous of many is more dangerous
// than of one. People who tell a long story and mean danger say so in it.
const (
	usualWords = 30 // up to here the limits hold
	perLength  = 2
)

// atLength is a limit for a message of so many words.
func atLength(limit float32, words int) float32 {
	if words <= usualWords {
		return limit
	}
	odds := math.Log(float64(limit/(1-limit))) + perLength*math.Log(float64(words)/usualWords)
	return logistic(float32(odds))
}
