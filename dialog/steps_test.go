package dialog_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

// talker is somebody with a goal, whose facts and timers a test can look at.
type talker struct {
	engine *dialog.Engine
	person dialog.Person
	state  dialog.State
	facts  []dialog.Event
	timers []dialog.Timer
}

func newTalker(t *testing.T) *talker {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	k := &talker{engine: newEngine(t), person: dialog.Person{ID: 1, Role: dialog.Participant, Language: "nl", Invited: true,
		Now: time.Date(2026, 11, 23, 10, 0, 0, 0, zone), Mentor: dialog.Mentor{ID: 7, Name: "Anne", Reached: true}}}
	for _, e := range []dialog.Event{
		dialog.Consented{What: dialog.Joined, Given: true}, dialog.Consented{What: dialog.Sharing, Given: true},
		dialog.PhoneSaid{Phone: dialog.PhoneOwn}, dialog.StoryTold{Pillar: "geld", Words: "post"},
		dialog.DreamTold{Words: "rust"}, dialog.GoalSet{Goal: 1, Sub: "schulden", Words: "mijn post bijhouden"},
	} {
		k.person.Apply(e)
	}
	return k
}

// types puts in what is typed, each as a turn.
func (k *talker) types(texts ...string) {
	for _, text := range texts {
		k.gets(dialog.Input{Kind: dialog.Typed, Text: text})
	}
}

func (k *talker) gets(in dialog.Input) dialog.Effects {
	var out dialog.Effects
	k.state, out = dialog.Taken(in, func(in dialog.Input) (dialog.State, dialog.Effects) { return k.engine.Advance(k.person, k.state, in) },
		func(dialog.Search) dialog.Found { return dialog.Found{Failed: true} })
	for _, f := range out.Events {
		k.person.Apply(f.Event)
		k.facts = append(k.facts, f.Event)
	}
	k.timers = append(k.timers, out.Timers...)
	return out
}

func TestWhoFoundTheStep(t *testing.T) {
	t.Parallel()
	for want, texts := range map[dialog.FoundBy][]string{
		dialog.FoundBySelf:     {"de gemeente bellen", "morgen", "ik", "nee", "klaar"},
		dialog.FoundByQuestion: {"alles regelen", "de gemeente bellen", "morgen", "ik", "nee", "klaar"},
		dialog.FoundByBot:      {"weet niet", "weet niet", "weet niet", "ja samen", "morgen", "nee", "klaar"},
	} {
		k := newTalker(t)
		k.types("hoi", "verder")
		k.types(texts...)
		require.Len(t, k.person.Steps, 1, want)
		require.Equal(t, want, k.person.Steps[0].FoundBy)
	}
}

// TestReminderMovesWithItsStep: one reminder, at the same time of the new day.
func TestReminderMovesWithItsStep(t *testing.T) {
	t.Parallel()
	k := newTalker(t)
	k.types("hoi", "verder", "de gemeente bellen", "woensdag", "ik", "om half 3", "klaar")
	at := time.Date(2026, 11, 25, 14, 30, 0, 0, k.person.Now.Location())
	require.True(t, at.Equal(k.person.Steps[0].Remind))
	k.gets(dialog.Input{Kind: dialog.Pressed, Press: "s:1:show"})
	k.types("andere dag", "donderdag")
	require.True(t, at.AddDate(0, 0, 1).Equal(k.person.Steps[0].Remind))

	k.gets(dialog.Input{Kind: dialog.Pressed, Press: "s:1:done"})
	last := dialog.Timer{}
	for _, timer := range k.timers {
		if timer.Kind == dialog.StepReminder {
			last = timer
		}
	}
	require.Equal(t, dialog.Timer{Kind: dialog.StepReminder, Ref: "1"}, last, "a step that is done reminds of nothing")
	require.Empty(t, k.gets(dialog.Input{Kind: dialog.TimerDue, Due: &dialog.Due{Kind: dialog.StepReminder, Ref: "1"}}).Messages)
}

// TestHealthIsNotKept: without consent no word about it reaches a fact or the state.
func TestHealthIsNotKept(t *testing.T) {
	t.Parallel()
	k := newTalker(t)
	k.types("hoi", "verder", "pijn weg met de huisarts bellen", "de gemeente bellen", "morgen", "ik", "nee", "klaar", "ja")
	k.gets(dialog.Input{Kind: dialog.Pressed, Press: "s:1:done"})
	k.types("ik had minder pijn", "doel bereikt", "zonder pijn op de bank")
	kept, err := json.Marshal([]any{k.facts, k.state})
	require.NoError(t, err)
	require.NotContains(t, string(kept), "pijn")
}
