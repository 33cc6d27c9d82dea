package store

import (
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// callWithin is how long a call may take, from the commit of its turn. Then it has failed:
// the person waits for a reply, and the reply for its screen.
var callWithin = map[dialog.CallKind]time.Duration{
	dialog.CallScreen: 8 * time.Second,
	dialog.CallReply:  20 * time.Second,
	dialog.CallSumUp:  60 * time.Second,
	dialog.CallHear:   60 * time.Second,
}

// patience is how long a call of this kind may take.
func (db *DB) patience(kind dialog.CallKind) time.Duration {
	if db.callPatience > 0 {
		return db.callPatience
	}
	if d, ok := callWithin[kind]; ok {
		return d
	}
	return callWithin[dialog.CallReply]
}

// callWrite is a call as it lies, before anybody worked on it.
type callWrite struct {
	organisation, conversation, person, cause int64
	number                                    int
	kind                                      dialog.CallKind
	generation                                int
	request                                   []byte
	deadline                                  time.Time
}

// requestPlace is where the words of a call lie: what turn made it, and what it asks.
func requestPlace(cause int64, kind dialog.CallKind) seal.Place {
	return seal.At("call.request", cause).Named(string(kind))
}

// asks takes over what a turn wants done after its commit.
func (w *writes) asks(o Outcome) error {
	c := o.Claim
	for _, call := range o.Effects.Calls {
		row := callWrite{organisation: c.Organisation, conversation: c.Conversation, person: c.Person.ID, cause: c.Inbox,
			number: call.Number, kind: call.Kind, generation: c.generation, deadline: w.now.Add(w.patience(call.Kind))}
		var err error
		if row.request, err = c.key.SealJSON(call, requestPlace(c.Inbox, call.Kind)); err != nil {
			return err
		}
		w.calls = append(w.calls, row)
	}
	if o.Effects.Answer != "" && c.call != 0 {
		w.uses = append(w.uses, callUse{c.call, AnswerUse{c.Input.Call.Kind, o.Effects.Answer}})
	}
	return nil
}

// AnswerUse is what a talk made of an answer.
type AnswerUse struct {
	Kind dialog.CallKind
	Use  dialog.AnswerUse
}

type callUse struct {
	call int64
	AnswerUse
}

const insertCalls = `
	INSERT INTO call (organisation_id, conversation_id, person_id, cause_id, number, kind, generation, request, made_at, deadline_at)
	SELECT r.organisation, r.conversation, r.person, r.cause, r.number, r.kind, r.generation, r.request, $1, r.deadline
	FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::integer[], $7::text[], $8::integer[], $9::bytea[], $10::timestamptz[])
	     WITH ORDINALITY AS r (organisation, conversation, person, cause, number, kind, generation, request, deadline, place)
	ORDER BY r.place`

const recordUses = `
	UPDATE call k
	SET use = r.use
	FROM unnest($1::bigint[], $2::text[]) AS r (id, use)
	WHERE k.id = r.id`

func (w *writes) queueCalls(b *pgx.Batch) {
	if r := w.calls; len(r) > 0 {
		b.Queue(insertCalls, w.now,
			column(r, func(r callWrite) int64 { return r.organisation }),
			column(r, func(r callWrite) int64 { return r.conversation }),
			column(r, func(r callWrite) int64 { return r.person }),
			column(r, func(r callWrite) int64 { return r.cause }),
			column(r, func(r callWrite) int32 { return int32(r.number) }),
			column(r, func(r callWrite) string { return string(r.kind) }),
			column(r, func(r callWrite) int32 { return int32(r.generation) }),
			column(r, func(r callWrite) []byte { return r.request }),
			column(r, func(r callWrite) time.Time { return r.deadline }))
	}
	if r := w.uses; len(r) > 0 {
		b.Queue(recordUses,
			column(r, func(r callUse) int64 { return r.call }),
			column(r, func(r callUse) string { return string(r.Use) }))
	}
}

// answered notes which call an input answers, and whether a human had the talk in hand
// meanwhile: then nothing of it may be said, and what it found of danger counts all the same.
func (c *Claim) answered(ref string) {
	if c.Source != FromCall || c.Input.Call == nil {
		return
	}
	c.call, _ = strconv.ParseInt(ref, 10, 64)
	c.Input.Outlived = c.Input.Call.Generation != c.generation
}
