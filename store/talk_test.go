package store_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/knowledge"
	"stapmaat/prompts"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// engine is the real conversation.
func engine(t *testing.T) *dialog.Engine {
	t.Helper()
	texts, err := prompts.Load("nl")
	require.NoError(t, err)
	library, err := knowledge.Bridges()
	require.NoError(t, err)
	return &dialog.Engine{Texts: map[string]*dialog.Texts{"nl": texts}, Bridges: []*dialog.Bridge{library.Default()}}
}

var phrases = []string{"ja", "nee", "ik loop achter met de huur", "vrijdag", "menu", "terug", "3", "de post openen", "wat ziet mijn begeleider?", "pauze", "morgen om 10 uur",
	"rust in mijn hoofd", "stop", "ik wil een mens", "Fatima", "een envelop openmaken", "weet ik niet", "asdf"}

// TestRandomTalksTellTheSame plays the real conversation by chance and holds, at
// every turn, what the tables say against what Apply made of the events before.
func TestRandomTalksTellTheSame(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	for seed := range uint64(4) {
		token, err := h.Invite(context.Background(), h.Org, dialog.Participant, mentor, store.Details{Name: "Fatima"})
		require.NoError(t, err)
		(&walk{h: h, t: t, engine: engine(t), chance: rand.New(rand.NewPCG(seed, 1)), chat: int64(100 + seed)}).begin(token)
	}
	require.Greater(t, h.Count("position"), 5, "the walks got somewhere")
	require.Greater(t, h.Count("story"), 2)
}

type walk struct {
	h      *storetest.House
	t      *testing.T
	engine *dialog.Engine
	chance *rand.Rand
	chat   int64

	expected *dialog.Person
	last     dialog.Message
	path     []string
}

func (w *walk) begin(token string) {
	w.say(dialog.Input{Kind: dialog.Started, Token: token})
	for range 80 {
		w.h.Clock.Add(time.Duration(w.chance.IntN(4)) * time.Minute)
		if w.chance.IntN(25) == 0 {
			w.h.Clock.Add(31 * time.Minute)
			_, err := w.h.DueTimers(w.t.Context(), w.h.Clock.Now(), 100)
			require.NoError(w.t, err)
		}
		w.say(w.choose())
	}
}

// choose taps a button that was shown last, the first one mostly: that is the way on.
func (w *walk) choose() dialog.Input {
	var shown []dialog.Button
	for _, row := range w.last.Buttons {
		shown = append(shown, row...)
	}
	switch at := w.chance.IntN(20); {
	case len(shown) > 0 && at < 11:
		return dialog.Input{Kind: dialog.Pressed, Press: shown[0].Data}
	case len(shown) > 0 && at < 15:
		return dialog.Input{Kind: dialog.Pressed, Press: shown[w.chance.IntN(len(shown))].Data}
	}
	return dialog.Input{Kind: dialog.Typed, Text: phrases[w.chance.IntN(len(phrases))]}
}

func (w *walk) say(in dialog.Input) {
	w.path = append(w.path, in.Press+in.Text)
	w.h.Receive(w.h.Arrival(w.chat, in))
	w.h.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		s, out := dialog.Taken(in, func(in dialog.Input) (dialog.State, dialog.Effects) { return w.engine.Advance(p, s, in) },
			func(dialog.Search) dialog.Found { return dialog.Found{Failed: true} })
		if p.Role == dialog.MentorRole {
			return s, out
		}
		w.compare(p)
		w.expect(p, out)
		if n := len(out.Messages); n > 0 {
			w.last = out.Messages[n-1]
		}
		return s, out
	})
}

func (w *walk) compare(p dialog.Person) {
	if w.expected == nil || w.expected.ID != p.ID {
		return
	}
	ignored := cmp.Options{cmpopts.EquateEmpty(), cmpopts.IgnoreFields(dialog.Person{}, "Now", "Mentor", "Bridge", "Said", "Shared", "Looks"), cmpopts.IgnoreFields(dialog.Entry{}, "Event")}
	if diff := cmp.Diff(*w.expected, p, ignored); diff != "" {
		w.t.Fatalf("after %v: (-Apply +tables)\n%s", w.path, diff)
	}
}

// expect is what the next turn should see.
func (w *walk) expect(p dialog.Person, out dialog.Effects) {
	for _, f := range out.Events {
		if _, in := f.Event.(dialog.CameIn); in {
			w.expected = nil // the snapshot after it has what only the store knows
			return
		}
		p.Apply(f.Event)
		if f.Line != "" && !f.Shared {
			p.Record = append(p.Record, dialog.Entry{Kind: f.Event.Kind(), Line: f.Line, At: p.Now})
		}
	}
	w.expected = &p
}
