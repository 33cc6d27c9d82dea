package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/seal"
	"stapmaat/store/storetest"
)

// fullLife leaves a trace of a person in every table that has one.
func fullLife(h *storetest.House, chat, mentorChat int64) (person int64) {
	mentor := h.Who(mentorChat)
	person = h.Joins(chat, mentor, store.Details{Name: "Zaïra", Phone: "06-99", Safety: "hond"})
	h.Receive(h.Says(chat, "ik heb schulden"))
	h.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if in.Note != nil {
			return s, dialog.Effects{Messages: []dialog.Message{{Key: "note", Text: in.Note.Name + " schrijft", Lane: dialog.LaneAnswer}}}
		}
		s.Flows = []dialog.Frame{{Flow: "story", Draft: map[string]string{"words": in.Text}}}
		return s, dialog.Effects{
			Events: []dialog.Fact{
				{Event: dialog.StoryTold{Words: in.Text}, Line: in.Text, Bare: "iets"},
				{Event: dialog.Placed{Bridge: "b", Sub: "s", Rung: 1, Words: in.Text}},
				{Event: dialog.LinkDrawn{From: "a", To: "b", Words: in.Text}},
				{Event: dialog.DreamTold{Words: in.Text}},
				{Event: dialog.GoalSet{Goal: 1, Words: in.Text}},
				{Event: dialog.StepSet{Step: 1, Goal: 1, Words: in.Text, By: dialog.ByMe}},
			},
			Timers:   []dialog.Timer{{Kind: dialog.TalkEnds, Due: p.Now.Add(time.Hour)}},
			Notes:    []dialog.Note{{To: dialog.ToMentor, Key: "note.test", Person: p.ID, Name: p.Name}},
			Messages: []dialog.Message{{Key: "echo", Text: in.Text, Lane: dialog.LaneAnswer}},
		}
	})
	h.Receive(h.Says(mentorChat, "lees"))
	h.PlayNeeding(dialog.Needs{Person: person}, storetest.Facts(dialog.LogRead{Person: person, ToEnd: true}))
	if err := h.TakeOver(context.Background(), store.Hand{Organisation: h.Org, Staff: mentor, Person: person}, false); err != nil {
		panic(err)
	}
	h.Receive(h.Says(chat, "nog iets"))
	return person
}

func TestWhoSaysNoIsDestroyedWithinTheHour(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Receive(h.Says(7, "hallo"))
	h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Events: []dialog.Fact{{Event: dialog.Refused{}}}, Messages: []dialog.Message{{Key: "bye", Text: "dag", Lane: dialog.LaneAnswer}}}
	})
	wipe := func() int {
		n, err := h.Wipe(context.Background(), h.Clock.Now(), 10)
		require.NoError(t, err)
		return n
	}
	h.Clock.Add(11 * time.Minute)
	require.Zero(t, wipe(), "the last word is still on its way")
	require.Equal(t, []string{"dag"}, storetest.Texts(h.Sent()))
	require.Equal(t, 1, wipe())
	require.Zero(t, h.Count("person")+h.Count("conversation")+h.Count("inbox")+h.Count("outbox")+h.Count("event")+h.Count("timer"))

	require.Equal(t, 1, h.Receive(h.Says(7, "toch maar")), "a new beginning")
	require.Equal(t, 1, h.Count("person WHERE role = 'unknown'"))
}

func TestAFarewellThatCannotBeSentKeepsNobody(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.Receive(h.Says(7, "hallo"))
	h.Play(func(_ dialog.Person, s dialog.State, _ dialog.Input) (dialog.State, dialog.Effects) {
		return s, dialog.Effects{Events: []dialog.Fact{{Event: dialog.Refused{}}}, Messages: []dialog.Message{{Key: "bye", Text: "dag", Lane: dialog.LaneAnswer}}}
	})
	h.Clock.Add(41 * time.Minute)
	n, err := h.Wipe(context.Background(), h.Clock.Now(), 10)
	require.NoError(t, err)
	require.Equal(t, 1, n)
}

func TestWhoJoinsAfterAllStays(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	h.ComesIn(7, dialog.Participant, 0, store.Details{})
	for _, e := range []dialog.Event{dialog.Refused{}, dialog.Consented{What: dialog.Joined, Given: true}} {
		h.Receive(h.Says(7, "x"))
		h.Play(storetest.Facts(e))
	}
	h.Clock.Add(25 * time.Hour)
	n, err := h.Wipe(context.Background(), h.Clock.Now(), 10)
	require.NoError(t, err)
	require.Zero(t, n)
	require.Zero(t, h.Count("timer WHERE kind = 'unjoined'"))
}

func TestErasingDestroysTheKeyAndTheRows(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	ctx := context.Background()
	h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bert"})
	person := fullLife(h, 7, 1)
	stay := h.Joins(8, h.Who(1), store.Details{Name: "Blijft"})
	h.Receive(paging(h, 7, "ik wil niet meer", risk.Suicide, risk.Now))
	h.Play(storetest.Nothing)
	h.Receive(h.Says(7, "wis alles"))
	h.Play(storetest.Facts(dialog.Erased{}))
	h.Sent()
	before := sealedRows(t, h, person)
	require.NotEmpty(t, before)

	n, err := h.Wipe(ctx, h.Clock.Now(), 10)
	require.NoError(t, err)
	require.Zero(t, n, "waits while an alarm is open")
	var alarm int64
	h.Scan("SELECT id FROM alarm", nil, &alarm)
	h.Ends(alarm, h.Who(1), h.Who(2))
	n, err = h.Wipe(ctx, h.Clock.Now(), 10)
	require.NoError(t, err)
	require.Equal(t, 1, n)

	for _, c := range naming(t, h) {
		if left := h.Count(fmt.Sprintf("%s WHERE %s = %d", c.table, c.column, person)); left > 0 {
			require.Contains(t, stays, c.table+"."+c.column)
		}
	}
	require.Zero(t, h.Count("alarm_sign WHERE words IS NOT NULL"))
	require.Zero(t, h.Count("outbox WHERE about_id = $1 AND body IS NOT NULL", person))
	require.Equal(t, stay, h.Who(8), "others stay")
	require.True(t, look(h, 8).Consents[dialog.Joined].Given)

	// A copy of the database from before, with the master key, opens nothing
	// without the key that is gone.
	master, err := seal.NewMaster()
	require.NoError(t, err)
	stranger, _, err := master.NewKey(seal.At("person.key", person))
	require.NoError(t, err)
	for _, sealed := range before {
		_, err := stranger.Open(sealed, seal.At("story.words"))
		require.ErrorIs(t, err, seal.ErrSealed)
	}
}

// stays are the columns that may still name a person who was destroyed: who did
// what with alarms and files, and that a link was used. They hold no words.
var stays = []string{"alarm.person_id", "alarm.taken_by", "alarm.closed_by", "alarm.care_by",
	"alarm_act.staff_id", "alarm_act.other_id", "alarm_policy.by_id", "alert.staff_id", "staff_look.staff_id", "staff_look.person_id", "setting.by_id",
	"local_number.changed_by", "local_number.confirmed_by", "audit.staff_id", "audit.person_id", "audit.other_id", "invitation.used_by", "outbox.about_id", "live_release.by_id"}

type columnName struct{ table, column string }

// naming finds every column that may name a person.
func naming(t *testing.T, h *storetest.House) []columnName {
	t.Helper()
	rows, err := h.Conn().Query(context.Background(), `
		SELECT c.table_name, c.column_name
		FROM information_schema.columns c
		JOIN information_schema.tables t USING (table_schema, table_name)
		WHERE c.table_schema = 'public'
		  AND t.table_type = 'BASE TABLE'
		  AND (c.column_name IN ('person_id', 'staff_id', 'mentor_id', 'by_id', 'used_by', 'taken_by', 'closed_by', 'care_by', 'other_id', 'changed_by', 'confirmed_by', 'owner_id', 'about_id')
		       OR (c.table_name = 'person' AND c.column_name = 'id'))`)
	require.NoError(t, err)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c columnName, err error) {
		return c, row.Scan(&c.table, &c.column)
	})
	require.NoError(t, err)
	require.Greater(t, len(all), 15)
	return all
}

func TestEveryColumnThatNamesAPersonIsWipedOrMayStay(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	wiping := strings.Join(store.Wiping(), "\n")
	for _, c := range naming(t, h) {
		if strings.Contains(c.table, "_20") || strings.HasSuffix(c.table, "_default") {
			continue // a partition: its parent is asked
		}
		name := c.table + "." + c.column
		known := strings.Contains(wiping, "FROM "+c.table+" ") || strings.Contains(wiping, "UPDATE "+c.table+" ")
		for _, s := range stays {
			known = known || s == name
		}
		require.True(t, known, "%s names people, and neither Wipe nor the list of what stays knows it", name)
	}
}

// sealedRows are all sealed values of a person.
func sealedRows(t *testing.T, h *storetest.House, person int64) [][]byte {
	t.Helper()
	rows, err := h.Conn().Query(context.Background(), `
		SELECT words FROM story WHERE person_id = $1
		UNION ALL
		SELECT payload FROM event WHERE person_id = $1
		UNION ALL
		SELECT name FROM person WHERE id = $1`, person)
	require.NoError(t, err)
	all, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	require.NoError(t, err)
	return all
}

func talkOf(h *storetest.House, person int64) (id int64) {
	h.Scan("SELECT id FROM conversation WHERE person_id = $1", []any{person}, &id)
	return id
}
