package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/store/seal"
)

// Correction is how the mentor understood a line of the log: it stands beside the line,
// which stays as it is.
type Correction struct {
	Words string
	At    time.Time
}

const selectCorrections = `
	SELECT event_id, words, at
	FROM log_correction
	WHERE person_id = $1
	  AND staff_id = desk_staff()`

func correctionPlace(person, event, staff int64) seal.Place {
	return seal.At("log_correction.words", person, event, staff)
}

func (p *Participant) corrections(b *pgx.Batch) {
	b.Queue(selectCorrections, p.Person).Query(func(rows pgx.Rows) error {
		type row struct {
			EventID int64
			Words   []byte
			At      time.Time
		}
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[row])
		for _, r := range found {
			words, err := p.key.OpenText(r.Words, correctionPlace(p.Person, r.EventID, p.looks))
			if err != nil {
				return err
			}
			p.Corrections[r.EventID] = Correction{words, r.At.In(p.zone())}
		}
		return err
	})
}

// upsertCorrection keeps one for a line that was shared, and for no other.
const upsertCorrection = `
	INSERT INTO log_correction (person_id, event_id, staff_id, organisation_id, words, at)
	SELECT e.person_id, e.id, @staff, e.organisation_id, @words, @now
	FROM event e
	WHERE e.person_id = @person
	  AND e.id = @event
	  AND e.share IN ('shared', 'bare')
	  AND NOT e.mistaken
	ON CONFLICT (person_id, event_id, staff_id) DO UPDATE
	SET words = EXCLUDED.words,
	    at = EXCLUDED.at`

// Correct keeps the mentor's words beside a line of the log; without words it takes them away.
func (db *DB) Correct(ctx context.Context, who Who, person, event int64, words string) error {
	return db.as(ctx, who, "correcting a line of the log", func(tx pgx.Tx) error {
		key, err := db.keyOf(ctx, tx, person)
		if err != nil {
			return err
		}
		if words == "" {
			_, err = tx.Exec(ctx, `DELETE FROM log_correction WHERE person_id = $1 AND event_id = $2 AND staff_id = $3`, person, event, who.Staff)
			return err
		}
		sealed, err := key.SealText(words, correctionPlace(person, event, who.Staff))
		if err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, upsertCorrection, pgx.NamedArgs{"person": person, "event": event, "staff": who.Staff, "words": sealed, "now": db.now()})
		if err == nil && tag.RowsAffected() == 0 {
			err = ErrNotFound
		}
		return err
	})
}
