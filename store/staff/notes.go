package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/store/seal"
)

// Note is what somebody of the staff wrote down about a participant.
type Note struct {
	ID     int64
	Staff  int64
	By     string // first name
	Mine   bool
	Shared bool // for whoever may open the participant's page; else for the writer alone
	Words  string
	At     time.Time
}

const selectNotes = `
	SELECT n.id, n.staff_id AS staff, n.staff_id = desk_staff() AS mine, n.form::text AS form, n.readers = 'colleagues' AS shared, n.words, n.at,
	       s.key, s.name
	FROM case_note n
	LEFT JOIN person s ON s.id = n.staff_id
	WHERE n.person_id = $1
	ORDER BY n.id DESC
	LIMIT 100`

type noteRow struct {
	ID, Staff int64
	Mine      bool
	Form      string
	Shared    bool
	Words     []byte
	At        time.Time
	Key, Name []byte
}

func notePlace(person int64, form string) seal.Place {
	return seal.At("case_note.words", person).Named(form)
}

func (p *Participant) notes(db *DB, b *pgx.Batch) {
	b.Queue(selectNotes, p.Person).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[noteRow])
		for _, r := range found {
			n := Note{ID: r.ID, Staff: r.Staff, Mine: r.Mine, Shared: r.Shared, At: r.At.In(p.zone())}
			if n.Words, err = p.key.OpenText(r.Words, notePlace(p.Person, r.Form)); err != nil {
				return err
			}
			if n.By, err = db.name(r.Staff, r.Key, r.Name); err != nil {
				return err
			}
			p.Notes = append(p.Notes, n)
		}
		return err
	})
}

// selectKey finds a participant whose pages may be opened, with the key that seals what
// is written about her. The row-level policies decide; without the role a colleague would do.
const selectKey = `
	SELECT key
	FROM person
	WHERE id = $1
	  AND role = 'participant'
	  AND erased_at IS NULL
	  AND id = ANY ((SELECT desk_people())::bigint[])`

func (db *DB) keyOf(ctx context.Context, tx pgx.Tx, person int64) (seal.Key, error) {
	var wrapped []byte
	if err := tx.QueryRow(ctx, selectKey, person).Scan(&wrapped); err != nil {
		return seal.Key{}, err
	}
	return db.key(person, wrapped)
}

// MayOpen gives nil when who may open the pages of a participant, else ErrNotFound.
func (db *DB) MayOpen(ctx context.Context, who Who, person int64) error {
	return db.as(ctx, who, "looking whose participant this is", func(tx pgx.Tx) error {
		_, err := db.keyOf(ctx, tx, person)
		return err
	})
}

const insertNote = `
	INSERT INTO case_note (organisation_id, person_id, staff_id, form, readers, words, at)
	VALUES (@organisation, @person, @staff, @form, @readers, @words, @now)
	ON CONFLICT (person_id, form) DO NOTHING`

// AddNote keeps a note about a participant. form is the number of the form it came on,
// a UUID: sent twice it is one note.
func (db *DB) AddNote(ctx context.Context, who Who, person int64, form, words string, colleagues bool) error {
	return db.as(ctx, who, "keeping a note", func(tx pgx.Tx) error {
		key, err := db.keyOf(ctx, tx, person)
		if err != nil {
			return err
		}
		sealed, err := key.SealText(words, notePlace(person, form))
		if err != nil {
			return err
		}
		readers := "me"
		if colleagues {
			readers = "colleagues"
		}
		_, err = tx.Exec(ctx, insertNote, pgx.NamedArgs{"organisation": who.Organisation, "person": person, "staff": who.Staff, "form": form,
			"readers": readers, "words": sealed, "now": db.now()})
		return err
	})
}

// RemoveNote takes an own note away. One that is gone already is fine.
func (db *DB) RemoveNote(ctx context.Context, who Who, person, note int64) error {
	return db.as(ctx, who, "removing a note", func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM case_note WHERE id = $1 AND person_id = $2 AND staff_id = $3`, note, person, who.Staff)
		return err
	})
}
