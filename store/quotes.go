package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// withdrawnCode is why a message with words of an approved passage was not sent.
const withdrawnCode = "withdrawn"

// selectWithdrawn finds messages that quote what may not be said any more: not in the
// live release, withdrawn, or past its date. A message made a second before a withdrawal
// is kept back like any other.
const selectWithdrawn = `
	SELECT DISTINCT r.place
	FROM unnest($1::bigint[], $2::text[], $3::integer[]) AS r (conversation, passage, place)
	WHERE NOT EXISTS (
	    SELECT
	    FROM conversation c
	    JOIN organisation o ON o.id = c.organisation_id
	    JOIN live_release l ON l.organisation_id = c.organisation_id
	    JOIN passage p ON p.release_id = l.release_id
	                  AND p.id = r.passage
	    JOIN release_document d ON d.release_id = l.release_id
	                           AND d.document_id = p.document_id
	    JOIN document w ON w.id = p.document_id
	    JOIN document_version v ON v.document_id = p.document_id
	                           AND v.version = d.version
	                           AND v.decided_at > COALESCE(w.withdrawn_at, '-infinity')
	    WHERE c.id = r.conversation
	      AND (d.valid_until IS NULL OR d.valid_until > ($4::timestamptz AT TIME ZONE o.zone)::date))`

// keepBack takes out what quotes passages that may not be said any more, and records it
// as refused: the talk then says that the text was replaced.
func (db *DB) keepBack(ctx context.Context, out []Outgoing) ([]Outgoing, error) {
	var talks []int64
	var passages []string
	var places []int32
	for i, o := range out {
		for _, q := range o.Message.Quotes {
			talks, passages, places = append(talks, o.Conversation), append(passages, q), append(places, int32(i))
		}
	}
	if len(passages) == 0 {
		return out, nil
	}
	rows, _ := db.pool.Query(ctx, selectWithdrawn, talks, passages, places, db.now()) // CollectRows tells of its error
	gone, err := pgx.CollectRows(rows, pgx.RowTo[int32])
	if err != nil {
		return nil, fmt.Errorf("looking whether quoted passages still stand: %w", err)
	}
	if len(gone) == 0 {
		return out, nil
	}
	back := make(map[int32]bool, len(gone))
	var kept []Outgoing
	var refused []Delivery
	for _, place := range gone {
		back[place] = true
	}
	for i, o := range out {
		if back[int32(i)] {
			refused = append(refused, Delivery{Outgoing: o.ID, Refused: true, Code: withdrawnCode})
			continue
		}
		kept = append(kept, o)
	}
	return kept, db.Delivered(ctx, refused)
}
