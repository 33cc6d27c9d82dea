package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func TestAMentorInvitesFromTheDesk(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	var token string
	h.Receive(h.Says(1, "nodig uit"))
	h.Play(func(p dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		token = p.Desk.FreshToken
		require.Equal(t, "/start ", p.Desk.Link)
		require.Equal(t, dialog.DigestTime{Hour: 8, Minute: 30}, p.Desk.Digest)
		return s, dialog.Effects{Events: []dialog.Fact{{Event: dialog.InvitationMade{Role: dialog.Participant, TokenHash: hashOf(token), Name: "Fatima", Phone: "06-1234"}}}}
	})
	require.Len(t, token, 43)
	seen := opened(h, 7, token)
	require.Equal(t, dialog.InvitationValid, seen.Status)
	require.Equal(t, "Fatima", seen.Name)
	require.Equal(t, "Anne", seen.Mentor)
}

// shares has a participant say lines, and share all but the last, which is bared.
func shares(h *storetest.House, chat int64, lines ...string) {
	say := func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		s.Talk.Number++
		return s, dialog.Effects{Events: []dialog.Fact{{Event: dialog.StoryTold{Words: in.Text}, Line: in.Text, Bare: "iets"}}}
	}
	for _, line := range lines {
		h.Receive(h.Says(chat, line))
		h.Play(say)
	}
	h.Receive(h.Says(chat, "deel maar"))
	h.Play(storetest.Facts(dialog.TalkOffered{}, dialog.TalkShared{}))
}

func TestTheLogHoldsWhatWasShared(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	other := h.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Cor"})
	person := h.Joins(7, mentor, store.Details{Name: "Fatima"})
	h.Joins(8, other, store.Details{Name: "Gerda"})
	var lines []string
	for i := range 23 {
		lines = append(lines, fmt.Sprint("regel ", i+1))
	}
	shares(h, 7, lines...)

	desk := lookNeeding(h, 1, dialog.Needs{Person: person}).Desk
	require.Len(t, desk.Cases, 1)
	require.Equal(t, "Fatima", desk.Cases[0].Name)
	require.Equal(t, 23, desk.Cases[0].NewLines)
	require.True(t, desk.Cases[0].Joined)
	require.True(t, desk.Focus.Sharing)
	require.Len(t, desk.Focus.Lines, 20)
	require.Equal(t, 2, desk.Focus.Pages)
	require.Equal(t, "regel 23", desk.Focus.Lines[0].Text, "newest talk first")
	require.True(t, desk.Focus.Lines[0].New)
	require.Len(t, lookNeeding(h, 1, dialog.Needs{Person: person, Page: 1}).Desk.Focus.Lines, 3)
	require.Len(t, lookNeeding(h, 1, dialog.Needs{Person: person, Whole: true}).Desk.Focus.Lines, 23)
	require.Len(t, lookNeeding(h, 7, dialog.Needs{Shared: true}).Shared, 23, "the same, to the person")
	require.Nil(t, lookNeeding(h, 2, dialog.Needs{Person: person}).Desk.Focus, "another mentor")

	h.Receive(h.Says(1, "gelezen"))
	h.Play(storetest.Facts(dialog.LogRead{Person: person, ToEnd: true}))
	require.Equal(t, 1, h.Count("staff_look WHERE staff_id = $1 AND person_id = $2 AND what = 'log'", mentor, person))
	desk = lookNeeding(h, 1, dialog.Needs{Person: person}).Desk
	require.Zero(t, desk.Cases[0].NewLines)
	require.False(t, desk.Focus.Lines[0].New)

	h.Receive(h.Says(7, "niet meer delen"))
	h.Play(storetest.Facts(dialog.Consented{What: dialog.Sharing, Given: false}))
	focus := lookNeeding(h, 1, dialog.Needs{Person: person}).Desk.Focus
	require.False(t, focus.Sharing)
	require.Empty(t, focus.Lines, "without consent nothing shows")
}

func TestSharingMovesOnlyWhatWasOffered(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	person := h.Joins(7, mentor, store.Details{})
	say := func(line, bare string) {
		h.Receive(h.Says(7, line))
		h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
			return s, dialog.Effects{Events: []dialog.Fact{{Event: dialog.StoryTold{Words: line}, Line: line, Bare: bare}}}
		})
	}
	turn := func(e ...dialog.Event) {
		h.Receive(h.Says(7, "knop"))
		h.Play(storetest.Facts(e...))
	}
	say("een", "")
	say("twee", "")
	turn(dialog.TalkOffered{})
	say("drie", "")
	p := look(h, 7)
	require.Equal(t, []bool{true, true, false}, []bool{p.Record[0].Offered, p.Record[1].Offered, p.Record[2].Offered})
	turn(dialog.TalkShared{Without: []int64{p.Record[1].Event}})
	require.Len(t, look(h, 7).Record, 1, "what came after the offer waits for the next")

	turn(dialog.TalkOffered{}, dialog.TalkWithheld{})
	say("vier", "een stap")
	say("vijf", "")
	turn(dialog.TalkOffered{})
	turn(dialog.TalkBared{})
	require.Empty(t, look(h, 7).Record)

	focus := lookNeeding(h, 1, dialog.Needs{Person: person}).Desk.Focus
	var texts []string
	for _, l := range focus.Lines {
		texts = append(texts, fmt.Sprint(l.Text, " ", l.Bare))
	}
	require.Equal(t, []string{"een false", "een stap true"}, texts)
	require.Equal(t, 3, h.Count("event WHERE share = 'withheld'"))
}

func TestAnAlarmIsTakenByOne(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	person := h.Joins(7, mentor, store.Details{Name: "Fatima", Phone: "06-1234", Safety: "hond", Language: "Tigrinya"})
	h.Receive(paging(h, 7, "ik wil niet meer", risk.Suicide, risk.Now))
	h.Play(storetest.Nothing)
	var alarm int64
	h.Scan("SELECT id FROM alarm", nil, &alarm)

	press := func(chat int64, data string, events ...dialog.Event) (card *dialog.AlarmCard) {
		h.Receive(h.Arrival(chat, dialog.Input{Kind: dialog.Pressed, Press: data}))
		h.PlayNeeding(dialog.Needs{Alarm: alarm}, func(p dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
			card = p.Desk.Alarm
			_, out := storetest.Facts(events...)(p, s, dialog.Input{})
			return s, out
		})
		return card
	}
	card := press(2, fmt.Sprintf("a:%d:pass", alarm), dialog.AlarmPassed{Alarm: alarm})
	require.Equal(t, dialog.AlarmCard{ID: alarm, Person: person, Category: "suicide", Urgency: "now", Two: true}, *card, "nothing is opened for who passes it on")
	require.Zero(t, h.Count("staff_look"))
	require.Equal(t, 0, h.Count("alert WHERE passed_at IS NOT NULL"), "who was not alerted has nothing to pass on")

	card = press(1, fmt.Sprintf("a:%d:take", alarm), dialog.AlarmTaken{Alarm: alarm})
	require.Equal(t, dialog.AlarmCard{ID: alarm, Person: person, Name: "Fatima", Phone: "06-1234", Safety: "hond", Language: "Tigrinya",
		Category: "suicide", Urgency: "now", Words: "ik wil niet meer", Two: true}, *card)
	require.Equal(t, 1, h.Count("staff_look WHERE staff_id = $1 AND person_id = $2 AND alarm_id = $3 AND what = 'details'", mentor, person, alarm))

	card = press(2, fmt.Sprintf("a:%d:take", alarm), dialog.AlarmTaken{Alarm: alarm})
	require.Equal(t, "Anne", card.TakenBy)
	require.Empty(t, card.Words)
	require.Equal(t, 1, h.Count("alarm WHERE taken_by = $1", mentor), "the first one has it")

	press(2, "x", dialog.AlarmClosed{Alarm: alarm})
	require.True(t, look(h, 7).Alarm, "only who took it closes it")
	press(1, "x", dialog.AlarmClosed{Alarm: alarm})
	require.True(t, look(h, 7).Alarm, "one alone does not close it")
	press(1, "x", dialog.AlarmConfirmed{Alarm: alarm})
	require.True(t, look(h, 7).Alarm, "nor twice the same")
	press(2, "x", dialog.AlarmConfirmed{Alarm: alarm})
	_, err := h.CloseAlarm(context.Background(), h.Org, alarm, mentor, store.Closing{Reason: "safe"})
	require.ErrorIs(t, err, store.ErrNotFound)
	require.False(t, look(h, 7).Alarm)
	require.Equal(t, dialog.AlarmCard{ID: alarm, Person: person, Closed: true}, *press(2, fmt.Sprintf("a:%d:take", alarm)))
}

func TestASignIsNeverPutOnAnAlarmThatCloses(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	h.Joins(7, 0, store.Details{})
	h.Receive(paging(h, 7, "help", risk.Medical, risk.Now))
	h.Play(storetest.Nothing)
	h.Sent()
	var alarm int64
	h.Scan("SELECT id FROM alarm", nil, &alarm)
	h.Receive(h.Says(2, "neem"))
	h.Play(storetest.Facts(dialog.AlarmTaken{Alarm: alarm}))

	h.Receive(h.Says(2, "sluit"))
	tx, err := h.Conn().Begin(t.Context()) // a receiver that is putting a sign on it
	require.NoError(t, err)
	_, err = tx.Exec(t.Context(), "SELECT id FROM alarm WHERE closed_at IS NULL FOR KEY SHARE")
	require.NoError(t, err)
	g, err := h.Take(t.Context(), 8)
	require.NoError(t, err)
	soon, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	closing := []store.Outcome{{Claim: g.Claims[0], State: dialog.State{Version: 1}, Effects: dialog.Effects{Events: []dialog.Fact{{Event: dialog.AlarmClosed{Alarm: alarm}}}}}}
	_, err = g.Commit(soon, closing)
	require.Error(t, err, "it waits for the sign")
	g.Close()
	require.NoError(t, tx.Rollback(t.Context()))
	h.Play(storetest.Facts(dialog.AlarmClosed{Alarm: alarm}))
	require.False(t, look(h, 7).Alarm)

	h.Receive(paging(h, 7, "weer", risk.Medical, risk.Now))
	require.Len(t, h.Sent(), 1, "a new alarm, with alerts of its own")
	require.Equal(t, 2, h.Count("alarm"))
}

func TestNotesFindTheirReader(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	person := h.Joins(7, mentor, store.Details{Name: "Fatima"})
	note := func(to dialog.NoteTo) (readers []int64) {
		h.Receive(h.Says(7, "x"))
		h.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
			if in.Note != nil {
				require.Equal(t, "note.test", in.Note.Key)
				require.Equal(t, person, in.Note.Person)
				readers = append(readers, p.ID)
				return s, dialog.Effects{}
			}
			return s, dialog.Effects{Notes: []dialog.Note{{To: to, Key: "note.test", Person: p.ID, Name: p.Name}}}
		})
		return readers
	}
	require.Equal(t, []int64{mentor}, note(dialog.ToMentor))
	require.Equal(t, []int64{h.Who(2)}, note(dialog.ToSupervisors))
	h.Exec("UPDATE person SET unreachable_at = now() WHERE id = $1", mentor)
	require.Equal(t, []int64{h.Who(2)}, note(dialog.ToMentor), "an absent mentor")
	require.False(t, look(h, 7).Mentor.Reached)
}

func TestStaffActForTheirOwn(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Cor"})
	person := h.Joins(7, mentor, store.Details{})
	act := func(chat int64) (got *dialog.Act) {
		h.Receive(h.Says(chat, "ja"))
		h.Play(func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
			if in.Act != nil {
				got = in.Act
				return s, dialog.Effects{}
			}
			return s, dialog.Effects{Acts: []dialog.ActFor{{Person: person, Act: dialog.Act{Staff: mentor, Name: "Anne", Kind: "step_accepted", Step: 1}}}}
		})
		return got
	}
	require.Equal(t, "step_accepted", act(1).Kind)
	require.Nil(t, act(2), "not her participant")
	require.Nil(t, act(7), "no staff")
}

func TestAskingForAHumanStandsUntilSomebodyCalls(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	person := h.Joins(7, mentor, store.Details{})
	h.Receive(h.Says(7, "ik wil een mens"))
	h.Play(storetest.Facts(dialog.AskedHuman{}, dialog.RightPerson{Right: true}))
	desk := lookNeeding(h, 1, dialog.Needs{Person: person}).Desk
	require.True(t, desk.Cases[0].WantsHuman)
	require.True(t, desk.Focus.Confirmed)
	h.Receive(h.Says(1, "ik bel"))
	h.Play(storetest.Facts(dialog.HumanTaken{Person: person}, dialog.DigestChosen{Time: dialog.DigestTime{Hour: 16, Minute: 5}}))
	desk = look(h, 1).Desk
	require.False(t, desk.Cases[0].WantsHuman)
	require.Equal(t, dialog.DigestTime{Hour: 16, Minute: 5}, desk.Digest)
}
