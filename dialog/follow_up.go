package dialog

import (
	"html"
	"strings"
	"time"

	"stapmaat/dialog/when"
)

// A follow-up comes only when it was asked for, at the time and in the words that the
// person chose. Which danger has one stands in crisis.yaml; the rest has none.

// askLater is [Vraag het me later]. Somebody who may not hold her phone then chooses all
// the words herself.
func askLater() flow {
	return flow{name: "asklater", steps: []step{
		{name: "when", words: true, digits: true,
			ask:  func(t *turn) next { return t.ask("followup.when", nil, t.opts("tomorrowten", "nofollowup")...) },
			take: takeFollowUpWhen},
		{name: "words", words: true, exact: true, ask: askFollowUpWords, take: takeFollowUpWords},
	}}
}

// mostAhead is how far away a follow-up may lie, and mostAsked how long its words.
const (
	mostAhead = 31 * 24 * time.Hour
	mostAsked = 100
)

// followsUp tells whether a follow-up may be offered now.
func (t *turn) followsUp() bool {
	if !t.takesPart() || t.p.Under18 || t.texts.FollowUp[string(t.p.AlarmKind.Category)] == "" {
		return false
	}
	return !(t.p.guarded() || t.p.WasGuarded) || t.safeNow()
}

// ownWordsOnly tells whether the usual line won't do: somebody else may read it.
func (t *turn) ownWordsOnly() bool {
	return t.texts.FollowUp[string(t.p.AlarmKind.Category)] == "own" || t.p.dullUnasked()
}

func takeFollowUpWhen(t *turn, a answer) next {
	at := when.At(t.inDays(1), 10, 0)
	switch a.choice {
	case "nofollowup":
		return t.noFollowUp()
	case "":
		m, ok := when.Parse(a.words, t.p.Now)
		if !ok && long(a.words) && t.p.Suicide { // that was no answer
			t.drop()
			t.withYou(a.words)
			return stay
		}
		if !ok || m.Trouble == when.Impossible || m.Trouble == when.Refused || m.Trouble == when.Several {
			t.say("followup.unclear", nil)
			return again
		}
		if at = m.Start(when.Clock{Hour: 10}); !m.DaySaid && !at.After(t.p.Now) {
			at = at.AddDate(0, 0, 1)
		}
	}
	if !at.After(t.p.Now) || at.Sub(t.p.Now) > mostAhead {
		t.say("followup.unclear", nil)
		return again
	}
	t.keep("at", at.Format(time.RFC3339))
	return "words"
}

func askFollowUpWords(t *turn) next {
	if t.ownWordsOnly() {
		return t.ask("followup.own_words", nil, t.opts("nofollowup")...)
	}
	return t.ask("followup.words", nil, t.opts("usualline", "nofollowup")...)
}

func takeFollowUpWords(t *turn, a answer) next {
	at, err := time.Parse(time.RFC3339, t.kept("at"))
	words := clip(strings.Join(strings.Fields(a.words), " "), mostAsked)
	switch {
	case a.choice == "nofollowup" || err != nil || !at.After(t.p.Now):
		return t.noFollowUp()
	case a.choice == "usualline":
		words = ""
	case plain(words) == "":
		return unclear
	}
	t.fact(FollowUpChosen{At: at, Words: words}, "", "")
	t.timer(FollowUpDue, "", at)
	t.say("followup.set", Vars{"when": t.moment(at.In(t.p.Now.Location()))})
	return t.endFollowUp()
}

func (t *turn) noFollowUp() next {
	if !t.p.FollowUp.At.IsZero() {
		t.fact(FollowUpChosen{}, "", "")
		t.timer(FollowUpDue, "", time.Time{})
	}
	t.say("followup.none", nil)
	return t.endFollowUp()
}

// endFollowUp goes back to what waited; while coaching rests nothing is led on.
func (t *turn) endFollowUp() next {
	if len(t.s.Flows) > 1 {
		return done
	}
	return t.leave()
}

// followedUp sends what was asked for. Where somebody may read along by now, words that
// she did not choose stay away.
func (t *turn) followedUp() {
	f := t.p.FollowUp
	if f.At.IsZero() || t.p.Now.Before(f.At) {
		return
	}
	t.fact(FollowUpChosen{}, "", "")
	if !t.takesPart() || t.p.Paused || f.Words == "" && (t.p.guarded() || t.p.WasGuarded) {
		return
	}
	if f.Words == "" {
		f.Words = t.label("followup.usual")
	}
	t.send(Message{Key: "followup.said", Text: html.EscapeString(f.Words), Lane: LanePush})
}
