package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// answers has a chat get these messages in one turn.
func answers(h *storetest.House, chat int64, messages ...dialog.Message) {
	h.Receive(h.Says(chat, "x"))
	h.Play(func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if in.Text != "x" {
			return s, dialog.Effects{}
		}
		return s, dialog.Effects{Messages: messages}
	})
}

func text(lane dialog.Lane, words string) dialog.Message {
	return dialog.Message{Key: "test", Text: words, Lane: lane}
}

func outgoing(t *testing.T, h *storetest.House, busy ...int64) []store.Outgoing {
	t.Helper()
	out, err := h.Outgoing(context.Background(), []int64{h.Bot}, busy, 50)
	require.NoError(t, err)
	return out
}

func TestHeadsOnlyLowestLaneFirst(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	answers(h, 7, text(dialog.LanePush, "herinnering"), text(dialog.LaneAnswer, "een"), text(dialog.LaneAnswer, "twee"))
	answers(h, 8, text(dialog.LaneAnswer, "hoi"))
	answers(h, 9, text(dialog.LaneSafety, "bel 112"))
	out := outgoing(t, h)
	require.Equal(t, []string{"bel 112", "een", "hoi"}, storetest.Texts(out))
	require.Equal(t, []string{"bel 112", "hoi"}, storetest.Texts(outgoing(t, h, out[1].Conversation)), "a talk that has one in flight waits")
	require.Equal(t, []string{"bel 112", "een", "hoi", "twee", "herinnering"}, storetest.Texts(h.Sent()))
	require.Equal(t, 5, h.Count("outbox WHERE state = 'sent' AND message_id > 0 AND attempts = 1"))

	none, err := h.Outgoing(context.Background(), nil, nil, 50)
	require.NoError(t, err)
	require.Empty(t, none, "other bots' messages are not ours")
}

func TestRetryKeepsTheTalkInOrder(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	answers(h, 7, text(dialog.LaneAnswer, "een"), text(dialog.LaneAnswer, "twee"))
	answers(h, 8, text(dialog.LaneAnswer, "hoi"))
	out := outgoing(t, h)
	require.NoError(t, h.Delivered(t.Context(), []store.Delivery{{Outgoing: out[0].ID, Code: "429", RetryAt: h.Clock.Now().Add(17 * time.Second)}}))
	require.Equal(t, []string{"hoi"}, storetest.Texts(h.Sent()), "nothing of the talk overtakes")
	h.Clock.Add(17 * time.Second)
	out = outgoing(t, h)
	require.Equal(t, 1, out[0].Attempt)
	require.Equal(t, []string{"een", "twee"}, storetest.Texts(h.Sent()))
}

func TestARefusedMessageTellsItsTalkOnce(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	answers(h, 7, text(dialog.LaneAnswer, "een"), text(dialog.LaneAnswer, "twee"))
	failed := 0
	refuse := func() {
		out := outgoing(t, h)
		require.NoError(t, h.Delivered(t.Context(), []store.Delivery{{Outgoing: out[0].ID, Refused: true, Code: "400"}}))
		h.Play(func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
			require.Equal(t, dialog.Failed, in.Kind)
			failed++
			return s, dialog.Effects{Messages: []dialog.Message{text(dialog.LaneAnswer, "er ging iets mis")}}
		})
	}
	refuse()
	require.Equal(t, 1, failed)
	require.Equal(t, []string{"twee"}, storetest.Texts(outgoing(t, h)), "the next row goes")
	refuse()
	require.Equal(t, 2, failed)
	refuse()
	refuse()
	require.Equal(t, 2, failed, "a refused word about a refusal is the end of it")
	require.Empty(t, outgoing(t, h))
}

func TestWhoIsGoneIsLeftAloneAndTheMentorHears(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	person := h.Joins(7, mentor, store.Details{Name: "Fatima"})
	var notes []string
	hear := func() {
		h.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
			if in.Note != nil {
				notes = append(notes, fmt.Sprint(p.ID == mentor, in.Note.Key, in.Note.Name))
			}
			return s, dialog.Effects{}
		})
	}
	answers(h, 7, text(dialog.LaneAnswer, "een"), text(dialog.LaneAnswer, "twee"))
	gone := store.Delivery{Outgoing: outgoing(t, h)[0].ID, Gone: true, Code: "403"}
	require.NoError(t, h.Delivered(t.Context(), []store.Delivery{gone}))
	hear()
	require.Equal(t, []string{"truenote.unreachedFatima"}, notes)
	require.Empty(t, outgoing(t, h))
	require.Equal(t, 1, h.Count("person WHERE id = $1 AND unreachable_at IS NOT NULL", person))
	require.True(t, look(h, 1).Desk.Cases[0].Unreached)

	_, err := h.Enqueue(t.Context(), []store.Item{{Person: person, Source: store.FromCall, Ref: "1", Input: dialog.Input{Kind: dialog.Failed}}})
	require.NoError(t, err)
	h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Messages: []dialog.Message{text(dialog.LanePush, "denk aan je stap")}}
	})
	require.Zero(t, h.Count("outbox WHERE state = 'waiting'"), "nothing is heaped up for later")

	answers(h, 1, text(dialog.LaneAnswer, "voor Anne"))
	gone.Outgoing = outgoing(t, h)[0].ID
	require.NoError(t, h.Delivered(t.Context(), []store.Delivery{gone}))
	hear()
	require.Equal(t, "falsenote.unreachedAnne", notes[1], "an absent mentor: the supervisors are told")

	h.Receive(h.Says(7, "ik ben terug"))
	h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Messages: []dialog.Message{text(dialog.LaneAnswer, "welkom terug")}}
	})
	require.Equal(t, []string{"welkom terug"}, storetest.Texts(h.Sent()))
}

func TestAnAlarmHoldsBackWhatCameBefore(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	answers(h, 7, text(dialog.LaneAnswer, "hoe gaat het sparen?"), text(dialog.LanePush, "denk aan je stap"))
	h.Receive(paging(h, 7, "ik wil niet meer", risk.Suicide, risk.Now))
	require.Empty(t, outgoing(t, h), "from the moment it is received")
	h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Messages: []dialog.Message{text(dialog.LaneSafety, "bel 113"), text(dialog.LaneAnswer, "ik blijf hier")}}
	})
	require.Equal(t, []string{"bel 113", "ik blijf hier"}, storetest.Texts(h.Sent()))
	require.Equal(t, 2, h.Count("outbox WHERE state = 'dropped' AND body IS NULL"))
}

func TestDangerThatTheTalkSawIsAnAlarmToo(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	answers(h, 7, text(dialog.LaneAnswer, "van daarvoor"))
	h.Receive(h.Says(7, "ja, dat bedoel ik"))
	h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Alarm: &risk.Verdict{Outcome: risk.Page, Category: risk.Suicide, Urgency: risk.Now}, AlarmWords: "Aan doodgaan", Messages: []dialog.Message{text(dialog.LaneSafety, "bel 113")}}
	})
	out := h.Sent()
	require.Len(t, out, 2)
	require.ElementsMatch(t, []int64{2, 7}, []int64{out[0].Chat, out[1].Chat})
	require.True(t, look(h, 7).Suicide)
}

func TestUnsendTakesBackWhatNoLongerHolds(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	about := text(dialog.LanePush, "morgen: bellen")
	about.Ref = "step:3"
	answers(h, 7, about, text(dialog.LanePush, "iets anders"))
	h.Receive(h.Says(7, "laat maar"))
	h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		again := about
		again.Text = "overmorgen: bellen"
		return s, dialog.Effects{Unsend: []string{"step:3"}, Messages: []dialog.Message{again}}
	})
	require.Equal(t, []string{"iets anders", "overmorgen: bellen"}, storetest.Texts(h.Sent()))
}

func TestAHumanWhoHasTheTalkSilencesTheBot(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	person := h.Joins(7, mentor, store.Details{})
	hand := store.Hand{Organisation: h.Org, Staff: mentor, Person: person}
	answers(h, 7, text(dialog.LaneAnswer, "van de bot"))

	h.Receive(h.Says(7, "hallo"))
	g, err := h.Take(t.Context(), 8) // an answer in the making
	require.NoError(t, err)
	require.NoError(t, h.TakeOver(t.Context(), hand, false), "waits for no turn")
	_, err = g.Commit(t.Context(), []store.Outcome{{Claim: g.Claims[0], State: dialog.State{Version: 1}, Effects: dialog.Effects{
		Messages: []dialog.Message{text(dialog.LaneAnswer, "nog van de bot"), text(dialog.LaneSafety, "bel 112")}}}})
	require.NoError(t, err)
	g.Close()
	answers(h, 7, text(dialog.LaneAnswer, "weer van de bot"))
	require.Equal(t, []string{"bel 112"}, storetest.Texts(h.Sent()))

	require.NoError(t, h.GiveBack(t.Context(), hand, ""))
	answers(h, 7, text(dialog.LaneAnswer, "daar ben ik weer"))
	require.Equal(t, []string{"daar ben ik weer"}, storetest.Texts(h.Sent()))
	require.NoError(t, h.Retain(t.Context(), h.Clock.Now()))
	require.Zero(t, h.Count("outbox WHERE state = 'waiting'"), "nothing looks as if it waited")
	require.ErrorIs(t, h.TakeOver(t.Context(), store.Hand{Organisation: h.Org, Staff: mentor, Person: 999}, false), store.ErrNotFound)
}

func TestPicturesAreKnownAgain(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	picture := dialog.Message{Key: "bridge", Text: "je brug", Picture: &dialog.Picture{Format: dialog.PNG, Plan: &dialog.PlanPicture{Title: "Mijn plan"}}}
	answers(h, 7, picture)
	out := outgoing(t, h)
	require.Empty(t, out[0].PictureFileID)
	name := store.PictureHash(*out[0].Message.Picture)
	_, err := h.FileID(t.Context(), h.Bot, name)
	require.ErrorIs(t, err, store.ErrNotFound)
	require.NoError(t, h.Delivered(t.Context(), []store.Delivery{{Outgoing: out[0].ID, Sent: true, MessageID: 5, FileID: "file-1", FileHash: name}}))
	answers(h, 7, picture)
	require.Equal(t, "file-1", outgoing(t, h)[0].PictureFileID)
	known, err := h.FileID(t.Context(), h.Bot, name)
	require.NoError(t, err)
	require.Equal(t, "file-1", known)
}

func TestAnUnreadableMessageIsNotInTheWay(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	answers(h, 7, text(dialog.LaneAnswer, "een"), text(dialog.LaneAnswer, "twee"))
	h.Exec("UPDATE outbox SET body = '\\x00' WHERE n = 0")
	require.Empty(t, outgoing(t, h))
	require.Equal(t, []string{"twee"}, storetest.Texts(h.Sent()))
	require.Equal(t, 1, h.Count("outbox WHERE state = 'refused' AND code = 'unreadable'"))
}
