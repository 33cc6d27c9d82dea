package store_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// label says what a column may hold. Nothing that a person typed, and nothing that
// somebody typed about her, is anything but sealed.
type label string

const (
	id     label = "id"     // of a row, a chat, a message, a content version
	enum   label = "enum"   // one of a few words of ours
	number label = "number" // counts, yes and no
	date   label = "date"
	sealed label = "sealed" // with the person's key
	master label = "master" // with the master key
	public label = "public" // anybody may know it: the organisation's name, its opening hours
	hash   label = "hash"
)

var labels = map[string]map[string]label{
	"organisation": {"id": id, "name": public, "mentor_word": public, "demo": number, "zone": enum, "opening": public, "created_at": date,
		"called": public, "closed": public, "bridge": id, "keep_words": number, "drills": enum,
		"model_on": number, "model_month_tokens": number, "model_day_tokens": number, "model_traces": number},
	"bot": {"id": id, "organisation_id": id, "channel": enum, "username": public, "token": master, "key_id": id, "next_offset": number, "created_at": date},
	"person": {"id": id, "organisation_id": id, "role": enum, "mentor_id": id, "language": enum, "zone": enum, "phone": enum, "debt_help": enum, "push_words": enum,
		"under18": number, "paused": number, "right_person": number, "digest_minute": number, "administrator": number, "bridge": id, "left_at": date, "key": master, "key_id": id, "name": sealed, "details": sealed, "dream": sealed, "bad_moment": sealed,
		"created_at": date, "invited_at": date, "joined_at": date, "wants_human_at": date, "unreachable_at": date, "erased_at": date, "wipe_at": date},
	"invitation": {"id": id, "organisation_id": id, "by_id": id, "role": enum, "token_hash": hash, "key": master, "key_id": id, "details": sealed,
		"created_at": date, "expires_at": date, "used_at": date, "used_by": id},
	"consent": {"person_id": id, "organisation_id": id, "what": enum, "given": number, "text_version": id, "at": date},
	"conversation": {"id": id, "organisation_id": id, "bot_id": id, "chat_id": id, "person_id": id, "state": sealed, "state_version": number, "talk": number,
		"created_at": date, "heard_at": date},
	"ownership": {"conversation_id": id, "organisation_id": id, "owner_id": id, "generation": number, "since": date, "wrote_at": date},
	"inbox": {"id": id, "organisation_id": id, "bot_id": id, "conversation_id": id, "about_id": id, "source": enum, "ref": id, "dedupe": id, "payload": sealed, "raw": sealed,
		"attempts": number, "received_at": date, "done_at": date, "set_aside_at": date},
	"outbox": {"id": id, "organisation_id": id, "bot_id": id, "conversation_id": id, "about_id": id, "cause_id": id, "n": number, "lane": number, "generation": number,
		"key": enum, "ref": id, "body": sealed, "state": enum, "attempts": number, "not_before": date, "code": enum, "message_id": id, "created_at": date, "ended_at": date},
	"call": {"id": id, "organisation_id": id, "conversation_id": id, "person_id": id, "cause_id": id, "number": number, "kind": enum, "generation": number, "request": sealed,
		"attempts": number, "made_at": date, "deadline_at": date, "claimed_until": date, "ended_at": date, "verdict": enum, "prompt": id, "model": id,
		"tokens_in": number, "tokens_out": number, "milliseconds": number, "use": enum, "trace": sealed},
	"model_day":    {"person_id": id, "organisation_id": id, "day": date, "tokens": number},
	"model_month":  {"organisation_id": id, "month": date, "part": number, "tokens": number},
	"model_told":   {"organisation_id": id, "what": enum, "since": date, "at": date},
	"timer":        {"person_id": id, "organisation_id": id, "kind": enum, "ref": id, "due_at": date},
	"picture_file": {"bot_id": id, "hash": hash, "file_id": id, "at": date},
	"event": {"id": id, "organisation_id": id, "person_id": id, "cause_id": id, "n": number, "kind": enum, "talk": number, "payload": sealed, "line": sealed, "bare": sealed,
		"share": enum, "shared_at": date, "mistaken": number, "at": date},
	"message":  {"organisation_id": id, "person_id": id, "cause_id": id, "edited": number, "words": sealed, "at": date},
	"story":    {"person_id": id, "cause_id": id, "n": number, "organisation_id": id, "pillar": id, "words": sealed, "mistaken": number, "at": date},
	"position": {"person_id": id, "cause_id": id, "n": number, "organisation_id": id, "bridge": id, "sub": id, "rung": number, "not_for_me": number, "words": sealed, "discussed": number, "mistaken": number, "at": date},
	"link":     {"person_id": id, "cause_id": id, "n": number, "organisation_id": id, "from_sub": id, "to_sub": id, "helps": number, "words": sealed, "mistaken": number, "at": date},
	"goal":     {"person_id": id, "number": number, "organisation_id": id, "cause_id": id, "n": number, "sub": id, "words": sealed, "state": enum, "mistaken": number, "at": date},
	"step": {"person_id": id, "number": number, "organisation_id": id, "cause_id": id, "n": number, "goal": number, "words": sealed, "day": date, "remind_at": date,
		"by_whom": enum, "found_by": enum, "state": enum, "moves": number, "mistaken": number, "at": date},
	"danger_question": {"person_id": id, "cause_id": id, "n": number, "organisation_id": id, "category": enum, "urgency": enum, "sub": enum, "words": sealed, "at": date,
		"answer": enum, "answered_at": date, "day": date},
	"risk_window": {"person_id": id, "organisation_id": id, "signs": sealed, "at": date},
	"relayed":     {"person_id": id, "cause_id": id, "n": number, "organisation_id": id, "from_staff": number, "words": sealed, "at": date, "shown_at": date},
	"appointment": {"person_id": id, "number": number, "organisation_id": id, "words": sealed, "begins_at": date, "state": enum, "at": date},
	"casework":    {"staff_id": id, "person_id": id, "organisation_id": id, "read_at": date, "human_at": date, "before_at": date, "looked_at": date},
	"alarm": {"id": id, "organisation_id": id, "person_id": id, "cause_id": id, "opened_at": date, "taken_by": id, "taken_at": date, "closed_by": id, "closed_at": date,
		"policy_id": id, "held_until": date, "care_by": id, "care_at": date, "reason": enum, "promise": sealed, "drill_id": id},
	"alarm_sign": {"alarm_id": id, "cause_id": id, "organisation_id": id, "category": enum, "urgency": enum, "words": sealed, "at": date},
	"alarm_step": {"alarm_id": id, "n": number, "organisation_id": id, "round": number, "step": number, "urgency": enum, "why": enum, "at": date, "due_at": date},
	"alarm_act":  {"id": id, "organisation_id": id, "alarm_id": id, "staff_id": id, "other_id": id, "kind": enum, "at": date},
	"alert": {"id": id, "alarm_id": id, "n": number, "cause_id": id, "staff_id": id, "organisation_id": id, "kind": enum, "channel": enum, "message_n": number,
		"state": enum, "attempts": number, "not_before": date, "code": enum, "at": date, "ended_at": date, "passed_at": date},
	"mentor_position": {"id": id, "organisation_id": id, "person_id": id, "staff_id": id, "bridge": id, "sub": id, "rung": number, "not_for_me": number, "at": date},
	"case_note":       {"id": id, "organisation_id": id, "person_id": id, "staff_id": id, "form": id, "readers": enum, "words": sealed, "at": date},
	"log_correction":  {"person_id": id, "event_id": id, "staff_id": id, "organisation_id": id, "words": sealed, "at": date},
	"alarm_policy":    {"id": id, "organisation_id": id, "by_id": id, "rules": public, "created_at": date},
	"alarm_webhook":   {"organisation_id": id, "url": master, "secret": master, "key_id": id, "created_at": date},
	"staff_address":   {"staff_id": id, "organisation_id": id, "channel": enum, "address": sealed, "since": date},
	"stand_in":        {"organisation_id": id, "mentor_id": id, "staff_id": id, "from_day": date, "to_day": date},
	"duty_hour":       {"organisation_id": id, "staff_id": id, "weekday": number, "from_minute": number, "to_minute": number},
	"watch_told":      {"what": id, "at": date},
	"drill": {"id": id, "organisation_id": id, "begun_at": date, "raised_at": date, "alerted_at": date, "taken_at": date, "closed_at": date,
		"planned_at": date, "staff": number, "failed_at": date},
	"setting": {"organisation_id": id, "section": enum, "version": number, "by_id": id, "at": date},
	"local_number": {"id": id, "organisation_id": id, "name": public, "number": public, "for_whom": public, "hours": public, "cost": public, "without_credit": number,
		"source": public, "checked_on": date, "version": number, "changed_by": id, "changed_at": date, "confirmed_by": id, "confirmed_at": date},
	"audit":         {"id": id, "organisation_id": id, "staff_id": id, "kind": enum, "what": enum, "person_id": id, "other_id": id, "alarm_id": id, "at": date},
	"staff_look":    {"id": id, "organisation_id": id, "staff_id": id, "person_id": id, "alarm_id": id, "what": enum, "at": date},
	"lookup_key":    {"purpose": enum, "key": master, "key_id": id},
	"staff_account": {"staff_id": id, "organisation_id": id, "email": sealed, "email_hash": hash, "subject_hash": hash, "changed_at": date},
	"staff_link": {"id": id, "organisation_id": id, "staff_id": id, "token_hash": hash, "browser_hash": hash, "code": id, "digits_hash": hash, "tries": number, "way": enum,
		"created_at": date, "expires_at": date, "used_at": date},
	"staff_session": {"id": id, "organisation_id": id, "staff_id": id, "token_hash": hash, "way": enum, "device": enum,
		"created_at": date, "seen_at": date, "ends_at": date},
	"organisation_sign_in": {"organisation_id": id, "issuer": public, "client_id": public, "client_secret": master, "key_id": id, "created_at": date},
	"document":             {"id": id, "organisation_id": id, "key": id, "created_at": date, "withdrawn_at": date, "withdrawn_by": id},
	"document_version": {"document_id": id, "version": number, "organisation_id": id, "markdown": public, "title": public, "state": enum, "origin": enum,
		"written_by": id, "written_at": date, "decided_by": id, "decided_at": date, "remark": public},
	"release": {"id": id, "organisation_id": id, "number": number, "state": enum, "why": enum, "embedder": id, "dimensions": number, "query_prefix": public, "passage_prefix": public,
		"nearby_index": number, "faults": public, "wanted_by": id, "wanted_at": date, "built_at": date},
	"content_told": {"organisation_id": id, "what": enum, "at": date},
	"live_release": {"organisation_id": id, "release_id": id, "since": date, "by_id": id},
	"release_document": {"release_id": id, "document_id": id, "version": number, "organisation_id": id, "key": id, "title": public, "kind": enum, "audience": enum, "pillars": public,
		"fits_when": public, "source": public, "reviewed_by": public, "checked_on": date, "valid_until": date, "pinned": enum},
	"answer":  {"person_id": id, "cause_id": id, "n": number, "organisation_id": id, "release": number, "verdict": enum, "passages": id, "scores": number, "topic": public, "words": sealed, "at": date},
	"passage": {"release_id": id, "id": id, "organisation_id": id, "document_id": id, "n": number, "heading": public, "words": public, "short": public, "questions": public, "steps": public, "embedding": public},
	"golden":  {"release_id": id, "organisation_id": id, "document_id": id, "question": public, "heading": public},
}

// types are those that a label goes with.
var types = map[label][]string{
	id: {"bigint", "text", "uuid", "text[]"}, enum: {"text"}, number: {"integer", "smallint", "bigint", "boolean", "double precision[]"}, date: {"timestamp with time zone", "date"},
	sealed: {"bytea"}, master: {"bytea"}, public: {"text", "jsonb", "text[]", "vector"}, hash: {"bytea", "text"},
}

func TestEveryColumnIsLabelled(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	rows, err := h.Conn().Query(context.Background(), `
		SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.attnotnull
		FROM pg_class c
		JOIN pg_attribute a ON a.attrelid = c.oid
		WHERE c.relnamespace = 'public'::regnamespace
		  AND c.relkind IN ('r', 'p')
		  AND NOT c.relispartition
		  AND a.attnum > 0
		  AND NOT a.attisdropped
		  AND c.relname <> 'goose_db_version'`)
	require.NoError(t, err)
	var table, column, typ string
	var notNull bool
	seen := 0
	_, err = pgx.ForEachRow(rows, []any{&table, &column, &typ, &notNull}, func() error {
		seen++
		l, ok := labels[table][column]
		require.True(t, ok, "%s.%s has no label: say what it holds", table, column)
		require.Contains(t, types[l], typ, "%s.%s is labelled %s", table, column, l)
		return nil
	})
	require.NoError(t, err)
	labelled := 0
	for _, columns := range labels {
		labelled += len(columns)
	}
	require.Equal(t, labelled, seen, "labels for columns that are gone")
	for _, table := range grows {
		require.Contains(t, labels[table], "organisation_id")
	}
}

// grows are the tables that grow with what people do.
var grows = []string{"person", "invitation", "consent", "conversation", "ownership", "inbox", "outbox", "timer", "call", "model_day", "model_month", "event", "message", "story", "position", "link", "goal", "step",
	"relayed", "appointment", "danger_question", "risk_window",
	"casework", "mentor_position", "case_note", "log_correction", "alarm", "alarm_sign", "alarm_step", "alarm_act", "alert", "staff_look", "audit", "bot",
	"staff_link", "staff_session"}

// everything reads all rows of all tables as text.
func everything(t *testing.T, h *storetest.House) []byte {
	t.Helper()
	conn := h.Conn()
	rows, err := conn.Query(context.Background(), `
		SELECT relname
		FROM pg_class
		WHERE relnamespace = 'public'::regnamespace
		  AND relkind = 'r'`)
	require.NoError(t, err)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	var all bytes.Buffer
	for _, table := range tables {
		_, err := conn.PgConn().CopyTo(context.Background(), &all, fmt.Sprintf("COPY %s TO STDOUT", table))
		require.NoError(t, err)
	}
	return all.Bytes()
}

func TestNothingThatPeopleTypeLiesOpen(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	ctx := context.Background()
	const marker = "Kwetsbaarwoord"
	h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: marker})
	h.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: marker, Phone: marker, Address: marker, Contact: marker, Language: marker, Safety: marker})
	h.Joins(7, h.Who(1), store.Details{Name: marker, Phone: marker})
	_, err := h.Invite(ctx, h.Org, dialog.Participant, h.Who(1), store.Details{Name: marker})
	require.NoError(t, err)
	_, err = h.AddBot(ctx, h.Org, store.Telegram, "123:"+marker, "een_bot")
	require.NoError(t, err)
	h.Receive(h.Says(7, marker), paging(h, 7, marker, risk.Suicide, risk.Now), h.Says(1, marker))
	h.Play(func(p dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
		if p.Role != dialog.Participant {
			return s, dialog.Effects{Messages: []dialog.Message{{Key: "note", Text: marker}}}
		}
		s.Flows = []dialog.Frame{{Flow: "story", Draft: map[string]string{"words": marker}}}
		var events []dialog.Fact
		for _, e := range []dialog.Event{dialog.NameChosen{Name: marker}, dialog.StoryTold{Words: marker}, dialog.Placed{Sub: "s", Rung: 1, Words: marker}, dialog.DreamTold{Words: marker},
			dialog.LinkDrawn{From: "a", To: "b", Words: marker}, dialog.GoalSet{Goal: 1, Words: marker}, dialog.GoalSaid{Goal: 1, Aspect: "why", Words: marker},
			dialog.StepSet{Step: 1, Goal: 1, Words: marker, By: dialog.ByOther, ByName: marker}, dialog.StepNotYet{Step: 1, Words: marker}, dialog.ContactSaved{Name: marker, Number: marker}, dialog.FollowUpChosen{At: p.Now, Words: marker}, dialog.AskedHuman{Words: marker}} {
			events = append(events, dialog.Fact{Event: e, Line: marker, Bare: marker})
		}
		return s, dialog.Effects{Events: events, Messages: []dialog.Message{{Key: "echo", Text: marker, Buttons: [][]dialog.Button{{{Label: marker}}}}},
			Notes: []dialog.Note{{To: dialog.ToMentor, Key: "note.test", Person: p.ID, Name: marker, Vars: map[string]string{"words": marker}}}}
	})
	h.Receive(h.Says(7, marker)) // and something open
	dump := bytes.ToLower(everything(t, h))
	require.NotContains(t, string(dump), "kwetsbaarwoord")
	require.NotContains(t, string(dump), hex.EncodeToString([]byte(marker)))
	require.Contains(t, string(dump), "suicide", "the dump holds what lies open")

	bots, err := h.Bots(ctx)
	require.NoError(t, err)
	require.Equal(t, "123:"+marker, bots[1].Token)
}
