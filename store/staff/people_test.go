package staff_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/staff"
	"stapmaat/store/storetest"
)

// team is a house with Anne and Bram as mentors, Sara as supervisor, Ada as
// administrator, and three participants: two of Anne, one of Bram.
type team struct {
	*storetest.House
	desk                           *staff.DB
	anne, bram, sara, ada          int64
	fatima, samir, gerda           int64
	asAnne, asSara, asAda, asOther staff.Who
}

func newTeam(t *testing.T) *team {
	t.Helper()
	h := storetest.NewHouse(t, store.Options{})
	o := &team{House: h, desk: desk(t, h)}
	o.anne = h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	o.bram = h.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Bram"})
	o.sara = h.ComesIn(3, dialog.Supervisor, 0, store.Details{Name: "Sara"})
	o.ada = h.ComesIn(4, dialog.Administrator, 0, store.Details{Name: "Ada"})
	o.fatima = h.Joins(7, o.anne, store.Details{Name: "Fatima"})
	o.samir = h.Joins(8, o.anne, store.Details{Name: "Samir"})
	o.gerda = h.Joins(9, o.bram, store.Details{Name: "Gerda"})
	o.asAnne, o.asSara, o.asAda = o.who(o.anne), o.who(o.sara), o.who(o.ada)
	o.asOther = staff.Who{Organisation: h.Org + 1, Staff: o.sara}
	return o
}

func (o *team) who(id int64) staff.Who { return staff.Who{Organisation: o.Org, Staff: id} }

func requireRefused(t *testing.T, why string, err error) {
	t.Helper()
	var r *staff.Refused
	require.ErrorAs(t, err, &r)
	require.Equal(t, why, r.Why)
}

func (o *team) colleague(t *testing.T, id int64) staff.Colleague {
	t.Helper()
	p, err := o.desk.ReadPeople(t.Context(), o.asSara)
	require.NoError(t, err)
	for _, c := range append(p.Staff, p.Former...) {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("nobody has number %d", id)
	return staff.Colleague{}
}

func TestASupervisorSeesWhoWorksHereInNumbers(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	anne := o.colleague(t, o.anne)
	require.Equal(t, "Anne", anne.Name)
	require.Equal(t, 2, anne.People)
	require.True(t, anne.Chat)
	require.False(t, anne.Mail)
	require.False(t, anne.SeenAt.IsZero())
	require.True(t, o.colleague(t, o.ada).Administrator)

	cases, err := o.desk.ReadCases(t.Context(), o.asSara, o.anne)
	require.NoError(t, err)
	require.Equal(t, []staff.CaseNumber{{Number: o.fatima, Joined: true}, {Number: o.samir, Joined: true}}, cases)
	for _, nobody := range []staff.Who{o.asAnne, o.asOther, {}} {
		cases, err = o.desk.ReadCases(t.Context(), nobody, o.anne)
		require.NoError(t, err)
		require.Empty(t, cases)
	}
	require.NotContains(t, people(t, o.desk, o.asSara), o.fatima, "numbers open no page")
}

func TestRightsAreGivenAndNeverTheLastTaken(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	mentor, supervisor := staff.Access{Role: dialog.MentorRole}, staff.Access{Role: dialog.Supervisor}
	admin := staff.Access{Role: dialog.Administrator, Administrator: true}
	both := staff.Access{Role: dialog.Supervisor, Administrator: true}
	change := func(who staff.Who, whom int64, was, to staff.Access) error {
		return o.desk.ChangeAccess(t.Context(), who, whom, was, to)
	}
	requireRefused(t, "not_yours", change(o.asAnne, o.anne, mentor, supervisor))
	requireRefused(t, "not_yours", change(o.asOther, o.anne, mentor, supervisor))
	requireRefused(t, "administrators_only", change(o.asSara, o.sara, supervisor, both))
	requireRefused(t, "administrators_only", change(o.asSara, o.ada, admin, supervisor))
	requireRefused(t, "last_administrator", change(o.asAda, o.ada, admin, supervisor))
	requireRefused(t, "last_supervisor", change(o.asAda, o.sara, supervisor, mentor))
	requireRefused(t, "has_cases", change(o.asAda, o.anne, mentor, supervisor))
	requireRefused(t, "changed", change(o.asAda, o.bram, supervisor, mentor))
	requireRefused(t, "not_there", change(o.asAda, o.fatima, mentor, supervisor))
	requireRefused(t, "no_role", change(o.asAda, o.bram, mentor, staff.Access{Role: dialog.Participant}))

	require.NoError(t, change(o.asAda, o.sara, supervisor, both))
	require.NoError(t, change(o.asAda, o.ada, admin, supervisor), "another one has the right now")
	require.Equal(t, 2, o.Count("audit WHERE kind = 'role'"))
	require.Equal(t, 1, o.Count("audit WHERE kind = 'role' AND what = 'supervisor_and_administrator' AND other_id = $1 AND staff_id = $2", o.sara, o.ada))

	o.Exec(`UPDATE person SET administrator = false WHERE id = $1`, o.sara)
	require.NoError(t, change(o.asSara, o.sara, supervisor, both), "while there is none a supervisor makes the first")
}

func TestACaseloadGoesToAnotherMentor(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	ctx := t.Context()
	_, err := o.desk.HandOver(ctx, o.asAnne, o.bram, o.anne, nil)
	requireRefused(t, "not_yours", err)
	_, err = o.desk.HandOver(ctx, o.asSara, o.anne, o.sara, nil)
	requireRefused(t, "no_mentor", err)
	_, err = o.desk.HandOver(ctx, o.asSara, o.anne, o.anne, nil)
	requireRefused(t, "same_mentor", err)
	_, err = o.desk.HandOver(ctx, o.asSara, o.anne, o.bram, []int64{o.fatima, o.gerda})
	requireRefused(t, "not_there", err)
	require.NoError(t, o.TakeOver(ctx, store.Hand{Organisation: o.Org, Staff: o.anne, Person: o.samir}, false))
	o.Play(storetest.Nothing)

	moved, err := o.desk.HandOver(ctx, o.asSara, o.anne, o.bram, []int64{o.fatima})
	require.NoError(t, err)
	require.Equal(t, 1, moved)
	token, err := o.Invite(ctx, o.Org, dialog.Participant, o.anne, store.Details{Name: "Nieuw"})
	require.NoError(t, err)
	moved, err = o.desk.HandOver(ctx, o.asSara, o.anne, o.bram, nil)
	require.NoError(t, err)
	require.Equal(t, 1, moved)
	require.Equal(t, 3, o.Count("person WHERE mentor_id = $1", o.bram))
	require.Zero(t, o.Count("ownership WHERE owner_id IS NOT NULL"), "what Anne had in hand is the bot's again")
	require.Equal(t, 2, o.Count("audit WHERE kind = 'hand_over' AND staff_id = $1 AND other_id = $2", o.sara, o.bram))

	told := map[string][]dialog.Act{}
	o.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		told[p.Name] = append(told[p.Name], *in.Act)
		require.Equal(t, "Bram", p.Mentor.Name)
		return s, dialog.Effects{}
	})
	require.Len(t, told["Fatima"], 1)
	require.Equal(t, dialog.Act{Staff: o.sara, Kind: "mentor_changed", Mentor: o.bram, Words: "Bram"}, told["Fatima"][0])
	require.Equal(t, []string{"talk_abandoned", "mentor_changed"}, []string{told["Samir"][0].Kind, told["Samir"][1].Kind})

	o.Receive(o.Arrival(10, dialog.Input{Kind: dialog.Started, Token: token}))
	o.Play(func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Events: []dialog.Fact{{Event: dialog.CameIn{Invitation: in.Invitation.ID}}}}
	})
	require.Equal(t, 1, o.Count("person WHERE id = $1 AND mentor_id = $2", o.Who(10), o.bram), "a link that was given out goes along")
}

func TestEndedAccessEndsAtOnce(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	ctx := t.Context()
	mentor := staff.Access{Role: dialog.MentorRole}
	_, err := o.desk.EndAccess(ctx, o.asSara, o.anne, mentor, 0)
	requireRefused(t, "has_cases", err)
	_, err = o.desk.EndAccess(ctx, o.asSara, o.sara, staff.Access{Role: dialog.Supervisor}, 0)
	requireRefused(t, "yourself", err)
	_, err = o.desk.EndAccess(ctx, o.asSara, o.ada, staff.Access{Role: dialog.Administrator, Administrator: true}, 0)
	requireRefused(t, "administrators_only", err)
	_, err = o.desk.EndAccess(ctx, o.asAnne, o.bram, mentor, 0)
	requireRefused(t, "not_yours", err)

	require.NoError(t, o.desk.AddStandIn(ctx, o.asSara, staff.StandIn{Mentor: o.bram, Staff: o.anne, From: day(1), To: day(9)}))
	require.NoError(t, o.desk.AddDuty(ctx, o.asSara, o.anne, []time.Weekday{time.Monday}, 0, 600, 0))
	require.NoError(t, o.TakeOver(ctx, store.Hand{Organisation: o.Org, Staff: o.anne, Person: o.gerda}, false))
	o.Play(storetest.Nothing)
	o.Exec(`INSERT INTO alarm (organisation_id, person_id, cause_id, opened_at, taken_by, taken_at, held_until) VALUES ($1, $2, 0, $3, $4, $3, $3::timestamptz + interval '4 hours')`,
		o.Org, o.gerda, o.Clock.Now(), o.anne)
	o.Exec(`INSERT INTO staff_session (organisation_id, staff_id, token_hash, way, device, created_at, seen_at, ends_at)
	        VALUES ($1, $2, sha256('x'), 'mail', 'firefox/linux', $3, $3, $3)`, o.Org, o.anne, o.Clock.Now())
	require.Equal(t, 1, o.Count("audit WHERE kind = 'sign_in' AND what = 'mail' AND staff_id = $1", o.anne))
	moved, err := o.desk.EndAccess(ctx, o.asSara, o.anne, mentor, o.bram)
	require.NoError(t, err)
	require.Equal(t, 2, moved)
	require.Zero(t, o.Count("staff_session WHERE staff_id = $1", o.anne))
	require.Zero(t, o.Count("stand_in")+o.Count("duty_hour")+o.Count("ownership WHERE owner_id = $1", o.anne))
	require.Equal(t, 1, o.Count("alarm WHERE held_until = $1 AND closed_at IS NULL", o.Clock.Now()), "the chain goes on")
	require.Empty(t, people(t, o.desk, o.asAnne))
	anne := o.colleague(t, o.anne)
	require.Equal(t, dialog.Former, anne.Role)
	require.Equal(t, "Anne", anne.Name, "the trail still names her")
	require.Error(t, o.desk.LookAt(ctx, o.asSara, o.anne, "log"), "who left is no participant")

	require.NoError(t, o.desk.ChangeAccess(ctx, o.asSara, o.anne, staff.Access{Role: dialog.Former}, mentor), "by mistake")
	require.Contains(t, people(t, o.desk, o.asAnne), o.anne)
	_, err = o.desk.EndAccess(ctx, o.asSara, o.anne, mentor, 0)
	require.NoError(t, err)
	o.Play(storetest.Nothing)
	o.Clock.Add(3 * 365 * 24 * time.Hour)
	n, err := o.Wipe(ctx, o.Clock.Now(), 10)
	require.NoError(t, err)
	require.Equal(t, 1, n, "after two years she is forgotten")
}

func TestAColleagueWithoutAChatIsForgottenToo(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	o.Exec(`DELETE FROM timer WHERE person_id = $1`, o.ada)
	o.Exec(`INSERT INTO person (id, organisation_id, role, key, key_id, created_at, invited_at, joined_at)
	        SELECT 999, organisation_id, 'mentor', key, key_id, created_at, invited_at, joined_at FROM person WHERE id = $1`, o.bram)
	_, err := o.desk.EndAccess(t.Context(), o.asSara, 999, staff.Access{Role: dialog.MentorRole}, 0)
	require.NoError(t, err)
	o.Clock.Add(3 * 365 * 24 * time.Hour)
	n, err := o.Wipe(t.Context(), o.Clock.Now(), 10)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Zero(t, o.Count("person WHERE id = 999"))
}

func TestCasesOfNobodyAreGivenToSomebody(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	o.Exec(`UPDATE person SET mentor_id = NULL WHERE id = $1`, o.fatima)
	p, err := o.desk.ReadPeople(t.Context(), o.asSara)
	require.NoError(t, err)
	require.Equal(t, 1, p.Nobodys)
	moved, err := o.desk.HandOver(t.Context(), o.asSara, 0, o.bram, nil)
	require.NoError(t, err)
	require.Equal(t, 1, moved)
	require.Equal(t, 2, o.Count("person WHERE mentor_id = $1", o.bram))
}

func TestColleaguesAreInvited(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	ctx := t.Context()
	_, err := o.desk.InviteColleague(ctx, o.asSara, dialog.Administrator, "Cas", "")
	requireRefused(t, "administrators_only", err)
	_, err = o.desk.InviteColleague(ctx, o.asAnne, dialog.MentorRole, "Cas", "")
	require.Error(t, err)
	link, err := o.desk.InviteColleague(ctx, o.asSara, dialog.MentorRole, "Cas", "cas@example.org")
	require.NoError(t, err)
	require.Len(t, link.Token, 43)
	p, err := o.desk.ReadPeople(ctx, o.asSara)
	require.NoError(t, err)
	require.Len(t, p.Links, 1)
	require.Equal(t, "Cas", p.Links[0].Name)
	require.Equal(t, "cas@example.org", p.Links[0].Email)
	require.NoError(t, o.desk.EndInvitation(ctx, o.asAda, p.Links[0].ID))
	p, err = o.desk.ReadPeople(ctx, o.asSara)
	require.NoError(t, err)
	require.Empty(t, p.Links)
	require.ErrorIs(t, o.desk.EndInvitation(ctx, o.asAda, 999), staff.ErrNotFound)
}

// day is one of December 2026; the house's clock stands at the first.
func day(n int) time.Time { return time.Date(2026, 12, n, 0, 0, 0, 0, time.UTC) }

var nameless store.Details

// look is what a turn of a chat sees.
func (o *team) look(chat int64) (seen dialog.Person) {
	o.Receive(o.Says(chat, "hallo"))
	o.Play(func(p dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		if p.ID == o.Who(chat) {
			seen = p
		}
		return s, dialog.Effects{}
	})
	return seen
}
