package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// screened takes arrivals in through the real screen.
func screened(t *testing.T, h *storetest.House, batch ...store.Arrival) {
	t.Helper()
	_, err := h.ReceiveScreened(context.Background(), h.Bot, batch, 0, dialog.ScreenIn)
	require.NoError(t, err)
}

func alarms(h *storetest.House) int { return h.Count("alarm WHERE closed_at IS NULL") }

func TestOneThoughtInPiecesIsReadAsOne(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Joins(7, h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"}), store.Details{})
	screened(t, h, h.Says(7, "ik wil niet"))
	require.Zero(t, alarms(h))
	h.Clock.Add(time.Minute)
	screened(t, h, h.Says(8, "meer leven"))
	require.Zero(t, alarms(h), "of somebody else")
	screened(t, h, h.Says(7, "meer leven"))
	require.Equal(t, 1, alarms(h))

	screened(t, h, h.Says(9, "ik wil niet"), h.Says(9, "meer leven"))
	require.Equal(t, 2, alarms(h), "in one batch, of a new chat")
	require.Equal(t, 3, h.Count("risk_window"))
}

func TestWhatIsKnownWeighs(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Joins(7, h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"}), store.Details{})
	var seen dialog.Input
	read := func(text string) risk.Verdict {
		screened(t, h, h.Says(7, text))
		h.Play(func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
			seen = in
			return s, dialog.Effects{}
		})
		return seen.Risk
	}
	require.Equal(t, risk.None, read("het wordt nooit meer wat").Outcome)
	h.Clock.Add(48 * time.Hour)
	day := h.Clock.Now().AddDate(0, 0, 10)
	screened(t, h, h.Says(7, "hoi"))
	h.Play(storetest.Facts(dialog.DangerAsked{Category: risk.Material, Urgency: risk.Soon, Sub: risk.Eviction, Words: "ik moet eruit"}, dialog.DangerAnswered{Answer: dialog.DangerDay, Day: day}))
	require.Equal(t, risk.Ask, read("het wordt nooit meer wat").Outcome, "the eviction is ahead")
	h.Clock.Add(20 * 24 * time.Hour)
	require.Equal(t, risk.None, read("het wordt nooit meer wat").Outcome, "and over")
	screened(t, h, h.Says(1, "ik wil dood"))
	require.Zero(t, alarms(h), "staff who write about danger raise none about themselves")
}

func TestAQuestionAboutDangerSurvives(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Joins(7, h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"}), store.Details{})
	person := func() (p dialog.Person) {
		h.Receive(h.Says(7, "hoi"))
		h.Play(func(seen dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
			p = seen
			return s, dialog.Effects{}
		})
		return p
	}
	p := person()
	require.Equal(t, dialog.RiskNone, p.RiskStage())
	h.Receive(h.Says(7, "x"))
	h.Play(storetest.Facts(dialog.DangerAsked{Category: risk.Suicide, Urgency: risk.Today, Sub: risk.Gambling, Words: "alles vergokt"}))
	p = person()
	require.Equal(t, dialog.RiskAsked, p.RiskStage())
	q, ok := p.OpenQuestion()
	require.True(t, ok)
	require.Equal(t, "alles vergokt", q.Words)
	require.Equal(t, risk.Gambling, q.Sub)
	h.Receive(h.Says(7, "x"))
	h.Play(storetest.Facts(dialog.DangerAnswered{Answer: dialog.DangerNo}))
	p = person()
	require.Equal(t, dialog.RiskNone, p.RiskStage())
	require.Len(t, p.Asked, 1, "and what was asked is remembered")
	h.Clock.Add(dialog.AskedFor + time.Hour)
	require.Empty(t, person().Asked)

	h.Receive(paging(h, 7, "help", risk.ViolenceVictim, risk.Now))
	p = person()
	require.Equal(t, dialog.RiskRaised, p.RiskStage())
	require.True(t, p.Guarded)
	require.Equal(t, risk.Verdict{Category: risk.ViolenceVictim, Urgency: risk.Now}, p.AlarmKind)
	h.Exec("UPDATE alarm SET closed_by = 1, closed_at = $1", h.Clock.Now())
	p = person()
	require.Equal(t, dialog.RiskClosed, p.RiskStage())
	require.True(t, p.WasGuarded && !p.Guarded && !p.Alarm)
	h.Clock.Add(91 * 24 * time.Hour)
	p = person()
	require.Equal(t, dialog.RiskNone, p.RiskStage())
	require.False(t, p.WasGuarded)
}

func TestWhoIsAwakeIsData(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.Joins(7, mentor, store.Details{})
	require.Equal(t, dialog.DutyUnknown, look(h, 7).Organisation.Duty, "nobody wrote it down")
	now := h.Clock.Now().In(time.FixedZone("", 3600))
	h.Exec("INSERT INTO duty_hour (organisation_id, staff_id, weekday, from_minute, to_minute) VALUES ($1, $2, $3, 0, 1)", h.Org, mentor, (now.Weekday()+3)%7)
	require.Equal(t, dialog.DutyAsleep, look(h, 7).Organisation.Duty)
	h.Exec("INSERT INTO duty_hour (organisation_id, staff_id, weekday, from_minute, to_minute) VALUES ($1, $2, $3, 0, 1440)", h.Org, mentor, now.Weekday())
	require.Equal(t, dialog.DutyAwake, look(h, 7).Organisation.Duty)
}

// TestADoubtThatIsSetAsideAlarms holds that what would have been asked about is not lost
// with a turn that fails five times.
func TestADoubtThatIsSetAsideAlarms(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Joins(7, h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"}), store.Details{})
	aside := func(a store.Arrival) {
		h.Receive(a)
		require.NoError(t, h.SetAside(context.Background(), lastInbox(t, h)))
	}
	aside(h.Says(7, "hoi"))
	require.Zero(t, alarms(h))
	doubt := dialog.Input{Kind: dialog.Typed, Text: "ik ben het zat", Risk: risk.Verdict{Outcome: risk.Ask, Category: risk.Suicide, Urgency: risk.Today}}
	aside(h.Arrival(1, doubt))
	require.Zero(t, alarms(h), "staff")
	aside(h.Arrival(7, doubt))
	require.Equal(t, 1, alarms(h))
	require.Equal(t, 1, h.Count("alarm_sign WHERE category = 'suicide' AND urgency = 'today'"))
}

func lastInbox(t *testing.T, h *storetest.House) (id int64) {
	t.Helper()
	require.NoError(t, h.Conn().QueryRow(context.Background(), "SELECT max(id) FROM inbox WHERE source = 'update'").Scan(&id))
	return id
}
