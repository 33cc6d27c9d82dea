package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// opened gives what a chat sees of a link.
func opened(h *storetest.House, chat int64, token string) (seen *dialog.Invitation) {
	h.Receive(h.Arrival(chat, dialog.Input{Kind: dialog.Started, Token: token}))
	h.Play(func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		seen = in.Invitation
		return s, dialog.Effects{}
	})
	return seen
}

func TestAnInvitationLetsIn(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	ctx := context.Background()
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	token, err := h.Invite(ctx, h.Org, dialog.Participant, mentor, store.Details{Name: "Fatima", Phone: "06-1"})
	require.NoError(t, err)
	require.Len(t, token, 43)

	seen := opened(h, 7, token)
	require.Equal(t, dialog.Invitation{ID: seen.ID, Status: dialog.InvitationValid, Role: dialog.Participant, Name: "Fatima", Mentor: "Anne"}, *seen)
	h.Receive(h.Arrival(7, dialog.Input{Kind: dialog.Started, Token: token}))
	h.Play(storetest.Facts(dialog.CameIn{Invitation: seen.ID}))
	p := look(h, 7)
	require.True(t, p.Invited)
	require.Equal(t, dialog.Participant, p.Role)
	require.Equal(t, "Fatima", p.Name)
	require.Equal(t, "Anne", p.Mentor.Name)
	require.True(t, p.Mentor.Reached)
	require.True(t, p.Mentor.Open, "Tuesday at ten")
	require.Equal(t, 1, h.Count("invitation WHERE used_by = $1 AND details IS NULL AND key IS NULL", p.ID))

	require.Equal(t, dialog.InvitationUsed, opened(h, 8, token).Status)
	require.Equal(t, dialog.InvitationWrong, opened(h, 8, "nonsense").Status)
	require.Nil(t, opened(h, 8, ""))
}

func TestAnInvitationEnds(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	token, err := h.Invite(context.Background(), h.Org, dialog.Participant, 0, store.Details{Name: "Fatima"})
	require.NoError(t, err)
	h.Clock.Add(14 * 24 * time.Hour)
	seen := opened(h, 7, token)
	require.Equal(t, dialog.InvitationExpired, seen.Status)
	require.Empty(t, seen.Name)
	require.NoError(t, h.Retain(context.Background(), h.Clock.Now().Add(time.Minute)))
	require.Equal(t, 1, h.Count("invitation WHERE details IS NULL AND key IS NULL AND used_at IS NULL"))
	require.Equal(t, dialog.InvitationExpired, opened(h, 7, token).Status, "still told as what it is")
}

func TestALinkOfAnotherOrganisationIsNoLink(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	ctx := context.Background()
	other, err := h.EnsureOrganisation(ctx, "Gemeente Bee", false)
	require.NoError(t, err)
	token, err := h.Invite(ctx, other, dialog.Participant, 0, store.Details{})
	require.NoError(t, err)
	require.Equal(t, dialog.InvitationWrong, opened(h, 7, token).Status)
}

func TestOneLinkLetsOneChatIn(t *testing.T) {
	t.Parallel()
	for _, group := range []int{1, 8} { // in two transactions, and in one
		h := storetest.NewHouse(t, store.Options{MaxConns: 6})
		token, err := h.Invite(context.Background(), h.Org, dialog.Participant, 0, store.Details{Name: "Fatima"})
		require.NoError(t, err)
		start := dialog.Input{Kind: dialog.Started, Token: token}
		h.Receive(h.Arrival(7, start), h.Arrival(8, start), h.Arrival(9, start))
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() { letIn(t, h, group) })
		}
		wg.Wait()
		letIn(t, h, 8)
		require.Zero(t, h.Count("inbox WHERE done_at IS NULL"))
		require.Equal(t, 1, h.Count("person WHERE role = 'participant'"))
	}
}

// letIn makes turns until nothing waits, and uses a link that is valid.
func letIn(t *testing.T, h *storetest.House, group int) {
	ctx := context.Background()
	for {
		g, err := h.Take(ctx, group)
		if err != nil {
			t.Error(err)
			return
		}
		if len(g.Claims) == 0 {
			g.Close()
			return
		}
		if err := g.Fill(ctx, func(dialog.State, dialog.Input) dialog.Needs { return dialog.Needs{} }); err != nil {
			t.Error(err)
		}
		var outcomes []store.Outcome
		for _, c := range g.Claims {
			o := store.Outcome{Claim: c, State: dialog.State{Version: dialog.StateVersion}}
			if i := c.Input.Invitation; i.Status == dialog.InvitationValid {
				o.Effects.Events = []dialog.Fact{{Event: dialog.CameIn{Invitation: i.ID}}}
			}
			outcomes = append(outcomes, o)
		}
		if _, err := g.Commit(ctx, outcomes); err != nil {
			t.Error(err)
		}
		g.Close()
	}
}

func TestMentorsInviteParticipantsOnly(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.Receive(h.Says(1, "nodig uit"))
	g, err := h.Take(context.Background(), 1)
	require.NoError(t, err)
	defer g.Close()
	_, err = g.Commit(context.Background(), []store.Outcome{{Claim: g.Claims[0], Effects: dialog.Effects{
		Events: []dialog.Fact{{Event: dialog.InvitationMade{Role: dialog.Supervisor, TokenHash: hashOf("x")}}}}}})
	require.ErrorContains(t, err, "let a mentor invite a supervisor")
}
