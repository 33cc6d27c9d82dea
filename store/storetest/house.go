package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store"
)

// House is a database with one organisation and one bot, and a clock that stands still.
type House struct {
	*store.DB
	Clock *Clock
	URL   string
	Org   int64
	Bot   int64
	t     testing.TB
	next  int
}

// NewHouse makes one. Alerts get a plain text unless Options have their own.
func NewHouse(t testing.TB, o store.Options) *House {
	t.Helper()
	h := &House{Clock: NewClock(), URL: URL(t), t: t}
	if o.Clock == nil {
		o.Clock = h.Clock.Now
	}
	if o.Alert == nil {
		o.Alert = func(n store.AlertNews) dialog.Message {
			return dialog.Message{Key: "alert." + string(n.Kind), Text: fmt.Sprintf("%s %d, case %d, %s", n.Kind, n.Alarm, n.Person, n.Urgency),
				Buttons: [][]dialog.Button{{{Label: "Ik neem het", Data: fmt.Sprintf("a:%d:take", n.Alarm)}, {Label: "Ik kan niet", Data: fmt.Sprintf("a:%d:pass", n.Alarm)}}}}
		}
	}
	h.DB = OpenURL(t, h.URL, o)
	var err error
	if h.Org, err = h.EnsureOrganisation(context.Background(), "Gemeente Aa", true); err != nil {
		t.Fatal(err)
	}
	if h.Bot, err = h.AddBot(context.Background(), h.Org, store.Terminal, "", "demo"); err != nil {
		t.Fatal(err)
	}
	return h
}

// Arrival is an input of a chat under a new update number.
func (h *House) Arrival(chat int64, in dialog.Input) store.Arrival {
	h.next++
	return store.Arrival{Ref: fmt.Sprint(h.next), Chat: chat, Input: in, Raw: []byte(`{"update_id": 1}`), At: h.Clock.Now()}
}

// Says is an arrival of text.
func (h *House) Says(chat int64, text string) store.Arrival {
	return h.Arrival(chat, dialog.Input{Kind: dialog.Typed, Text: text})
}

// Receive takes arrivals in and tells how many were fresh.
func (h *House) Receive(batch ...store.Arrival) int {
	h.t.Helper()
	fresh, err := h.DB.Receive(context.Background(), h.Bot, batch, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	return fresh
}

// Advance is an engine for one test.
type Advance func(dialog.Person, dialog.State, dialog.Input) (dialog.State, dialog.Effects)

// Play makes turns until nothing waits, and tells how many.
func (h *House) Play(advance Advance) int { return h.PlayNeeding(dialog.Needs{}, advance) }

// PlayNeeding is Play with an engine that needs something.
func (h *House) PlayNeeding(needs dialog.Needs, advance Advance) int {
	h.t.Helper()
	return h.PlayBy(func(dialog.State, dialog.Input) dialog.Needs { return needs }, advance)
}

// PlayBy is Play with an engine that says itself what it needs.
func (h *House) PlayBy(needs func(dialog.State, dialog.Input) dialog.Needs, advance Advance) int {
	h.t.Helper()
	ctx := context.Background()
	for made := 0; ; {
		g, err := h.Take(ctx, 8)
		if err != nil {
			h.t.Fatal(err)
		}
		if len(g.Claims) == 0 {
			g.Close()
			return made
		}
		done, err := playGroup(ctx, g, needs, advance)
		if err != nil {
			h.t.Fatal(err)
		}
		made += done.Turns
	}
}

func playGroup(ctx context.Context, g *store.Group, needs func(dialog.State, dialog.Input) dialog.Needs, advance Advance) (store.Done, error) {
	defer g.Close()
	if err := g.Fill(ctx, needs); err != nil {
		return store.Done{}, err
	}
	var outcomes []store.Outcome
	for _, c := range g.Claims {
		if c.Err != nil {
			return store.Done{}, c.Err
		}
		state, effects := advance(c.Person, c.State, c.Input)
		state.Version = dialog.StateVersion
		outcomes = append(outcomes, store.Outcome{Claim: c, State: state, Effects: effects})
	}
	return g.Commit(ctx, outcomes)
}

// Facts is an engine that records events and says nothing.
func Facts(events ...dialog.Event) Advance {
	return func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		var out dialog.Effects
		for _, e := range events {
			out.Events = append(out.Events, dialog.Fact{Event: e})
		}
		return s, out
	}
}

// Nothing is an engine that does nothing.
func Nothing(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
	return s, dialog.Effects{}
}

// ComesIn lets a chat in with an invitation of its own and gives the person.
func (h *House) ComesIn(chat int64, role dialog.Role, by int64, d store.Details) int64 {
	h.t.Helper()
	token, err := h.Invite(context.Background(), h.Org, role, by, d)
	if err != nil {
		h.t.Fatal(err)
	}
	h.Receive(h.Arrival(chat, dialog.Input{Kind: dialog.Started, Token: token}))
	h.Play(func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if in.Kind != dialog.Started {
			return s, dialog.Effects{}
		}
		if in.Invitation == nil || in.Invitation.Status != dialog.InvitationValid {
			h.t.Fatalf("storetest: the invitation is not valid: %+v", in.Invitation)
		}
		return s, dialog.Effects{Events: []dialog.Fact{{Event: dialog.CameIn{Invitation: in.Invitation.ID}}}}
	})
	return h.Who(chat)
}

// Joins lets a participant in who agreed to everything.
func (h *House) Joins(chat int64, mentor int64, d store.Details) int64 {
	h.t.Helper()
	person := h.ComesIn(chat, dialog.Participant, mentor, d)
	h.Receive(h.Arrival(chat, dialog.Input{Kind: dialog.Pressed, Press: "q:1:join"}))
	var all []dialog.Event
	for _, what := range []dialog.ConsentKind{dialog.Informed, dialog.Joined, dialog.Sensitive, dialog.Sharing} {
		all = append(all, dialog.Consented{What: what, Given: true, TextVersion: "1"})
	}
	h.Play(Facts(all...))
	return person
}

// Who is the person in a chat.
func (h *House) Who(chat int64) int64 {
	h.t.Helper()
	s, err := h.InChat(context.Background(), h.Bot, chat)
	if err != nil {
		h.t.Fatal(err)
	}
	return s.ID
}

// Ends has one of the staff take an alarm and close it, and another look a second time
// where it takes two people.
func (h *House) Ends(alarm, staff, second int64) {
	h.t.Helper()
	ctx := context.Background()
	err := h.TakeAlarm(ctx, h.Org, alarm, staff)
	care := false
	if err == nil {
		care, err = h.CloseAlarm(ctx, h.Org, alarm, staff, store.Closing{Reason: "safe"})
	}
	if err == nil && care {
		err = h.ConfirmClose(ctx, h.Org, alarm, second)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	h.Play(Nothing)
}

// Sent takes all that may be sent, records it as sent, and gives it in order.
func (h *House) Sent() []store.Outgoing {
	h.t.Helper()
	var all []store.Outgoing
	for {
		out, err := h.Outgoing(context.Background(), []int64{h.Bot}, nil, 50)
		if err != nil {
			h.t.Fatal(err)
		}
		if len(out) == 0 {
			return all
		}
		var sent []store.Delivery
		for i, o := range out {
			sent = append(sent, store.Delivery{Outgoing: o.ID, Sent: true, MessageID: int64(len(all) + i + 1)})
		}
		all = append(all, out...)
		if err := h.Delivered(context.Background(), sent); err != nil {
			h.t.Fatal(err)
		}
	}
}

// Texts are the words of messages.
func Texts(out []store.Outgoing) []string {
	var all []string
	for _, o := range out {
		all = append(all, o.Message.Text)
	}
	return all
}

// Scan runs a query of one row beside the store, for what a test wants to see.
func (h *House) Scan(sql string, args []any, into ...any) {
	h.t.Helper()
	conn := h.Conn()
	defer conn.Close(context.Background()) // a test that asks often must not hold a hundred
	if err := conn.QueryRow(context.Background(), sql, args...).Scan(into...); err != nil {
		h.t.Fatalf("storetest: %s: %v", sql, err)
	}
}

// Count counts rows.
func (h *House) Count(from string, args ...any) (n int) {
	h.t.Helper()
	h.Scan("SELECT count(*) FROM "+from, args, &n)
	return n
}

// Exec changes rows behind the store's back.
func (h *House) Exec(sql string, args ...any) {
	h.t.Helper()
	conn := h.Conn()
	defer conn.Close(context.Background())
	if _, err := conn.Exec(context.Background(), sql, args...); err != nil {
		h.t.Fatalf("storetest: %s: %v", sql, err)
	}
}

// Conn is a connection of the test's own; it goes when the test is over.
func (h *House) Conn() *pgx.Conn {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, h.URL)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// Taken is a channel that takes every alert.
func Taken(context.Context, store.Alert) store.AlertOutcome { return store.AlertOutcome{Sent: true} }
