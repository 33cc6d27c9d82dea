package store

import (
	"encoding/json"
	"fmt"
	"time"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// refusedFor is how long the last words wait to be sent before a person who said
// no is destroyed; well within the hour that is promised.
const refusedFor = 10 * time.Minute

// facts takes over the events of a turn: each as it is, and what it feeds.
func (w *writes) facts(o Outcome) error {
	t := &factTurn{writes: w, Claim: o.Claim, talk: o.State.Talk.Number, first: len(w.events)}
	for n, f := range o.Effects.Events {
		t.n = n
		if err := t.apply(f.Event); err != nil {
			return err
		}
		if err := t.record(f); err != nil {
			return err
		}
	}
	return t.finish()
}

// factTurn is one turn whose events are being taken over.
type factTurn struct {
	*writes
	*Claim
	talk    int
	first   int // where this turn's events begin
	n       int // the event at hand
	changed bool
	goals   map[int]*goalDraft
	steps   map[int]*stepDraft
	meets   *dialog.Person // with the appointments as they are after the events so far
}

// record keeps the event itself, sealed, with its lines for the log.
func (t *factTurn) record(f dialog.Fact) (err error) {
	e := eventWrite{organisation: t.Organisation, person: t.Person.ID, cause: t.Inbox, n: t.n, kind: f.Event.Kind(), talk: t.talk, share: "none", at: t.now}
	payload, err := json.Marshal(bare(f.Event))
	if err != nil {
		return fmt.Errorf("writing event %s: %w", e.kind, err)
	}
	if e.payload, err = t.key.Seal(payload, t.place("event.payload")); err != nil {
		return err
	}
	if e.line, err = t.key.SealText(f.Line, t.place("event.line")); err != nil {
		return err
	}
	if e.bare, err = t.key.SealText(f.Bare, t.place("event.bare")); err != nil {
		return err
	}
	switch {
	case e.line != nil && f.Shared:
		e.share, e.sharedAt = "shared", &t.now
	case e.line != nil:
		e.share = "open"
	}
	t.events = append(t.events, e)
	return nil
}

// bare leaves out of an event what must not lie there as long as events do: an
// invitation's details have a key of their own, and end when the invited person
// wants it; what people write to each other is kept as long as messages are.
func bare(e dialog.Event) dialog.Event {
	switch e := e.(type) {
	case dialog.InvitationMade:
		return dialog.InvitationMade{Role: e.Role, TokenHash: e.TokenHash}
	case dialog.StaffWrote:
		e.Words = ""
		return e
	case dialog.SafetyNoted:
		e.Words = ""
		return e
	case dialog.AskedLibrary: // the question lies with its answer
		e.Words = ""
		return e
	case dialog.AlarmClosed: // what was promised lies with the alarm, under the person's key
		return dialog.AlarmClosed{Alarm: e.Alarm, Reason: e.Reason}
	case dialog.ToldHuman:
		return dialog.ToldHuman{}
	case dialog.ContactSaved: // these lie with the person, and go when she takes them away
		return dialog.ContactSaved{}
	case dialog.ContactRemoved:
		return dialog.ContactRemoved{}
	case dialog.FollowUpChosen:
		return dialog.FollowUpChosen{At: e.At}
	}
	return e
}

func (t *factTurn) place(column string) seal.Place { return factPlace(column, t.Inbox, t.n) }

func (t *factTurn) words(words, column string) ([]byte, error) {
	return t.key.SealText(words, t.place(column))
}

// apply feeds the tables from one event.
func (t *factTurn) apply(event dialog.Event) error {
	switch e := event.(type) {
	case dialog.StoryTold:
		words, err := t.words(e.Words, "story.words")
		t.stories = append(t.stories, storyWrite{t.fact(), e.Pillar, words})
		return err
	case dialog.Placed:
		words, err := t.words(e.Words, "position.words")
		t.places = append(t.places, positionWrite{t.fact(), e.Bridge, e.Sub, e.Rung, e.NotForMe, words})
		return err
	case dialog.LinkDrawn:
		words, err := t.words(e.Words, "link.words")
		t.links = append(t.links, linkWrite{t.fact(), e.From, e.To, e.Helps, words})
		return err
	case dialog.AskedLibrary:
		words, err := t.words(e.Words, "answer.words")
		t.answers = append(t.answers, answerWrite{t.fact(), e, words})
		return err
	case dialog.Discussed:
		t.single(markDiscussed, t.Person.ID, e.Sub, e.Rung)
	case dialog.StaffWrote:
		return t.relay(e.Name, e.Words, true, e.Shown)
	case dialog.ToldHuman:
		return t.relay("", e.Words, false, true)
	case dialog.StaffWordsShown:
		t.single(showRelayed, t.now, t.Person.ID)
	case dialog.AppointmentSet, dialog.AppointmentCancelled, dialog.AppointmentCannot:
		t.appointment(event)
	case dialog.Mistaken:
		t.single(markMistaken, t.Person.ID, e.Event)
	case dialog.TalkOffered, dialog.TalkShared, dialog.TalkWithheld, dialog.TalkBared:
		t.share(event)
	default:
		if known, err := t.applyPerson(event); known || err != nil {
			return err
		}
		if known, err := t.applyDanger(event); known || err != nil {
			return err
		}
		if known, err := t.applyStaff(event); known || err != nil {
			return err
		}
		t.applyPlan(event)
	}
	return nil
}

// fact is what every fact row begins with.
func (t *factTurn) fact() factKey {
	return factKey{t.Person.ID, t.Inbox, t.n, t.Organisation, t.now}
}

// finish writes back what this turn changed of the person and of the plan.
func (t *factTurn) finish() error {
	if t.changed {
		t.people = append(t.people, t.row)
	}
	if err := t.finishAppointments(); err != nil {
		return err
	}
	return t.finishPlan()
}
