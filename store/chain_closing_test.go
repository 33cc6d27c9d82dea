package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
)

// Row "closed".
func TestClosing(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	c.writes(risk.Medical, risk.Now)
	ctx := t.Context()
	_, err := c.CloseAlarm(ctx, c.Org, c.alarm, c.anne, store.Closing{Reason: "safe"})
	require.ErrorIs(t, err, store.ErrNotYours, "who did not take it")
	require.NoError(t, c.TakeAlarm(ctx, c.Org, c.alarm, c.anne))
	_, err = c.CloseAlarm(ctx, c.Org, c.alarm, c.anne, store.Closing{Reason: "moe"})
	require.ErrorContains(t, err, "no reason")
	c.Clock.Add(time.Minute)
	c.writes(risk.Medical, risk.Now)
	_, err = c.CloseAlarm(ctx, c.Org, c.alarm, c.anne, store.Closing{Reason: "safe"})
	require.ErrorIs(t, err, store.ErrUnread, "not over the head of what was just written")
	_, err = c.AlarmPage(ctx, c.Org, c.alarm, c.anne, true)
	require.NoError(t, err)
	care, err := c.CloseAlarm(ctx, c.Org, c.alarm, c.anne, store.Closing{Reason: "safe", Promise: "Anne belt morgen om 10 uur"})
	require.NoError(t, err)
	require.False(t, care)
	var got dialog.Act
	c.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if in.Act != nil {
			got = *in.Act
		}
		return s, dialog.Effects{}
	})
	require.Equal(t, dialog.Act{Staff: c.anne, Name: "Anne", Kind: "alarm_closed", Reason: "safe", Promise: "Anne belt morgen om 10 uur"}, got)
	require.False(t, look(c.House, 7).Alarm)
	require.Empty(t, c.after(24*time.Hour))
}

// Suicide or violence at now takes two people, the second within 24 hours.
func TestTwoPeopleClose(t *testing.T) {
	t.Parallel()
	for _, category := range []risk.Category{risk.Suicide, risk.ViolenceVictim} {
		t.Run(string(category), func(t *testing.T) {
			t.Parallel()
			c := newChained(t)
			ctx := t.Context()
			c.writes(category, risk.Now)
			require.NoError(t, c.TakeAlarm(ctx, c.Org, c.alarm, c.anne))
			care, err := c.CloseAlarm(ctx, c.Org, c.alarm, c.anne, store.Closing{Reason: "safe"})
			require.NoError(t, err)
			require.True(t, care)
			require.True(t, look(c.House, 7).Alarm, "in care")
			require.ErrorIs(t, c.ConfirmClose(ctx, c.Org, c.alarm, c.anne), store.ErrSecondPerson)
			require.Equal(t, []int64{2}, c.after(0), "the supervisor is asked to look")
			require.Empty(t, c.after(23*time.Hour+59*time.Minute))
			require.Equal(t, []int64{2}, c.after(time.Minute), "and told that nobody did")
			require.Empty(t, c.after(23*time.Hour))
			require.Equal(t, []int64{2}, c.after(time.Hour), "a day later again")
			require.NoError(t, c.ConfirmClose(ctx, c.Org, c.alarm, c.bert))
			require.False(t, look(c.House, 7).Alarm)
		})
	}
}

// A sign after the first closed it puts it back on the chain, with the message itself.
func TestDangerWhileInCare(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	ctx := t.Context()
	c.writes(risk.Suicide, risk.Now)
	require.NoError(t, c.TakeAlarm(ctx, c.Org, c.alarm, c.anne))
	_, err := c.CloseAlarm(ctx, c.Org, c.alarm, c.anne, store.Closing{Reason: "safe"})
	require.NoError(t, err)
	c.Clock.Add(time.Hour)
	require.Equal(t, []int64{1}, c.writes(risk.Suicide, risk.Now))
	require.ErrorIs(t, c.ConfirmClose(ctx, c.Org, c.alarm, c.bert), store.ErrUnread)
	require.Empty(t, c.after(0), "alerted once")
	require.Equal(t, 1, c.Count("alarm WHERE taken_by IS NULL AND care_at IS NULL"))
	require.Equal(t, []int64{2}, c.after(3*time.Minute), "and the chain goes on")
}

func TestMaterialDangerIsNotForgotten(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	ctx := t.Context()
	c.writes(risk.Material, risk.Now)
	require.NoError(t, c.TakeAlarm(ctx, c.Org, c.alarm, c.anne))
	for range 23 { // every three hours something is done
		require.NoError(t, c.ActOnAlarm(ctx, c.Org, c.alarm, c.anne, store.ActCalled, 0))
		require.Empty(t, c.after(3*time.Hour))
	}
	require.NoError(t, c.ActOnAlarm(ctx, c.Org, c.alarm, c.anne, store.ActCalled, 0))
	require.Equal(t, []int64{2}, c.after(3*time.Hour), "72 hours: the supervisor must")
	require.NoError(t, c.ActOnAlarm(ctx, c.Org, c.alarm, c.anne, store.ActCalled, 0))
	require.Empty(t, c.after(time.Hour))
}
