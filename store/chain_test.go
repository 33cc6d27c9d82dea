package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// chained is a house with a mentor (chat 1), another mentor (3), a supervisor (2), and a
// participant (7) who is in danger.
type chained struct {
	*storetest.House
	t                       *testing.T
	anne, bert, cor, fatima int64
	alarm                   int64
	told                    []string // acts that reached the person's talk
}

func newChained(t *testing.T, prepare ...func(*chained)) *chained {
	t.Helper()
	c := &chained{House: storetest.NewHouse(t, store.Options{}), t: t}
	c.anne = c.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	c.bert = c.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	c.cor = c.ComesIn(3, dialog.MentorRole, 0, store.Details{Name: "Cor"})
	c.fatima = c.Joins(7, c.anne, store.Details{Name: "Fatima", Phone: "06-1234"})
	for _, p := range prepare {
		p(c)
	}
	return c
}

// writes has the person write something, and gives the chats that are alerted by it.
func (c *chained) writes(category risk.Category, urgency risk.Urgency) []int64 {
	c.t.Helper()
	c.Receive(paging(c.House, 7, "help", category, urgency))
	c.Scan("SELECT id FROM alarm ORDER BY id DESC LIMIT 1", nil, &c.alarm)
	c.listen()
	return chats(c.Sent())
}

// listen makes the turns, and keeps what was carried to the person's talk.
func (c *chained) listen() {
	c.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if in.Act != nil && p.ID == c.fatima {
			c.told = append(c.told, in.Act.Kind)
		}
		return s, dialog.Effects{}
	})
}

// after lets time pass, looks at the clock, and gives the chats that are alerted.
func (c *chained) after(d time.Duration) []int64 {
	c.t.Helper()
	c.Clock.Add(d)
	_, err := c.MoveAlarms(c.t.Context())
	require.NoError(c.t, err)
	c.listen()
	out := chats(c.Sent())
	again, err := c.MoveAlarms(c.t.Context())
	require.NoError(c.t, err)
	require.Zero(c.t, again, "a second clock finds nothing to do")
	return out
}

func chats(out []store.Outgoing) (all []int64) {
	for _, o := range out {
		all = append(all, o.Chat)
	}
	return all
}

func (c *chained) hears() []string {
	told := c.told
	c.told = nil
	return told
}

// Row "raised" and row "no ack in its delay": step by step, to the end and again.
func TestNobodyTakesIt(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	require.Equal(t, []int64{1}, c.writes(risk.Suicide, risk.Now), "the mentor, with the message")
	require.Empty(t, c.after(2*time.Minute+59*time.Second))
	require.Equal(t, []int64{2}, c.after(time.Second), "three minutes: who is responsible")
	require.Equal(t, []int64{1, 2, 3}, c.after(3*time.Minute), "three more: everybody")
	require.Empty(t, c.hears())
	require.Empty(t, c.after(4*time.Minute+59*time.Second))
	require.Equal(t, []int64{1}, c.after(time.Second), "five more: from the first")
	require.Equal(t, []string{"alarm_unheard"}, c.hears(), "the person hears the truth")
	for range 3 { // and so the second round and two more
		c.after(3 * time.Minute)
		c.after(3 * time.Minute)
		c.after(5 * time.Minute)
	}
	require.Equal(t, []string{"alarm_unheard", "alarm_unheard"}, c.hears(), "after the second and the fourth round: ever less often")
	c.after(100 * 24 * time.Hour)
	require.Equal(t, 1, c.Count("alarm WHERE closed_at IS NULL"), "only a human ends it")
}

// A clock that was away for long begins one step, not all that it missed.
func TestAClockThatWasAway(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	c.writes(risk.Suicide, risk.Now)
	require.Equal(t, []int64{2}, c.after(8*time.Hour))
	require.Empty(t, c.after(2*time.Minute))
	require.Equal(t, []int64{1, 2, 3}, c.after(time.Minute))
}

// Rows "refused", "delivery failed, 403" and "429": the next step at once.
func TestTheNextStepFollowsAtOnce(t *testing.T) {
	t.Parallel()
	fails := map[string]func(c *chained, o store.Outgoing){
		"refused": func(c *chained, o store.Outgoing) {
			require.NoError(c.t, c.Delivered(c.t.Context(), []store.Delivery{{Outgoing: o.ID, Sent: true}}))
			require.NoError(c.t, c.PassAlarm(c.t.Context(), c.Org, c.alarm, c.anne))
		},
		"400": func(c *chained, o store.Outgoing) {
			require.NoError(c.t, c.Delivered(c.t.Context(), []store.Delivery{{Outgoing: o.ID, Refused: true, Code: "400"}}))
		},
		"403": func(c *chained, o store.Outgoing) {
			require.NoError(c.t, c.Delivered(c.t.Context(), []store.Delivery{{Outgoing: o.ID, Gone: true, Code: "403"}}))
		},
		"429": func(c *chained, o store.Outgoing) {
			require.NoError(c.t, c.Delivered(c.t.Context(), []store.Delivery{{Outgoing: o.ID, RetryAt: c.Clock.Now().Add(time.Hour), Code: "429"}}))
		},
	}
	for name, fail := range fails {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newChained(t)
			c.Receive(paging(c.House, 7, "help", risk.Suicide, risk.Now))
			c.Scan("SELECT id FROM alarm", nil, &c.alarm)
			out, err := c.Outgoing(t.Context(), []int64{c.Bot}, nil, 50)
			require.NoError(t, err)
			require.Equal(t, []int64{1}, chats(out))
			fail(c, out[0])
			require.Contains(t, c.after(0), int64(2))
			require.Equal(t, 1, c.Count("alarm_step WHERE n = 2 AND why = $1", map[string]string{"refused": "refused"}[name]+map[bool]string{true: "undelivered"}[name != "refused"]))
			require.Empty(t, c.after(time.Minute), "and the one after it has its own time")
		})
	}
}

// Where the first step is for nobody the next is alerted with the message itself.
func TestAStepForNobody(t *testing.T) {
	t.Parallel()
	c := newChained(t, func(c *chained) { c.Exec("UPDATE person SET mentor_id = NULL WHERE id = $1", c.fatima) })
	require.Equal(t, []int64{2}, c.writes(risk.Suicide, risk.Now))
	paged := newChained(t, func(c *chained) {
		c.Exec("UPDATE person SET mentor_id = NULL WHERE id = $1", c.fatima)
		require.NoError(t, c.SetWebhook(t.Context(), c.Org, "https://pager.example.org", "geheim"))
	})
	require.Equal(t, []int64{2}, paged.writes(risk.Suicide, risk.Now), "a pager alone does not keep the chain from going on")
	require.Equal(t, 1, paged.Count("alert WHERE channel = 'webhook'"))
	gone := newChained(t, func(c *chained) { c.Exec("UPDATE person SET unreachable_at = now() WHERE id = $1", c.anne) })
	require.Equal(t, []int64{2}, gone.writes(risk.Suicide, risk.Now))
	require.Equal(t, 1, gone.Count("alert WHERE state = 'failed' AND code = '403'"), "that it could not go is kept")
}

// An uncovered night: nobody at all can be reached. The person hears it at once.
func TestNobodyCanBeReached(t *testing.T) {
	t.Parallel()
	c := newChained(t, func(c *chained) { c.Exec("UPDATE person SET unreachable_at = now() WHERE role <> 'participant'") })
	require.Empty(t, c.writes(risk.Suicide, risk.Now))
	require.Empty(t, c.after(0))
	require.Equal(t, []string{"alarm_unheard"}, c.hears())
	for range 10 {
		require.Empty(t, c.after(time.Second))
	}
	require.Empty(t, c.hears(), "once, not every second")
	require.Equal(t, 3, c.Count("alarm_step"))
	c.Exec("UPDATE person SET unreachable_at = NULL WHERE id = $1", c.cor)
	require.Equal(t, []int64{3}, c.after(5*time.Minute), "who is back hears it in the next round")
}

func TestWhoIsOnDutyAndWhoStandsIn(t *testing.T) {
	t.Parallel()
	c := newChained(t, func(c *chained) {
		local := c.Clock.Now().In(mustZone(t, "Europe/Amsterdam"))
		c.Exec("INSERT INTO duty_hour (organisation_id, staff_id, weekday, from_minute, to_minute) VALUES ($1, $2, $3, 0, 1440)", c.Org, c.bert, int(local.Weekday()))
		c.Exec("INSERT INTO stand_in (organisation_id, mentor_id, staff_id, from_day, to_day) VALUES ($1, $2, $3, $4, $4)", c.Org, c.anne, c.cor, local.Format(time.DateOnly))
	})
	require.Equal(t, []int64{1, 2, 3}, c.writes(risk.Suicide, risk.Now))
	c.Clock.Add(48 * time.Hour)
	next := newChained(t, func(c *chained) {
		c.Exec("INSERT INTO duty_hour (organisation_id, staff_id, weekday, from_minute, to_minute) VALUES ($1, $2, $3, 0, 1440)", c.Org, c.bert, int(c.Clock.Now().Weekday()+3)%7)
	})
	require.Equal(t, []int64{1}, next.writes(risk.Suicide, risk.Now), "another day")
}

func mustZone(t *testing.T, name string) *time.Location {
	z, err := time.LoadLocation(name)
	require.NoError(t, err)
	return z
}

// A threat may be meant for the mentor: he never hears it alone.
func TestThreatsGoToMoreThanTheOneNamed(t *testing.T) {
	t.Parallel()
	only := chain.Default
	only.Ladders = []chain.Ladder{{Steps: []chain.Step{{To: []chain.Target{chain.Mentor}, Minutes: 3}}}}
	c := newChained(t, func(c *chained) { require.NoError(t, c.SetPolicy(t.Context(), c.Org, c.bert, only)) })
	require.Equal(t, []int64{1, 2}, c.writes(risk.ThreatToOthers, risk.Now))
	c = newChained(t, func(c *chained) {
		require.NoError(t, c.SetPolicy(t.Context(), c.Org, c.bert, only))
		c.Exec("UPDATE person SET role = 'mentor' WHERE id = $1", c.bert)
	})
	require.Equal(t, []int64{1, 2, 3}, c.writes(risk.ThreatToOthers, risk.Now))
	c = newChained(t, func(c *chained) { // a stand-in is no supervisor
		c.Exec("INSERT INTO stand_in (organisation_id, mentor_id, staff_id, from_day, to_day) VALUES ($1, $2, $3, $4::date - 1, $4::date + 1)", c.Org, c.anne, c.cor, c.Clock.Now().Format(time.DateOnly))
	})
	require.Equal(t, []int64{1, 2, 3}, c.writes(risk.ThreatToOthers, risk.Today))
	c = newChained(t)
	require.Equal(t, []int64{1}, c.writes(risk.Material, risk.Now))
	require.NoError(t, c.TakeAlarm(t.Context(), c.Org, c.alarm, c.anne))
	require.Equal(t, []int64{1, 2}, c.writes(risk.ThreatToOthers, risk.Now), "a threat on an alarm that the one named has already")
	require.Empty(t, c.writes(risk.ThreatToOthers, risk.Now), "once")
}

// Row "taken", row "no act in 15 minutes".
func TestWhoTakesItAndDoesNothing(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	c.writes(risk.Suicide, risk.Now)
	require.NoError(t, c.TakeAlarm(t.Context(), c.Org, c.alarm, c.cor))
	require.ErrorIs(t, c.TakeAlarm(t.Context(), c.Org, c.alarm, c.anne), store.ErrNotYours)
	require.NoError(t, c.TakeAlarm(t.Context(), c.Org, c.alarm, c.cor), "twice is once")
	require.Equal(t, 1, c.Count("alarm_act WHERE kind = 'taken'"))
	require.Empty(t, c.after(14*time.Minute+59*time.Second), "the chain stops")
	require.Equal(t, []string{"alarm_taken"}, c.hears())
	require.Equal(t, []int64{1, 3}, c.after(time.Second), "and goes on at its first step, with who had it")
	require.Equal(t, []string{"alarm_resumed"}, c.hears())
	require.NoError(t, c.TakeAlarm(t.Context(), c.Org, c.alarm, c.anne))
	c.Clock.Add(time.Minute)
	require.NoError(t, c.ActOnAlarm(t.Context(), c.Org, c.alarm, c.anne, store.ActCalled, 0))
	require.ErrorIs(t, c.ActOnAlarm(t.Context(), c.Org, c.alarm, c.cor, store.ActCalled, 0), store.ErrNotYours)
	require.Error(t, c.ActOnAlarm(t.Context(), c.Org, c.alarm, c.anne, "slept", 0))
	require.Empty(t, c.after(3*time.Hour), "who acts has time")
	require.Equal(t, []int64{1}, c.after(time.Hour), "but it is not forgotten")
}

func TestHandingOver(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	c.writes(risk.Medical, risk.Now)
	require.NoError(t, c.TakeAlarm(t.Context(), c.Org, c.alarm, c.anne))
	require.ErrorIs(t, c.ActOnAlarm(t.Context(), c.Org, c.alarm, c.anne, store.ActHanded, c.fatima), store.ErrNotFound)
	require.NoError(t, c.ActOnAlarm(t.Context(), c.Org, c.alarm, c.anne, store.ActHanded, c.cor))
	require.Equal(t, []int64{3}, c.after(0), "she hears of it")
	require.Equal(t, 1, c.Count("alert WHERE kind = 'yours' AND staff_id = $1", c.cor), "and that it is hers")
	require.Equal(t, []string{"alarm_taken", "alarm_handed"}, c.hears(), "and the person")
	_, err := c.CloseAlarm(t.Context(), c.Org, c.alarm, c.cor, store.Closing{Reason: "safe"})
	require.ErrorIs(t, err, store.ErrUnread, "nobody closes what she did not read")
	require.ErrorIs(t, c.ActOnAlarm(t.Context(), c.Org, c.alarm, c.anne, store.ActCalled, 0), store.ErrNotYours)
	require.Equal(t, []int64{1, 3}, c.after(15*time.Minute), "and must act in her turn")
}

// Row "message from the person".
func TestWhatThePersonWritesMeanwhile(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	c.writes(risk.Suicide, risk.Now)
	require.NoError(t, c.TakeAlarm(t.Context(), c.Org, c.alarm, c.anne))
	c.Clock.Add(time.Minute)
	c.Receive(c.Says(7, "ben je er nog"))
	require.Equal(t, 1, c.Count("alarm_sign WHERE urgency = 'none'"), "on the alarm, though it asks for nothing by itself")
	require.Equal(t, []int64{1}, c.after(0), "the owner hears that there is more")
	c.hears()
	c.Receive(c.Says(7, "hallo"))
	require.Empty(t, c.after(4*time.Minute+59*time.Second), "once, until she looked")
	require.Empty(t, c.hears())
	require.Empty(t, c.after(time.Second))
	require.Equal(t, []string{"alarm_unread"}, c.hears(), "unread for five minutes")
	require.Empty(t, c.after(5*time.Minute))
	require.Empty(t, c.hears())
	page, err := c.AlarmPage(t.Context(), c.Org, c.alarm, c.anne, true)
	require.NoError(t, err)
	require.Equal(t, "help\nben je er nog\nhallo", page.Card.Words)
	c.Clock.Add(time.Second)
	c.Receive(c.Says(7, "en nu"))
	require.Equal(t, []int64{1}, c.after(0), "after she looked it begins anew")

	require.Empty(t, c.writes(risk.Material, risk.Today), "less urgent: the same alarm")
	var now int
	c.Scan("SELECT count(*) FROM alarm_step WHERE urgency = 'now'", nil, &now)
	require.Equal(t, 1, now)
}

func TestUrgencyRisesAndTheChainBeginsAnew(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	require.Equal(t, []int64{1}, c.writes(risk.Material, risk.Today))
	require.Empty(t, c.after(5*time.Minute))
	require.Equal(t, []int64{1}, c.writes(risk.Suicide, risk.Now), "with the message")
	require.Equal(t, []int64{2}, c.after(3*time.Minute), "under the delays of now")
	require.Equal(t, 1, c.Count("alarm_step WHERE why = 'worse' AND urgency = 'now'"))
}

// An alarm keeps the policy that it began with.
func TestAnAlarmKeepsItsPolicy(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	c.writes(risk.Suicide, risk.Now)
	slow := chain.Default
	slow.Ladders = []chain.Ladder{{Steps: []chain.Step{{To: []chain.Target{chain.Everybody}, Minutes: 60}}}}
	require.NoError(t, c.SetPolicy(t.Context(), c.Org, c.bert, slow))
	require.Equal(t, []int64{2}, c.after(3*time.Minute))
	c.Ends(c.alarm, c.anne, c.bert)
	require.Equal(t, []int64{1, 2, 3}, c.writes(risk.Suicide, risk.Now))
	require.Empty(t, c.after(59*time.Minute))
	got, err := c.PolicyOf(t.Context(), c.Org)
	require.NoError(t, err)
	require.Equal(t, slow, got)
}

// Office hours never delay now; they do delay soon.
func TestOfficeHours(t *testing.T) {
	t.Parallel()
	closed := func(c *chained) { c.Exec("UPDATE organisation SET opening = '{}'") }
	c := newChained(t, closed)
	c.writes(risk.Suicide, risk.Now)
	require.Equal(t, []int64{2}, c.after(3*time.Minute))
	c = newChained(t, func(c *chained) {
		day := c.Clock.Now().AddDate(0, 0, 2).Weekday()
		c.Exec(fmt.Sprintf(`UPDATE organisation SET zone = 'UTC', opening = '{"%d": ["09:00", "17:00"]}'`, day))
	})
	require.Equal(t, []int64{1}, c.writes(risk.Material, risk.Soon))
	require.Empty(t, c.after(24*time.Hour))
	require.Equal(t, []int64{2}, c.after(47*time.Hour))
}

func TestAPolicyThatLeavesSomebodyAlone(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	require.NoError(t, chain.Default.Check())
	fine := chain.Step{To: []chain.Target{chain.Everybody}, Minutes: 3}
	for name, p := range map[string]chain.Policy{
		"nothing":               {},
		"no ladder for all":     {ActMinutes: 15, QuietMinutes: 60, Ladders: []chain.Ladder{{Urgencies: []risk.Urgency{risk.Now}, Steps: []chain.Step{fine}}}},
		"no step":               {ActMinutes: 15, QuietMinutes: 60, Ladders: []chain.Ladder{{}}},
		"a step for nobody":     {ActMinutes: 15, QuietMinutes: 60, Ladders: []chain.Ladder{{Steps: []chain.Step{{Minutes: 3}}}}},
		"a step for a stranger": {ActMinutes: 15, QuietMinutes: 60, Ladders: []chain.Ladder{{Steps: []chain.Step{{To: []chain.Target{"buurman"}, Minutes: 3}}}}},
		"no delay":              {ActMinutes: 15, QuietMinutes: 60, Ladders: []chain.Ladder{{Steps: []chain.Step{{To: fine.To}}}}},
		"a channel of smoke":    {ActMinutes: 15, QuietMinutes: 60, Ladders: []chain.Ladder{{Steps: []chain.Step{{To: fine.To, Minutes: 3, Channels: []chain.Channel{"rook"}}}}}},
		"office hours for now":  {ActMinutes: 15, QuietMinutes: 60, Ladders: []chain.Ladder{{OpenOnly: true, Steps: []chain.Step{fine}}}},
		"hours to act":          {ActMinutes: 600, QuietMinutes: 60, Ladders: []chain.Ladder{{Steps: []chain.Step{fine}}}},
	} {
		require.ErrorIs(t, c.SetPolicy(t.Context(), c.Org, 0, p), chain.ErrPolicy, name)
	}
}
