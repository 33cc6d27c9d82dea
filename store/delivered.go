package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Delivery is what came of one attempt to send. Exactly one of Sent, Refused, Gone
// holds, or none: then it is tried again at RetryAt.
type Delivery struct {
	Outgoing  int64
	Sent      bool
	MessageID int64
	FileID    string // what the channel calls the picture or file from now on
	FileHash  string // and what we call it: PictureHash
	RetryAt   time.Time
	Refused   bool   // this message can't be sent; the next may
	Gone      bool   // this person can't be reached
	Code      string // "403", for people to read
}

// Keys of the notes that the store itself writes.
const (
	NoteUnreached = "note.unreached" // somebody blocked the bot
	NoteSetAside  = "note.set_aside" // an input could not be dealt with
)

const recordSent = `
	UPDATE outbox o
	SET state = 'sent',
	    message_id = NULLIF(r.message, 0),
	    ended_at = $1,
	    attempts = o.attempts + 1,
	    not_before = NULL
	FROM unnest($2::bigint[], $3::bigint[]) AS r (id, message)
	WHERE o.id = r.id
	  AND o.state IN ('waiting', 'dropped')
	RETURNING o.id, o.bot_id`

const recordRetry = `
	UPDATE outbox o
	SET attempts = LEAST(o.attempts + 1, 1000),
	    not_before = r.at,
	    code = NULLIF(r.code, '')
	FROM unnest($1::bigint[], $2::timestamptz[], $3::text[]) AS r (id, at, code)
	WHERE o.id = r.id
	  AND o.state = 'waiting'`

const insertFiles = `
	INSERT INTO picture_file (bot_id, hash, file_id, at)
	SELECT DISTINCT ON (o.bot_id, r.hash) o.bot_id, r.hash, r.file, $1
	FROM unnest($2::bigint[], $3::text[], $4::text[]) AS r (id, hash, file)
	JOIN outbox o ON o.id = r.id
	ON CONFLICT (bot_id, hash) DO UPDATE
	SET file_id = EXCLUDED.file_id,
	    at = EXCLUDED.at`

// Delivered records what came of a batch, all at once. A refused message tells
// its talk; somebody who is gone is not written to any more, and the mentor is told.
func (db *DB) Delivered(ctx context.Context, batch []Delivery) error {
	d := sorted(batch)
	pipe, b, err := db.begin(ctx)
	if err != nil {
		return err
	}
	defer pipe.end()
	now := db.now()
	if len(d.sent) > 0 {
		b.Queue(recordSent, now, column(d.sent, outgoing), column(d.sent, func(d Delivery) int64 { return d.MessageID }))
	}
	if len(d.files) > 0 {
		b.Queue(insertFiles, now, column(d.files, outgoing), column(d.files, func(d Delivery) string { return d.FileHash }),
			column(d.files, func(d Delivery) string { return d.FileID }))
	}
	if len(d.again) > 0 {
		b.Queue(recordRetry, column(d.again, outgoing), column(d.again, func(d Delivery) time.Time { return d.RetryAt }),
			column(d.again, func(d Delivery) string { return d.Code }))
	}
	if len(d.failed) > 0 {
		if err := db.refuse(ctx, pipe, b, d.failed); err != nil {
			return fmt.Errorf("recording %d refused messages: %w", len(d.failed), err)
		}
		b = &pgx.Batch{}
	}
	if err := pipe.commit(ctx, b, nil, ""); err != nil {
		return fmt.Errorf("recording %d sent messages: %w", len(batch), err)
	}
	return nil
}

func outgoing(d Delivery) int64 { return d.Outgoing }

// deliveries by what came of them.
type deliveries struct{ sent, files, again, failed []Delivery }

func sorted(batch []Delivery) (d deliveries) {
	for _, x := range batch {
		switch {
		case x.Sent:
			d.sent = append(d.sent, x)
			if x.FileID != "" && x.FileHash != "" {
				d.files = append(d.files, x)
			}
		case x.Refused, x.Gone:
			d.failed = append(d.failed, x)
		default:
			d.again = append(d.again, x)
		}
	}
	return d
}
