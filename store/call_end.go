package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store/seal"
)

// ErrScreenWaits says that a reply may not be recorded yet: the second opinion on danger
// that was asked with it is not there, and has time left.
var ErrScreenWaits = errors.New("its screen has not ended")

// EndedCall is what came of a call.
type EndedCall struct {
	ID     int64
	Answer dialog.CallAnswer // Number, Kind and Generation are filled in from the row
	Risk   risk.Verdict      // what a screen found

	Prompt              string // name and version, "reply@3"; "" where no prompt was used
	Model               string // as the endpoint calls it
	TokensIn, TokensOut int
	Took                time.Duration
	Trace               string // what was sent and said; kept, sealed, only where the organisation wants traces
}

// Recorded tells what recording a call has set going.
type Recorded struct {
	Fresh   bool // false when it had ended already, or the person is gone
	Alerted bool // an alarm was raised or added to
}

// RecordCall ends a call: its answer goes into the inbox, what it found of danger raises an
// alarm as if it had come in by the channel, the tokens are counted and the words go, all in
// one transaction. A second time it does nothing. A heard voice message is read by screen
// like text. A reply whose screen is still under way is ErrScreenWaits.
func (db *DB) RecordCall(ctx context.Context, e EndedCall, screen Screen) (Recorded, error) {
	pipe, b, err := db.begin(ctx)
	if err != nil {
		return Recorded{}, err
	}
	defer pipe.end()
	r := &recording{ended: e, receiving: receiving{db: db, pipe: pipe, now: db.now(), source: FromCall}}
	if e.Answer.Heard != "" {
		r.screen = screen
	}
	out, err := r.record(ctx, b)
	if err != nil {
		return Recorded{}, fmt.Errorf("recording call %d: %w", e.ID, err)
	}
	return out, nil
}

// recording is one RecordCall on its way: a receive of one input.
type recording struct {
	receiving
	ended EndedCall
	call  callRow
}

// keepTalk keeps the person from being destroyed until this is committed, and comes before
// the lock of the call: Wipe takes the two in this order, too.
const keepTalk = `
	SELECT c.id
	FROM conversation c
	WHERE c.id = (SELECT k.conversation_id FROM call k WHERE k.id = $1)
	FOR KEY SHARE`

// lockItsBot makes reading the window of what somebody said one at a time, as in receiving.
const lockItsBot = `
	SELECT b.id
	FROM bot b
	WHERE b.id = (SELECT c.bot_id FROM call k JOIN conversation c ON c.id = k.conversation_id WHERE k.id = $1)
	FOR NO KEY UPDATE`

const lockCall = `
	SELECT k.kind, k.number, k.generation, k.cause_id AS cause, k.organisation_id AS organisation, k.request, o.model_traces AS traces,
	       c.bot_id AS bot, c.chat_id AS chat, c.id AS conversation, p.id AS person, p.role, p.key, COALESCE(a.id, 0) AS alarm,
	       k.kind = 'reply' AND EXISTS (
	           SELECT
	           FROM call s
	           WHERE s.cause_id = k.cause_id
	             AND s.kind = 'screen'
	             AND s.ended_at IS NULL
	             AND s.deadline_at > $2) AS screen_waits
	FROM call k
	JOIN organisation o ON o.id = k.organisation_id
	JOIN conversation c ON c.id = k.conversation_id
	JOIN person p ON p.id = k.person_id
	LEFT JOIN alarm a ON a.person_id = p.id
	                 AND a.closed_at IS NULL
	WHERE k.id = $1
	  AND k.ended_at IS NULL
	FOR NO KEY UPDATE OF k`

type callRow struct {
	chat
	Kind                     dialog.CallKind
	Number, Generation       int
	Cause, Organisation, Bot int64
	Request                  []byte
	Traces, ScreenWaits      bool
}

func (r *recording) record(ctx context.Context, b *pgx.Batch) (out Recorded, err error) {
	if open, err := r.lock(ctx, b); err != nil || !open {
		return out, err
	}
	if r.call.ScreenWaits && r.ended.Answer.Failed == "" {
		return out, ErrScreenWaits
	}
	a, err := r.arrival()
	if err != nil {
		return out, err
	}
	batch := []Arrival{a}
	if r.screen != nil {
		b = &pgx.Batch{}
		r.queueKnown(b, batch)
		if err := r.pipe.send(ctx, b); err != nil {
			return out, err
		}
		r.read(batch)
	}
	if b, err = r.insert(batch); err != nil {
		return out, err
	}
	if err := r.remember(b); err != nil {
		return out, err
	}
	if err := r.end(b); err != nil {
		return out, err
	}
	out = Recorded{Fresh: true, Alerted: r.alarming(batch)}
	if out.Alerted {
		if err := r.pipe.send(ctx, b); err != nil {
			return Recorded{}, err
		}
		if err := r.raise(ctx, batch); err != nil {
			return Recorded{}, err
		}
		b = &pgx.Batch{}
	}
	r.count(b) // last, since others of the organisation count in the same row
	if err := r.pipe.commit(ctx, b, r.db.fault, PointCallWritten); err != nil {
		return Recorded{}, err
	}
	return out, nil
}

// lock takes the call; open is false when it ended already or went with its person.
func (r *recording) lock(ctx context.Context, b *pgx.Batch) (open bool, err error) {
	b.Queue(keepTalk, r.ended.ID)
	b.Queue(lockCall, r.ended.ID, r.now).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[callRow])
		if len(found) == 1 {
			r.call, open = found[0], true
		}
		return err
	})
	if r.screen != nil {
		b.Queue(lockItsBot, r.ended.ID)
	}
	if err := r.pipe.send(ctx, b); err != nil || !open {
		return false, err
	}
	c := &r.call.chat
	if c.key, err = r.db.master.Unwrap(c.Key, keyPlace(c.Person)); err != nil {
		return false, err
	}
	r.bot, r.organisation = r.call.Bot, r.call.Organisation
	r.chats, r.known = map[int64]*chat{c.Chat: c}, map[int64]*knownRow{}
	return true, nil
}

// arrival is the input that the answer becomes. Its text is what was screened, so that an
// alarm has the words; they are kept no longer than the input is.
func (r *recording) arrival() (Arrival, error) {
	k, answer := r.call, r.ended.Answer
	answer.Number, answer.Kind, answer.Generation = k.Number, k.Kind, k.Generation
	in := dialog.Input{Kind: dialog.Answered, Call: &answer, Text: answer.Heard}
	if k.Kind == dialog.CallScreen && !staff(k.Role) {
		in.Risk = r.ended.Risk
	}
	if in.Risk.Outcome != risk.None || k.Kind == dialog.CallScreen && answer.Failed == dialog.CallRefused {
		var asked dialog.Call
		if err := k.key.OpenJSON(k.Request, requestPlace(k.Cause, k.Kind), &asked); err != nil {
			return Arrival{}, err
		}
		if asked.Screen != nil {
			in.Text = asked.Screen.Said
		}
	}
	return Arrival{Ref: strconv.FormatInt(r.ended.ID, 10), Chat: k.Chat, Input: in, At: r.now}, nil
}

const endCall = `
	UPDATE call
	SET ended_at = @now,
	    claimed_until = NULL,
	    verdict = @verdict,
	    prompt = NULLIF(@prompt, ''),
	    model = NULLIF(@model, ''),
	    tokens_in = @in,
	    tokens_out = @out,
	    milliseconds = @took,
	    trace = @trace,
	    request = CASE WHEN @traces THEN request END
	WHERE id = @id`

// verdictOK is what stands for an answer; every other verdict is a dialog.CallFail.
const verdictOK = "ok"

// end closes the row.
func (r *recording) end(b *pgx.Batch) error {
	e, k := r.ended, r.call
	verdict := verdictOK
	if e.Answer.Failed != "" {
		verdict = string(e.Answer.Failed)
	}
	var trace []byte
	if k.Traces && e.Trace != "" {
		var err error
		if trace, err = k.key.SealText(e.Trace, seal.At("call.trace", e.ID)); err != nil {
			return err
		}
	}
	b.Queue(endCall, pgx.NamedArgs{"id": e.ID, "now": r.now, "verdict": verdict, "prompt": e.Prompt, "model": e.Model, "in": e.TokensIn, "out": e.TokensOut,
		"took": e.Took.Milliseconds(), "trace": trace, "traces": k.Traces})
	return nil
}

// count adds what the call cost to the budgets.
func (r *recording) count(b *pgx.Batch) {
	tokens := r.ended.TokensIn + r.ended.TokensOut
	if tokens <= 0 {
		return
	}
	args := pgx.NamedArgs{"person": r.call.Person, "organisation": r.organisation, "now": r.now, "tokens": tokens}
	b.Queue(countDay, args)
	b.Queue(countMonth, args)
}

const selectLate = `
	SELECT id
	FROM call
	WHERE ended_at IS NULL
	  AND deadline_at < $1
	ORDER BY deadline_at
	LIMIT $2`

// lateGrace is how long after its deadline a call is left to who works on it: an answer that
// is just being recorded, and what it found, must not lose against the clock.
const lateGrace = time.Second

// EndLateCalls ends calls whose time is over, whoever worked on them, at most limit of them,
// and tells how many. Any number of processes may do it.
func (db *DB) EndLateCalls(ctx context.Context, limit int) (ended int, err error) {
	rows, _ := db.pool.Query(ctx, selectLate, db.now().Add(-lateGrace), limit) // CollectRows tells of its error
	late, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return 0, fmt.Errorf("finding calls whose time is over: %w", err)
	}
	for _, id := range late {
		out, failed := db.RecordCall(ctx, EndedCall{ID: id, Answer: dialog.CallAnswer{Failed: dialog.CallLate}}, nil)
		err = errors.Join(err, failed) // one that can't be ended keeps no other
		if out.Fresh {
			ended++
		}
	}
	return ended, err
}
