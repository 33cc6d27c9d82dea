package store_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// alarmed is a house where 7 has an open alarm, and staff who press on it.
type alarmed struct {
	*storetest.House
	t      *testing.T
	engine *dialog.Engine
	alarm  int64
}

// newAlarmed raises the alarm as a talk does that sees the danger itself.
func newAlarmed(t *testing.T, category risk.Category) *alarmed {
	a := &alarmed{House: storetest.NewHouse(t, store.Options{}), t: t, engine: engine(t)}
	mentor := a.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	a.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	a.Joins(7, mentor, store.Details{Name: "Fatima"})
	a.Receive(a.Says(7, "1"))
	a.Play(func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Alarm: &risk.Verdict{Outcome: risk.Page, Category: category, Urgency: risk.Now}, AlarmWords: "Geen slaapplek"}
	})
	a.Scan("SELECT id FROM alarm", nil, &a.alarm)
	a.Sent()
	return a
}

// press has staff press on the alarm, with the real conversation on both sides.
func (a *alarmed) press(chat int64, act string) (texts []string) {
	a.Receive(a.Arrival(chat, dialog.Input{Kind: dialog.Pressed, Press: fmt.Sprintf("a:%d:%s", a.alarm, act)}))
	a.PlayNeeding(dialog.Needs{Alarm: a.alarm}, a.engine.Advance)
	for _, o := range a.Sent() {
		texts = append(texts, fmt.Sprint(o.Chat, " ", o.Message.Key))
	}
	return texts
}

// choose answers the question that waits in a chat.
func (a *alarmed) choose(chat int64, choice string) (texts []string) {
	a.Receive(a.Arrival(chat, dialog.Input{Kind: dialog.Typed, Text: "x"})) // to see the question's number
	number := 0
	a.PlayNeeding(dialog.Needs{Alarm: a.alarm}, func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		if s.Pending != nil {
			number = s.Pending.Number
		}
		return s, dialog.Effects{}
	})
	a.Receive(a.Arrival(chat, dialog.Input{Kind: dialog.Pressed, Press: fmt.Sprintf("q:%d:%s", number, choice)}))
	a.PlayNeeding(dialog.Needs{Alarm: a.alarm}, a.engine.Advance)
	for _, o := range a.Sent() {
		texts = append(texts, fmt.Sprint(o.Chat, " ", o.Message.Key))
	}
	return texts
}

func TestAnAlarmIsHandedOverInTheChat(t *testing.T) {
	t.Parallel()
	a := newAlarmed(t, risk.Material)
	needs := dialog.Needs{Alarm: a.alarm, Staff: true}
	a.press(1, "take")
	require.Equal(t, []string{"1 alarm.did.called"}, a.press(1, "called"))
	a.Receive(a.Arrival(1, dialog.Input{Kind: dialog.Pressed, Press: fmt.Sprintf("a:%d:hand", a.alarm)}))
	a.PlayNeeding(needs, a.engine.Advance)
	asked := a.Sent()
	require.Len(t, asked, 1)
	require.Equal(t, "Bert", asked[0].Message.Buttons[0][0].Label)
	a.Receive(a.Arrival(1, dialog.Input{Kind: dialog.Pressed, Press: asked[0].Message.Buttons[0][0].Data}))
	a.PlayNeeding(needs, a.engine.Advance)
	_, err := a.MoveAlarms(t.Context())
	require.NoError(t, err)
	var texts []string
	for _, o := range a.Sent() {
		texts = append(texts, fmt.Sprint(o.Chat, " ", o.Message.Key))
	}
	require.ElementsMatch(t, []string{"1 alarm.handed", "7 crisis.handed", "2 alert.yours"}, texts)
	require.Equal(t, "Bert", look(a.House, 7).AlarmBy)
	require.Equal(t, 1, a.Count("alert e JOIN person p ON p.id = e.staff_id WHERE e.kind = 'yours' AND p.role = 'supervisor'"))
	require.Equal(t, []string{"1 alarm.taken_by"}, a.press(1, "close"))
	require.Equal(t, []string{"2 alarm.unread"}, a.press(2, "close"), "not before she read it")
	require.ElementsMatch(t, []string{"2 alarm.card", "2 alarm.words", "2 alarm.help_material"}, a.press(2, "take"))
	require.Equal(t, []string{"2 alarm.close_ask"}, a.press(2, "close"))
}

func TestWhoTookAnAlarmClosesItAndNobodyElse(t *testing.T) {
	t.Parallel()
	a := newAlarmed(t, risk.Material)
	require.ElementsMatch(t, []string{"2 alarm.take_first"}, a.press(2, "closed"))
	require.ElementsMatch(t, []string{"1 alarm.card", "1 alarm.words", "1 alarm.help_material", "7 crisis.taken"}, a.press(1, "take"))
	p := look(a.House, 7)
	require.True(t, p.AlarmTaken)
	require.Equal(t, "Anne", p.AlarmBy)
	require.False(t, p.Guarded)
	require.ElementsMatch(t, []string{"2 alarm.taken_by"}, a.press(2, "close"))
	require.ElementsMatch(t, []string{"2 alarm.taken_by"}, a.press(2, "closed"))
	require.ElementsMatch(t, []string{"1 alarm.card", "1 alarm.words", "1 alarm.help_material"}, a.press(1, "take"), "a second tap tells nobody anything")
	require.ElementsMatch(t, []string{"1 alarm.close_ask"}, a.press(1, "close"))
	require.True(t, look(a.House, 7).Alarm, "a wrong tap closes nothing")
	require.ElementsMatch(t, []string{"1 alarm.promise_ask"}, a.choose(1, "solved"))
	require.ElementsMatch(t, []string{"1 alarm.closed", "1 alarm.for_you", "7 crisis.after"}, a.choose(1, "none"), "and the person reads that it is over")
	p = look(a.House, 7)
	require.False(t, p.Alarm || p.AlarmTaken)
	require.Empty(t, p.AlarmBy)
	require.ElementsMatch(t, []string{"1 alarm.closed_before"}, a.press(1, "closed"))
	require.ElementsMatch(t, []string{"2 alarm.closed_before"}, a.press(2, "take"))
}

func TestWhatTheTalkMeantStandsOnTheCard(t *testing.T) {
	t.Parallel()
	a := newAlarmed(t, risk.Material)
	a.Receive(a.Arrival(1, dialog.Input{Kind: dialog.Pressed, Press: fmt.Sprintf("a:%d:take", a.alarm)}))
	a.PlayNeeding(dialog.Needs{Alarm: a.alarm}, func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if p.Desk != nil {
			require.Equal(t, "Geen slaapplek", p.Desk.Alarm.Words, "not the 1 that was typed")
		}
		return s, dialog.Effects{}
	})
}

func TestNothingIsToldWhereItMayDoHarm(t *testing.T) {
	t.Parallel()
	a := newAlarmed(t, risk.ViolenceVictim)
	require.True(t, look(a.House, 7).Guarded)
	require.ElementsMatch(t, []string{"1 alarm.card", "1 alarm.words", "1 alarm.no_writing", "1 alarm.help_code"}, a.press(1, "take"))
}

func TestAClosedAlarmFreesPushesAndWiping(t *testing.T) {
	t.Parallel()
	a := newAlarmed(t, risk.Material)
	wipe := func() int {
		n, err := a.Wipe(t.Context(), a.Clock.Now(), 10)
		require.NoError(t, err)
		return n
	}
	push := func() []dialog.Message {
		_, out := a.engine.Advance(look(a.House, 7), dialog.State{}, dialog.Input{Kind: dialog.TimerDue, Due: &dialog.Due{Kind: dialog.Tomorrow}})
		return out.Messages
	}
	require.Empty(t, push())
	a.press(1, "take")
	require.Empty(t, push())
	a.press(1, "close")
	a.choose(1, "solved")
	a.choose(1, "none")
	require.NotEmpty(t, push())

	a.Receive(paging(a.House, 7, "weer", risk.Material, risk.Now), a.Says(7, "wis alles"))
	a.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if in.Text != "wis alles" {
			return s, dialog.Effects{}
		}
		return storetest.Facts(dialog.Erased{})(p, s, in)
	})
	a.Sent()
	a.Scan("SELECT id FROM alarm WHERE closed_at IS NULL", nil, &a.alarm)
	kept := a.Count("message")
	require.True(t, look(a.House, 7).Leaving)
	a.Receive(a.Says(7, "nog iets"))
	a.Play(a.engine.Advance)
	require.Equal(t, kept, a.Count("message"), "nothing more is kept")
	require.Equal(t, []string{"erase.busy_waits"}, keys(a.Sent()))
	require.Zero(t, wipe())
	cases := look(a.House, 1).Desk.Cases
	require.Len(t, cases, 1, "who is in danger stays on the list")
	require.Equal(t, a.alarm, cases[0].Alarm)
	a.press(2, "take")
	cases = look(a.House, 1).Desk.Cases
	require.Equal(t, "Bert", cases[0].AlarmBy)
	require.False(t, cases[0].AlarmMine)
	a.press(2, "close")
	a.choose(2, "solved")
	a.choose(2, "none")
	require.Equal(t, 1, wipe())
	require.Empty(t, look(a.House, 1).Desk.Cases)
}

func keys(out []store.Outgoing) (all []string) {
	for _, o := range out {
		all = append(all, o.Message.Key)
	}
	return all
}
