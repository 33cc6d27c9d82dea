package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// drilled is a house whose organisation serves people, with one mentor and a supervisor.
type drilled struct {
	*storetest.House
	t *testing.T
}

func newDrilled(t *testing.T) *drilled {
	t.Helper()
	h := storetest.NewHouse(t, store.Options{})
	_, err := h.AddBot(t.Context(), h.Org, store.Telegram, "900:token", "stads_bot")
	require.NoError(t, err)
	h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	h.Sent()
	return &drilled{h, t}
}

// begin writes as the test person does.
func (h *drilled) begin(staff bool) store.Drill {
	h.t.Helper()
	d, err := h.BeginDrill(h.t.Context(), h.Org, time.Time{}, staff)
	require.NoError(h.t, err)
	h.write(d)
	return h.last()
}

func (h *drilled) write(d store.Drill) {
	h.t.Helper()
	bot, err := h.DrillBot(h.t.Context(), h.Org)
	require.NoError(h.t, err)
	a := h.Arrival(d.ID, dialog.Input{Kind: dialog.Typed, Text: "help", Risk: risk.Verdict{Outcome: risk.Page, Category: risk.Suicide, Urgency: risk.Now}})
	_, err = h.DB.Receive(h.t.Context(), bot, []store.Arrival{a}, 0)
	require.NoError(h.t, err)
}

func (h *drilled) last() store.Drill {
	h.t.Helper()
	all, err := h.LastDrills(h.t.Context(), h.Org, 1)
	require.NoError(h.t, err)
	require.Len(h.t, all, 1)
	return all[0]
}

// move is what the programs that serve do every second.
func (h *drilled) move() {
	h.t.Helper()
	_, err := h.MoveAlarms(h.t.Context())
	require.NoError(h.t, err)
	for {
		found, err := h.SendAlert(h.t.Context(), chain.ByDrill, storetest.Taken)
		require.NoError(h.t, err)
		if !found {
			break
		}
	}
	h.Play(storetest.Nothing)
	_, err = h.MoveDrills(h.t.Context())
	require.NoError(h.t, err)
}

func (h *drilled) faults() []store.DrillFault {
	h.t.Helper()
	all, err := h.DrillFaults(h.t.Context())
	require.NoError(h.t, err)
	return all
}

func TestADrillGoesTheWholeWayAndWakesNobody(t *testing.T) {
	t.Parallel()
	h := newDrilled(t)
	h.begin(false)
	require.Equal(t, 1, h.Count("alarm WHERE drill_id IS NOT NULL"))
	for range 5 {
		h.move()
		h.Clock.Add(time.Second)
	}
	d := h.last()
	require.Empty(t, d.Stage(), "%+v", d)
	require.Nil(t, d.FailedAt)
	require.Empty(t, h.faults())
	require.Empty(t, h.Sent(), "no real chat heard of it")
	require.Equal(t, 1, h.Count("alert"))
	require.Zero(t, h.Count("person WHERE role = 'participant'"), "the test person is in no caseload")
	require.Zero(t, h.Count("outbox WHERE state = 'waiting'"))
}

// A drill that is under way is no alarm in any count or list, and not two people's work.
func TestADrillIsNotCounted(t *testing.T) {
	t.Parallel()
	h := newDrilled(t)
	d := h.begin(false)
	s, err := h.Stats(t.Context())
	require.NoError(t, err)
	require.Zero(t, s.OpenAlarms)
	require.Zero(t, s.UntakenAlarms)
	lines, err := h.OpenAlarms(t.Context(), h.Org)
	require.NoError(t, err)
	require.Empty(t, lines)
	require.Equal(t, 1, h.Count("alarm WHERE closed_at IS NULL AND drill_id = $1", d.ID))

	h.begin(true)
	lines, err = h.OpenAlarms(t.Context(), h.Org)
	require.NoError(t, err)
	require.Len(t, lines, 1, "whom it is for can find it")
	require.True(t, lines[0].Drill)
	s, err = h.Stats(t.Context())
	require.NoError(t, err)
	require.Zero(t, s.OpenAlarms)
}

func TestADrillWithStaffIsTheirs(t *testing.T) {
	t.Parallel()
	said := []store.AlertNews{}
	h := &drilled{storetest.NewHouse(t, store.Options{Alert: func(n store.AlertNews) dialog.Message {
		said = append(said, n)
		return dialog.Message{Key: "alert", Text: "Oefening"}
	}}), t}
	bert := h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	h.Sent()
	d := h.begin(true)
	require.Equal(t, []int64{2}, chats(h.Sent()))
	require.True(t, said[0].Drill)
	h.move()
	require.Nil(t, h.last().TakenAt, "no program takes it for them")
	require.NotNil(t, h.last().AlertedAt)
	require.NoError(t, h.TakeAlarm(t.Context(), h.Org, d.Alarm, bert))
	care, err := h.CloseAlarm(t.Context(), h.Org, d.Alarm, bert, store.Closing{Reason: "safe"})
	require.NoError(t, err)
	require.False(t, care, "one person is enough")
	h.move()
	require.Empty(t, h.last().Stage())
}

// Staff who does not take it in half an hour: that is what the drill was to find out.
func TestNobodyTakesADrill(t *testing.T) {
	t.Parallel()
	h := newDrilled(t)
	h.begin(true)
	for range 31 {
		h.Sent()
		h.move()
		h.Clock.Add(time.Minute)
	}
	require.NotNil(t, h.last().FailedAt)
	require.Equal(t, "taken", h.last().Stage())
	require.Len(t, h.faults(), 1)
	require.Zero(t, h.Count("alarm WHERE closed_at IS NULL"), "it wakes nobody for ever")
}

// Where a part of the way is broken the drill stops there, and is told once a day.
func TestADrillThatFails(t *testing.T) {
	t.Parallel()
	for stage, broken := range map[string]func(h *drilled){
		"raised":  func(h *drilled) { _, _ = h.BeginDrill(t.Context(), h.Org, time.Time{}, false) }, // the message is lost
		"alerted": func(h *drilled) { h.begin(false) },                                              // no channel works
	} {
		t.Run(stage, func(t *testing.T) {
			t.Parallel()
			h := newDrilled(t)
			require.NoError(t, h.SetAlertEmail(t.Context(), h.Who(2), "bert@example.org"))
			broken(h)
			require.Empty(t, h.faults())
			h.Clock.Add(2 * time.Minute)
			_, err := h.MoveDrills(t.Context())
			require.NoError(t, err)
			require.Equal(t, stage, h.last().Stage())
			faults := h.faults()
			require.Len(t, faults, 1)
			require.False(t, faults[0].Overdue)
			who, err := h.TellDrillFault(t.Context(), h.Org, 24*time.Hour)
			require.NoError(t, err)
			require.Equal(t, "bert@example.org", who[chain.ByEmail][0].Address)
			require.Equal(t, store.AlertDrill, who[chain.ByEmail][0].Kind)
			require.Equal(t, []int64{2}, chats(h.Sent()), "and in the chat of who is responsible")
			who, err = h.TellDrillFault(t.Context(), h.Org, 24*time.Hour)
			require.NoError(t, err)
			require.Nil(t, who)
			h.Clock.Add(25 * time.Hour)
			who, err = h.TellDrillFault(t.Context(), h.Org, 24*time.Hour)
			require.NoError(t, err)
			require.NotEmpty(t, who, "a day later again")
		})
	}
}

// Nobody of the organisation can be reached: the drill finds it out before the night does.
func TestADrillThatReachesNobody(t *testing.T) {
	t.Parallel()
	h := newDrilled(t)
	h.Exec("UPDATE person SET role = 'administrator', administrator = true WHERE role IN ('mentor', 'supervisor')")
	h.begin(false)
	h.move()
	h.Clock.Add(2 * time.Minute)
	h.move()
	require.Equal(t, "alerted", h.last().Stage())
	require.NotNil(t, h.last().FailedAt)
}

// No program moves the drill at all: who still asks the database hears of it.
func TestADrillThatNobodyMoves(t *testing.T) {
	t.Parallel()
	h := newDrilled(t)
	h.begin(false)
	h.Clock.Add(2*time.Minute + 59*time.Second)
	require.Empty(t, h.faults())
	h.Clock.Add(time.Second)
	require.Len(t, h.faults(), 1)
}

func TestTheDrillsPlan(t *testing.T) {
	t.Parallel()
	h := newDrilled(t)
	z := mustZone(t, "Europe/Amsterdam")
	at := func(day, hour, minute int) []store.Drill {
		h.Clock.Add(time.Date(2027, 6, day, hour, minute, 0, 0, z).Sub(h.Clock.Now()))
		begun, err := h.BeginDueDrills(t.Context())
		require.NoError(t, err)
		if len(begun) > 0 {
			h.Exec("UPDATE drill SET raised_at = begun_at, alerted_at = begun_at, taken_at = begun_at, closed_at = begun_at")
		}
		return begun
	}
	require.Empty(t, at(1, 10, 29), "Tuesday, not yet")
	require.Len(t, at(1, 10, 30), 1)
	require.Empty(t, at(1, 10, 31), "once")
	require.Empty(t, at(5, 12, 0))
	require.Len(t, at(8, 16, 0), 1, "made up for in the same working day")
	require.Empty(t, at(15, 16, 31), "and not in the evening")
	require.Empty(t, at(15, 23, 0))
	require.Empty(t, h.faults())
	at(16, 16, 30)
	require.True(t, h.faults()[0].Overdue, "eight days after the last one")

	require.NoError(t, h.SetDrills(t.Context(), h.Org, store.MonthlyDrills))
	require.Empty(t, h.faults())
	require.Empty(t, at(22, 10, 30))
	require.NoError(t, h.SetDrills(t.Context(), h.Org, store.NoDrills))
	require.Empty(t, at(29, 10, 30))
	require.Empty(t, at(60, 10, 30))
	require.Empty(t, h.faults())
	require.Error(t, h.SetDrills(t.Context(), h.Org, "hourly"))
	require.NoError(t, h.SetDrills(t.Context(), h.Org, store.MonthlyDrills))
	require.Empty(t, at(30+31+10, 10, 30), "10 August is the second Tuesday")
	require.Len(t, at(30+31+31+7, 10, 30), 1, "7 September is the first")
}
