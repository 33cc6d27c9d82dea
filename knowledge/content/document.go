// Package content is what the bot may answer from: documents with what must be known
// about them, cut into passages that follow headings, each with a short form for
// participants and questions as people ask them.
//
// A document is Markdown with a head of YAML between --- lines:
//
//	---
//	title: Huurtoeslag aanvragen
//	pillars:
//	  - geld
//	kind: plan
//	source: https://…
//	checked_on: 2026-11-01
//	---
//	## Wie krijgt huurtoeslag?
//	> kort: Huurtoeslag is geld voor je huur. …
//	> vraag: Heb ik recht op huurtoeslag?
//
//	The text itself.
//
// Where nobody really read the source, checked_on says unchecked.
package content

import (
	"slices"
	"time"
)

// Document is one text with what must be known about it.
type Document struct {
	Key        string // names it within an organisation, for ever: "huurtoeslag-aanvragen"
	Title      string
	Pillars    []string // of the bridge: "home", "wellbeing", "learning", "money", "work"; none for stress and coping
	Audience   Audience
	Kind       Kind
	FitsWhen   []string // states of debt help in which it may be said; none: always
	Source     string   // address or name of where its facts come from
	Licence    string
	Author     string
	CheckedOn  time.Time // the day its facts were read at the source; zero: unchecked
	ValidUntil time.Time // the first day on which it may not be said any more; zero: no end
	Pinned     Pin
	Reviewed   string   // who of the profession read it; "nobody yet" until somebody did
	Golden     []Golden // questions that must find it in every release
	Body       string   // Markdown
}

// Audience is for whom a text is written.
type Audience string

// The audiences.
const (
	ForParticipants Audience = "participant"
	ForMentors      Audience = "mentor"
)

// Kind is what sort of text it is.
type Kind string

// The kinds.
const (
	Explanation Kind = "explanation"
	StepPlan    Kind = "plan"
	Checklist   Kind = "checklist"
	Tip         Kind = "tip"
	Exercise    Kind = "exercise"
	Right       Kind = "right"
	Story       Kind = "story"
)

// Kinds are all there are.
func Kinds() []Kind {
	return []Kind{Explanation, StepPlan, Checklist, Tip, Exercise, Right, Story}
}

// Pin keeps content from disappearing silently: it warns before its date.
type Pin string

// What is pinned.
const (
	NotPinned    Pin = ""
	PinnedCrisis Pin = "crisis"
	PinnedRights Pin = "rights"
)

// Golden is a question that must find a passage of this document among the first.
type Golden struct {
	Question string
	Heading  string // the passage's own heading; "" when any of the document will do
}

// Passage is the piece that is searched, approved and quoted.
type Passage struct {
	ID        string   // the same as long as document and text are the same
	Heading   []string // path from the document's title down
	Text      string   // plain, a line a paragraph; list items begin with "- " or "1. "
	Short     string   // what a participant reads: at most 40 words, through the gate; "" when not written yet
	Questions []string // as people ask them
	Steps     []string // the items of its first numbered list, for plans and checklists
	Line      int      // where it begins in the body, from 1
}

// Words counts the words of its text.
func (p Passage) Words() int { return wordCount(p.Text) }

// Expired tells whether a document may not be said any more on a day.
func (d Document) Expired(day time.Time) bool {
	return !d.ValidUntil.IsZero() && !day.Before(d.ValidUntil)
}

// Fits tells whether it may be said to somebody in this state of debt help.
func (d Document) Fits(debtHelp string) bool {
	return len(d.FitsWhen) == 0 || slices.Contains(d.FitsWhen, debtHelp)
}
