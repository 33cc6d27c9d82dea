package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// look gives the snapshot that the next turn of a chat sees.
func look(h *storetest.House, chat int64) (seen dialog.Person) {
	return lookNeeding(h, chat, dialog.Needs{})
}

func lookNeeding(h *storetest.House, chat int64, needs dialog.Needs) (seen dialog.Person) {
	h.Receive(h.Arrival(chat, dialog.Input{Kind: dialog.Pressed, Press: "x"}))
	h.PlayNeeding(needs, func(p dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		seen = p
		return s, dialog.Effects{}
	})
	return seen
}

func TestTablesAndApplyTellTheSame(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Joins(7, h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"}), store.Details{Name: "Fatima"})
	person := look(h, 7)
	zone := person.Now.Location()
	friday := time.Date(2026, 12, 4, 0, 0, 0, 0, zone)
	for _, events := range [][]dialog.Event{
		{dialog.NameChosen{Name: "Fa"}, dialog.PhoneSaid{Phone: dialog.PhoneWatched}, dialog.PushChosen{Words: dialog.PushWordy}, dialog.SaidUnder18{}},
		{dialog.StoryTold{Pillar: "geld", Words: "de huur"}, dialog.StoryTold{Words: "de energie"}},
		{dialog.Placed{Bridge: "b1", Sub: "schulden", Rung: 2, Words: "ik kom niet uit"}, dialog.Placed{Bridge: "b1", Sub: "gezin", NotForMe: true}},
		{dialog.Placed{Bridge: "b1", Sub: "schulden", Rung: 3}, dialog.DebtHelpSaid{Status: dialog.DebtHelpApplied}},
		{dialog.LinkDrawn{From: "schulden", To: "slapen", Words: "ik lig wakker"}, dialog.LinkDrawn{From: "vrienden", To: "werk", Helps: true}},
		{dialog.ContactSaved{Name: "mijn zus", Number: "06-22334455"}, dialog.ContactSaved{Name: "Karim", Number: "06-1"},
			dialog.FollowUpChosen{At: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), Words: "hoi"}},
		{dialog.ContactRemoved{Name: "Karim", Number: "06-1"}},
		{dialog.DreamTold{Words: "rust"}, dialog.GoalSet{Goal: 1, Sub: "schulden", Words: "overzicht"}, dialog.GoalSaid{Goal: 1, Aspect: "why", Words: "voor de kinderen"}},
		{dialog.GoalSaid{Goal: 1, Aspect: "notice", Words: "a"}, dialog.GoalSaid{Goal: 1, Aspect: "helper", Words: "b"}, dialog.GoalSaid{Goal: 1, Aspect: "obstacle", Words: "c"},
			dialog.GoalSaid{Goal: 1, Aspect: "then", Words: "d"}, dialog.GoalSaid{Goal: 1, Aspect: "celebrate", Words: "e"}},
		{dialog.StepSet{Step: 1, Goal: 1, Words: "post openen", Day: friday, By: dialog.ByTogether, ByName: "Sara", FoundBy: dialog.FoundByQuestion},
			dialog.ReminderSet{Step: 1, At: friday.Add(9 * time.Hour)}},
		{dialog.StepSet{Step: 2, Goal: 1, Words: "bellen", By: dialog.ByMentor}},
		{dialog.StepMoved{Step: 1, Day: friday.AddDate(0, 0, 3)}, dialog.StepChanged{Step: 1, Words: "één brief openen"}, dialog.StepNotYet{Step: 1, Words: "te moe"}, dialog.StepHelped{Step: 1, Words: "mijn zus"}},
		{dialog.ReminderSet{Step: 1}, dialog.StepAnswered{Step: 2, Accepted: true}, dialog.PauseSet{Paused: true}},
		{dialog.StepSet{Step: 3, Goal: 1, Words: "nog een", By: dialog.ByMentor}, dialog.StepAnswered{Step: 3}},
		{dialog.StepEnded{Step: 1, State: dialog.StepDone, Words: "gelukt"}, dialog.GoalEnded{Goal: 1, State: dialog.GoalReached}, dialog.PauseSet{}},
		{dialog.AppointmentSet{Appointment: 1, With: "Anne", When: friday.Add(14 * time.Hour), Place: "Lange Straat 1", Bring: "brieven"},
			dialog.StaffWrote{Name: "Anne", Words: "tot dan", Shown: true}, dialog.StaffWrote{Name: "Anne", Words: "achter de deur"}},
		{dialog.AppointmentSet{Appointment: 1, With: "Anne", When: friday.Add(15 * time.Hour), Place: "Markt 1"}, dialog.AppointmentCannot{Appointment: 1, Words: "school"}},
		{dialog.AppointmentSet{Appointment: 2, With: "Bas", When: friday}, dialog.AppointmentCancelled{Appointment: 2}, dialog.AppointmentCannot{Appointment: 9}},
		{dialog.StaffWordsShown{}},
		{dialog.Consented{What: dialog.Sensitive, Given: false, TextVersion: "2"}},
	} {
		h.Clock.Add(10 * time.Minute)
		h.Receive(h.Arrival(7, dialog.Input{Kind: dialog.Pressed, Press: "x"}))
		h.Play(storetest.Facts(events...))
		person.Now = h.Clock.Now().In(zone)
		for _, e := range events {
			person.Apply(e)
		}
		if diff := cmp.Diff(person, look(h, 7), cmpopts.EquateEmpty(), cmpopts.IgnoreTypes(&dialog.Desk{})); diff != "" {
			t.Fatalf("after %T: (-Apply +tables)\n%s", events[0], diff)
		}
	}
}

func TestUnknownGoalsAndStepsChangeNothing(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Receive(h.Says(7, "x"))
	h.Play(storetest.Facts(dialog.GoalSaid{Goal: 9, Aspect: "why"}, dialog.StepEnded{Step: 9, State: dialog.StepDone}))
	require.Equal(t, 2, h.Count("event"))
	require.Zero(t, h.Count("goal")+h.Count("step"))
}

func TestAMistakeLeavesEveryView(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Joins(7, 0, store.Details{})
	h.Receive(h.Says(7, "x"))
	h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Events: []dialog.Fact{
			{Event: dialog.Placed{Bridge: "b", Sub: "schulden", Rung: 1}, Line: "schulden"},
			{Event: dialog.GoalSet{Goal: 1, Words: "fout"}, Line: "doel"},
			{Event: dialog.StepSet{Step: 1, Goal: 1, Words: "goed", By: dialog.ByMe}, Line: "stap"},
		}}
	})
	p := look(h, 7)
	require.Len(t, p.Record, 3)
	h.Receive(h.Says(7, "dat was fout"))
	h.Play(storetest.Facts(dialog.Mistaken{Event: p.Record[0].Event}, dialog.Mistaken{Event: p.Record[1].Event}))
	p = look(h, 7)
	require.Empty(t, p.Positions)
	require.Empty(t, p.Goals)
	require.Len(t, p.Steps, 1)
	require.Len(t, p.Record, 1)
	require.Equal(t, 1, h.Count("position"), "kept, not deleted")
}

func TestWhatIsTypedBeforeJoiningIsNotKept(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Receive(h.Says(7, "zomaar"))
	h.Play(storetest.Nothing)
	require.Zero(t, h.Count("message"))
	require.Zero(t, h.Count("inbox WHERE payload IS NOT NULL OR raw IS NOT NULL"))

	h.Joins(8, 0, store.Details{})
	h.Receive(h.Says(8, "ik slaap slecht"), h.Arrival(8, dialog.Input{Kind: dialog.Edited, Text: "ik slaap heel slecht"}))
	h.Play(storetest.Nothing)
	p := lookNeeding(h, 8, dialog.Needs{Said: true})
	require.Len(t, p.Said, 2)
	require.Equal(t, "ik slaap slecht", p.Said[0].Words)

	h.Receive(h.Arrival(8, dialog.Input{Kind: dialog.Pressed, Press: "x"}))
	h.Play(storetest.Facts(dialog.Consented{What: dialog.Sensitive, Given: false}))
	h.Receive(h.Says(8, "nog iets"))
	h.Play(storetest.Nothing)
	require.Equal(t, 2, h.Count("message"), "no free words without consent to sensitive facts")
}
