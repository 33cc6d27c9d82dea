package turn_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/fault"
	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// What a process does about one alarm, from the message to the end. It must be able to
// die at every point of it, and another one to go on: whatever was done is done once.
type alarmWay struct {
	h                        *crashHouse
	anne, bert, person       int64
	danger                   store.Arrival
	posted                   map[int64]int // calls of the pager, by alert
	taken, acted, closed, in bool          // what the human on the other side knows to be done
}

// go on until all is done, or the process dies.
func (w *alarmWay) run(t *testing.T, p process) bool {
	ctx := context.Background()
	return alive(func() {
		if !w.in {
			_, err := p.db.Receive(ctx, w.h.Bot, []store.Arrival{w.danger}, 0)
			require.NoError(t, err)
			w.in = true
		}
		w.send(t, p)
		if !w.taken { // three minutes later nobody has it: the next step
			w.h.Clock.Add(3 * time.Minute)
			_, err := p.db.MoveAlarms(ctx)
			require.NoError(t, err)
			w.send(t, p)
		}
		var alarm int64
		w.h.Scan("SELECT id FROM alarm", nil, &alarm)
		if !w.taken {
			require.NoError(t, p.db.TakeAlarm(ctx, w.h.Org, alarm, w.anne))
			w.taken = true
		}
		if !w.acted {
			require.NoError(t, p.db.ActOnAlarm(ctx, w.h.Org, alarm, w.anne, store.ActCalled, 0))
			w.acted = true
		}
		if !w.closed {
			_, err := p.db.CloseAlarm(ctx, w.h.Org, alarm, w.anne, store.Closing{Reason: "safe"})
			require.NoError(t, err)
			w.closed = true
		}
	})
}

func (w *alarmWay) send(t *testing.T, p process) {
	for {
		found, err := p.db.SendAlert(context.Background(), chain.ByWebhook, func(_ context.Context, a store.Alert) store.AlertOutcome {
			w.posted[a.ID]++
			return store.AlertOutcome{Sent: true}
		})
		require.NoError(t, err)
		if !found {
			return
		}
	}
}

func TestNoAlarmIsLostWhereverAProcessDies(t *testing.T) {
	t.Parallel()
	for _, point := range []fault.Point{fault.ReceiveInserted, fault.AlarmRaised, fault.AlarmAlerted, fault.ChainMoved, fault.AlertTaken, fault.AlertSent, fault.AlarmDone} {
		for _, pass := range []int{1, 2} {
			t.Run(string(point), func(t *testing.T) {
				t.Parallel()
				h := &crashHouse{storetest.NewHouse(t, store.Options{}), t}
				w := &alarmWay{h: h, posted: map[int64]int{}}
				w.anne = h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
				w.bert = h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
				w.person = h.Joins(7, w.anne, store.Details{Name: "Fatima"})
				require.NoError(t, h.SetWebhook(t.Context(), h.Org, "https://pager.example.org", "geheim"))
				w.danger = h.Arrival(7, dialog.Input{Kind: dialog.Typed, Text: "help", Risk: risk.Verdict{Outcome: risk.Page, Category: risk.Medical, Urgency: risk.Now}})
				if w.run(t, h.process(fault.Once(point, pass))) && pass == 1 {
					t.Errorf("no crash at %s", point)
				}
				for !w.run(t, h.process(nil)) {
					t.Fatal("the next process died too")
				}
				require.Equal(t, 1, h.Count("alarm WHERE closed_at IS NOT NULL"))
				require.Equal(t, 1, h.Count("alarm_sign"))
				for _, act := range []string{"taken", "called", "closed"} {
					require.Equal(t, 1, h.Count("alarm_act WHERE kind = $1", act), act)
				}
				require.Zero(t, h.Count("alert WHERE channel = 'webhook' AND state = 'waiting'"))
				require.Equal(t, h.Count("alert"), h.Count("(SELECT DISTINCT n, staff_id, channel FROM alert) AS e"), "each alert of each step once")
				require.Positive(t, h.Count("alert WHERE channel = 'bot' AND staff_id = $1", w.anne))
				again := 0
				for _, n := range w.posted {
					again += n - 1
				}
				require.Len(t, w.posted, h.Count("alert WHERE channel = 'webhook' AND state = 'sent'"))
				require.LessOrEqual(t, again, map[bool]int{true: 1}[point == fault.AlertSent], "again only when it died between sending and recording")
			})
		}
	}
}
