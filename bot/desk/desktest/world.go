package desktest

import (
	"context"
	"testing"
	"time"

	"stapmaat/dialog"
	"stapmaat/store"
)

// World is a desk with everybody who matters to who may see what.
type World struct {
	*Place
	Anne    int64 // mentor of Fatima and Youssef
	Bram    int64 // mentor; stands in for Anne today
	Carla   int64 // mentor of Samir, and nobody to Anne
	Bas     int64 // supervisor
	Dewi    int64 // administrator
	Fatima  int64 // of Anne, who shared a good deal
	Samir   int64 // of Carla
	Youssef int64 // of Anne, who shared nothing yet

	There // the same in another organisation
}

// There is another organisation.
type There struct {
	OtherOrg                                             int64
	OtherMentor, OtherLead, OtherAdministrator, OtherOne int64
}

// NewWorld makes one.
func NewWorld(t testing.TB) *World {
	t.Helper()
	w := &World{Place: New(t)}
	w.Anne = w.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne", Email: "anne@gemeente-aa.example"})
	w.Bram = w.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Bram"})
	w.Carla = w.ComesIn(3, dialog.MentorRole, 0, store.Details{Name: "Carla"})
	w.Bas = w.ComesIn(4, dialog.Supervisor, 0, store.Details{Name: "Bas"})
	w.Dewi = w.ComesIn(5, dialog.Administrator, 0, store.Details{Name: "Dewi"})
	w.Fatima = w.Joins(7, w.Anne, store.Details{Name: "Fatima"})
	w.Samir = w.Joins(8, w.Carla, store.Details{Name: "Samir"})
	w.Youssef = w.Joins(9, w.Anne, store.Details{Name: "Youssef-Abdelkarim van den Bovenkamp"})
	today := w.Clock.Now()
	w.Exec(`INSERT INTO stand_in (organisation_id, mentor_id, staff_id, from_day, to_day) VALUES ($1, $2, $3, $4, $4)`, w.Org, w.Anne, w.Bram, today)
	for day := range 5 {
		w.Exec(`INSERT INTO duty_hour (organisation_id, staff_id, weekday, from_minute, to_minute) VALUES ($1, $2, $3, 540, 1020)`, w.Org, w.Bas, day+1)
	}
	w.tell()
	w.other(t)
	return w
}

// tell lets Fatima tell and share what a page can show.
func (w *World) tell() {
	day := w.Clock.Now().AddDate(0, 0, 2).Truncate(24 * time.Hour)
	w.does(dialog.Placed{Bridge: "v1", Sub: "schulden", Rung: 2, Words: "Ik maak de post niet meer open."},
		dialog.Placed{Bridge: "v1", Sub: "slapen", Rung: 3},
		dialog.LinkDrawn{From: "schulden", To: "slapen", Words: "Ik lig er wakker van."},
		dialog.DreamTold{Words: "Weer rustig slapen."},
		dialog.GoalSet{Goal: 1, Sub: "schulden", Words: "Alle post open"},
		dialog.StepSet{Step: 1, Goal: 1, Words: "Een brief openmaken met Anne erbij", Day: day, By: dialog.ByMe, FoundBy: dialog.FoundByBot},
		dialog.StepSet{Step: 2, Goal: 1, Words: "De bank bellen", Day: day, By: dialog.ByMentor})
	w.does(dialog.TalkOffered{}, dialog.TalkShared{})
	w.Clock.Add(26 * time.Hour)
	w.does(dialog.StepEnded{Step: 1, State: dialog.StepDone}, dialog.Placed{Bridge: "v1", Sub: "schulden", Rung: 3, Words: "Ik heb er een gelezen."})
	w.does(dialog.TalkOffered{}, dialog.TalkShared{})
	w.Exec(`UPDATE stand_in SET from_day = from_day - 1, to_day = to_day + 1`)
}

func (w *World) does(events ...dialog.Event) {
	w.Receive(w.Says(7, "iets"))
	w.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		var out dialog.Effects
		for _, e := range events {
			out.Events = append(out.Events, dialog.Fact{Event: e, Line: "Fatima vertelde: " + e.Kind(), Bare: "Er is iets verteld."})
		}
		s.Talk.Number++
		return s, out
	})
}

// other makes the other organisation, with people of the same kinds.
func (w *World) other(t testing.TB) {
	t.Helper()
	ctx := context.Background()
	org, bot := w.Org, w.Bot
	defer func() { w.Org, w.Bot = org, bot }()
	var err error
	if w.Org, err = w.EnsureOrganisation(ctx, "Gemeente Bb", true); err != nil {
		t.Fatal(err)
	}
	if w.Bot, err = w.AddBot(ctx, w.Org, store.Terminal, "", "demo-bb"); err != nil {
		t.Fatal(err)
	}
	w.OtherOrg = w.Org
	w.OtherMentor = w.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Xandra"})
	w.OtherLead = w.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Yara"})
	w.OtherAdministrator = w.ComesIn(3, dialog.Administrator, 0, store.Details{Name: "Zoë"})
	w.OtherOne = w.Joins(7, w.OtherMentor, store.Details{Name: "Ineke"})
}
