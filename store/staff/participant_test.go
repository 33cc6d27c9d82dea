package staff_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/beside"
	"stapmaat/store"
	"stapmaat/store/staff"
	"stapmaat/store/storetest"
)

// office is a house with mentors Anne (1) and Bram (2), and Fatima (7) of Anne and Samir (8) of Bram.
type office struct {
	*storetest.House
	desk       *staff.DB
	anne, bram staff.Who
	fatima     int64
	samir      int64
}

func newOffice(t *testing.T) *office {
	h := storetest.NewHouse(t, store.Options{})
	o := &office{House: h}
	o.anne = staff.Who{Organisation: h.Org, Staff: h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})}
	o.bram = staff.Who{Organisation: h.Org, Staff: h.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Bram"})}
	o.fatima = h.Joins(7, o.anne.Staff, store.Details{Name: "Fatima"})
	o.samir = h.Joins(8, o.bram.Staff, store.Details{Name: "Samir"})
	o.desk = desk(t, h)
	return o
}

// tells records facts of a chat, each with a line and a bare line.
func (o *office) tells(chat int64, events ...dialog.Event) {
	o.Receive(o.Says(chat, "iets"))
	o.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		var out dialog.Effects
		for _, e := range events {
			out.Events = append(out.Events, dialog.Fact{Event: e, Line: "regel " + e.Kind(), Bare: "feit " + e.Kind()})
		}
		s.Talk.Number++
		return s, out
	})
}

// does records events without lines.
func (o *office) does(chat int64, events ...dialog.Event) {
	o.Receive(o.Says(chat, "knop"))
	o.Play(storetest.Facts(events...))
}

func (o *office) page(t *testing.T, who staff.Who, person int64) *staff.Participant {
	t.Helper()
	p, err := o.desk.Participant(ctx, who, person)
	require.NoError(t, err)
	return p
}

func TestThePageShowsWhatWasSharedAndNoMore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	day := time.Date(2026, 12, 4, 0, 0, 0, 0, time.UTC)
	plan := []dialog.Event{
		dialog.Placed{Bridge: "v1", Sub: "schulden", Rung: 2, Words: "post"},
		dialog.DreamTold{Words: "rust"},
		dialog.LinkDrawn{From: "schulden", To: "slapen", Words: "piekeren"},
		dialog.GoalSet{Goal: 1, Sub: "schulden", Words: "post open"},
		dialog.StepSet{Step: 1, Goal: 1, Words: "brief van de bank", Day: day, By: dialog.ByMe, FoundBy: dialog.FoundByBot},
	}
	o.tells(7, plan...)
	seen := o.page(t, o.anne, o.fatima).View.Person
	require.Empty(t, seen.Positions, "what is not shared is not there")
	require.Empty(t, seen.Goals)
	require.Empty(t, seen.Dream)

	o.does(7, dialog.TalkOffered{}, dialog.TalkShared{})
	p := o.page(t, o.anne, o.fatima)
	seen = p.View.Person
	require.Equal(t, "Fatima", p.Name)
	require.Equal(t, "post", seen.Positions[0].Words)
	require.Equal(t, "rust", seen.Dream)
	require.Len(t, seen.Links, 1)
	require.Equal(t, "post open", seen.Goals[0].Words)
	require.Equal(t, "brief van de bank", seen.Steps[0].Words)
	require.Empty(t, seen.Steps[0].FoundBy, "who found a step stands on no line")
	require.Equal(t, 4, seen.Steps[0].Day.Day())
	require.Len(t, p.View.Facts, 5)
	require.Equal(t, "regel placed", p.View.Facts[0].Line)

	// Two days without an answer: the fact, not the words.
	o.tells(7, dialog.Placed{Bridge: "v1", Sub: "schulden", Rung: 4}, dialog.StepSet{Step: 2, Goal: 1, Words: "geheim", Day: day, By: dialog.ByMe}, dialog.StepEnded{Step: 1, State: dialog.StepDone, Words: "eng"})
	o.does(7, dialog.TalkOffered{}, dialog.TalkBared{})
	p = o.page(t, o.anne, o.fatima)
	seen = p.View.Person
	now, _ := seen.Position("schulden")
	require.Equal(t, 2, now.Rung, "a bare placing tells no rung")
	require.Equal(t, dialog.StepDone, seen.Steps[0].State)
	require.Empty(t, seen.Steps[0].Note)
	require.Equal(t, dialog.Step{Number: 2, Day: seen.Steps[0].Day, State: dialog.StepOpen, At: seen.Steps[1].At}, seen.Steps[1])
	require.Equal(t, "feit step_set", p.View.Facts[6].Line)

	// A mistake leaves every view.
	require.NoError(t, err2(o.desk.Look(ctx, o.anne, o.fatima)))
	o.does(7, dialog.Mistaken{Event: p.View.Facts[1].ID})
	require.Empty(t, o.page(t, o.anne, o.fatima).View.Person.Dream)

	o.does(7, dialog.Consented{What: dialog.Sharing, Given: false})
	p = o.page(t, o.anne, o.fatima)
	require.Empty(t, p.View.Facts, "without consent nothing shows, also not what was shared before")
	require.Empty(t, p.View.Person.Goals)
	require.True(t, p.Heard.IsZero(), "nor when she last wrote")
	require.False(t, p.View.Silence.Longer)
}

// TestThePageShowsWhatThePersonIsTold holds the page against "wat ziet mijn begeleider?".
func TestThePageShowsWhatThePersonIsTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.tells(7, dialog.GoalSet{Goal: 1, Words: "a"}, dialog.StoryTold{Words: "b"})
	o.does(7, dialog.TalkOffered{}, dialog.TalkShared{})
	o.tells(7, dialog.StepSet{Step: 1, Goal: 1, Words: "c", By: dialog.ByMe})
	o.does(7, dialog.TalkOffered{}, dialog.TalkBared{})
	o.tells(7, dialog.GoalSaid{Goal: 1, Aspect: "why", Words: "d"})
	o.does(7, dialog.TalkOffered{}, dialog.TalkWithheld{})
	var told []string
	o.Receive(o.Says(7, "wat ziet mijn begeleider"))
	o.PlayNeeding(dialog.Needs{Shared: true}, func(p dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		for _, l := range p.Shared {
			told = append(told, l.Text)
		}
		return s, dialog.Effects{}
	})
	var seen []string
	for _, f := range o.page(t, o.anne, o.fatima).View.Facts {
		seen = append(seen, f.Line)
	}
	require.Equal(t, told, seen)
	require.Equal(t, []string{"regel goal_set", "regel story_told", "feit step_set"}, seen)
	require.Empty(t, o.page(t, o.anne, o.fatima).View.Person.Goals[0].Why)
}

func TestPagesAreForWhoStandsBeside(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.desk.Participant(ctx, o.anne, o.samir)
	require.ErrorIs(t, err, staff.ErrNotFound)
	_, err = o.desk.Participant(ctx, o.anne, o.bram.Staff)
	require.ErrorIs(t, err, staff.ErrNotFound, "a colleague has no such page")
	require.ErrorIs(t, o.desk.AddNote(ctx, o.anne, o.samir, form(1), "x", true), staff.ErrNotFound)
	require.ErrorIs(t, o.desk.Place(ctx, o.anne, o.samir, beside.Placing{Bridge: "v1", Sub: "s", Rung: 1}), staff.ErrNotFound)
	require.ErrorIs(t, o.desk.TakeHuman(ctx, o.anne, o.samir), staff.ErrNotFound)
	require.ErrorIs(t, o.desk.Correct(ctx, o.anne, o.samir, 1, "x"), staff.ErrNotFound)
	require.ErrorIs(t, o.desk.MayOpen(ctx, staff.Who{Organisation: o.Org + 1, Staff: o.anne.Staff}, o.fatima), staff.ErrNotFound)

	o.Exec(`INSERT INTO stand_in (organisation_id, mentor_id, staff_id, from_day, to_day) VALUES ($1, $2, $3, '2026-12-01', '2026-12-02')`, o.Org, o.bram.Staff, o.anne.Staff)
	all, err := o.desk.Caseload(ctx, o.anne)
	require.NoError(t, err)
	require.Len(t, all, 2)
	require.True(t, all[0].Own)
	require.False(t, all[1].Own)
	require.Equal(t, "Bram", all[1].MentorName)
	o.Clock.Add(48 * time.Hour)
	all, err = o.desk.Caseload(ctx, o.anne)
	require.NoError(t, err)
	require.Len(t, all, 1, "a stand-in ends by itself")
}

func TestNotesFindTheirReaders(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	require.NoError(t, o.desk.AddNote(ctx, o.anne, o.fatima, form(1), "voor mij", false))
	require.NoError(t, o.desk.AddNote(ctx, o.anne, o.fatima, form(2), "voor ons", true))
	require.NoError(t, o.desk.AddNote(ctx, o.anne, o.fatima, form(2), "voor ons", true))
	require.Equal(t, 2, o.Count("case_note"), "a form sent twice is one note")
	notes := o.page(t, o.anne, o.fatima).Notes
	require.Equal(t, []string{"voor ons", "voor mij"}, []string{notes[0].Words, notes[1].Words})
	require.True(t, notes[0].Shared)
	require.Equal(t, "Anne", notes[0].By)

	o.Exec(`INSERT INTO stand_in (organisation_id, mentor_id, staff_id, from_day, to_day) VALUES ($1, $2, $3, '2026-12-01', '2026-12-02')`, o.Org, o.anne.Staff, o.bram.Staff)
	theirs := o.page(t, o.bram, o.fatima).Notes
	require.Len(t, theirs, 1, "what is the writer's alone stays so")
	require.False(t, theirs[0].Mine)
	require.NoError(t, o.desk.RemoveNote(ctx, o.bram, o.fatima, theirs[0].ID))
	require.Equal(t, 2, o.Count("case_note"), "and only she takes it away")
	require.NoError(t, o.desk.RemoveNote(ctx, o.anne, o.fatima, theirs[0].ID))
	require.Equal(t, 1, o.Count("case_note"))
}

func TestWhatIsNewStaysSoForAVisit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	share := func(words string) {
		o.tells(7, dialog.StoryTold{Words: words})
		o.does(7, dialog.TalkOffered{}, dialog.TalkShared{})
	}
	fresh := func() (n int) {
		p := o.page(t, o.anne, o.fatima)
		for _, f := range p.View.Facts {
			if p.Fresh(f.SharedAt) {
				n++
			}
		}
		return n
	}
	share("een")
	o.Clock.Add(time.Minute)
	require.Equal(t, 1, fresh(), "nothing was read before")
	o.Clock.Add(10 * time.Minute)
	require.Equal(t, 1, fresh(), "the same visit")
	all, err := o.desk.Caseload(ctx, o.anne)
	require.NoError(t, err)
	require.Zero(t, all[0].New, "but it was read")
	o.Clock.Add(time.Hour)
	share("twee")
	o.Clock.Add(time.Minute)
	require.Equal(t, 1, fresh(), "another visit")
	o.Clock.Add(time.Hour)
	require.Zero(t, fresh())
	_, err = o.desk.Look(ctx, o.anne, o.fatima)
	require.NoError(t, err)
}

func TestTheMentorsOwnWordsLieBeside(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.tells(7, dialog.Placed{Bridge: "v1", Sub: "schulden", Rung: 2})
	o.does(7, dialog.TalkOffered{}, dialog.TalkShared{})
	fact := o.page(t, o.anne, o.fatima).View.Facts[0]
	place := func(rung int) {
		require.NoError(t, o.desk.Place(ctx, o.anne, o.fatima, beside.Placing{Bridge: "v1", Sub: "schulden", Rung: rung}))
	}
	place(4)
	place(4)
	place(5)
	require.Equal(t, 2, o.Count("mentor_position"), "the same placing twice is one")
	require.NoError(t, o.desk.Correct(ctx, o.anne, o.fatima, fact.ID, "ze bedoelde de huur"))
	p := o.page(t, o.anne, o.fatima)
	require.Equal(t, 5, p.View.Mine[0].Rung)
	require.Equal(t, beside.Difference, p.View.Topics()[0].Kind)
	hers, _ := p.View.Person.Position("schulden")
	require.Equal(t, 2, hers.Rung)
	require.Equal(t, "ze bedoelde de huur", p.Corrections[fact.ID].Words)
	require.Equal(t, "regel placed", p.View.Facts[0].Line, "the original stays as it was")
	require.ErrorIs(t, o.desk.Correct(ctx, o.anne, o.fatima, fact.ID+999, "x"), staff.ErrNotFound)
	require.NoError(t, o.desk.Correct(ctx, o.anne, o.fatima, fact.ID, ""))
	require.Empty(t, o.page(t, o.anne, o.fatima).Corrections)

	o.does(7, dialog.Discussed{Sub: "schulden", Rung: 2})
	require.True(t, o.page(t, o.anne, o.fatima).View.Person.Positions[0].Discussed)
}

func TestAMentorInvitesHerOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	in, err := o.desk.Invite(ctx, o.anne, store.Details{Name: "Samira", Phone: "0612345678", Safety: "hond"})
	require.NoError(t, err)
	require.Equal(t, "/start "+in.Token, in.Link)
	n, _, err := o.desk.Pending(ctx, o.anne)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	o.Receive(o.Arrival(9, dialog.Input{Kind: dialog.Started, Token: in.Token}))
	o.Play(func(_ dialog.Person, s dialog.State, input dialog.Input) (dialog.State, dialog.Effects) {
		require.Equal(t, dialog.InvitationValid, input.Invitation.Status)
		require.Equal(t, "Anne", input.Invitation.Mentor)
		return s, dialog.Effects{Events: []dialog.Fact{{Event: dialog.CameIn{Invitation: input.Invitation.ID}}}}
	})
	require.NoError(t, o.desk.MayOpen(ctx, o.anne, o.Who(9)))
	_, err = o.desk.Invite(ctx, staff.Who{Organisation: o.Org, Staff: o.fatima}, store.Details{Name: "x"})
	require.Error(t, err, "a participant invites nobody")
}

func TestThePulseMovesWithTheDay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	was := ""
	moved := func(why string, moves bool) {
		t.Helper()
		pulse, err := o.desk.Pulse(ctx, o.anne)
		require.NoError(t, err)
		require.Equal(t, moves, pulse != was, why)
		was = pulse
	}
	moved("at first", true)
	moved("nothing happened", false)
	o.does(8, dialog.AskedHuman{})
	moved("another mentor's participant", false)
	o.does(7, dialog.AskedHuman{})
	moved("somebody asks for a human", true)
	require.NoError(t, o.desk.TakeHuman(ctx, o.anne, o.fatima))
	moved("and gets one", true)
	o.tells(7, dialog.StepSet{Step: 1, Goal: 1, Words: "bel", By: dialog.ByMentor})
	moved("a step that asks", true)
	all, err := o.desk.Caseload(ctx, o.anne)
	require.NoError(t, err)
	require.Equal(t, "bel", all[0].Asks[0].Words, "by asking she shared it")
	require.True(t, all[0].Asked.IsZero())
}

func TestTheSafetyNoteLiesWithTheDetails(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.does(7, dialog.SafetyNoted{Words: "hond in huis"})
	o.does(7, dialog.SafetyNoted{Words: "bel eerst"})
	require.Equal(t, "bel eerst\nhond in huis", safety(t, o))
	o.does(7, dialog.SafetyNoted{Words: "niets bijzonders", Replace: true})
	require.Equal(t, "niets bijzonders", safety(t, o))
}
