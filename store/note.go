package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// noteFor is a note on its way to whoever reads it.
type noteFor struct {
	ref    string // what makes it the same note when it comes again
	source Source // FromNote, or what else the store found out
	note   dialog.Note
}

// selectReaders finds, for people, the staff who hear about them.
const selectReaders = `
	SELECT p.id AS person, p.key, p.name, s.id AS staff, s.id IS NOT DISTINCT FROM p.mentor_id AS mentor, s.role = 'supervisor' AS supervises
	FROM person p
	JOIN person s ON s.organisation_id = p.organisation_id
	             AND s.role IN ('mentor', 'supervisor')
	             AND (s.id = p.mentor_id OR s.role = 'supervisor' OR s.id = ANY($2))
	JOIN conversation c ON c.person_id = s.id
	WHERE p.id = ANY($1)
	  AND s.id <> p.id
	  AND s.unreachable_at IS NULL
	ORDER BY s.id`

type reader struct {
	Person, Staff int64
	Key, Name     []byte
	Mentor        bool
	Supervises    bool
}

// address makes the inputs that notes become: for the mentor, or, when there is
// none who can be reached, for every supervisor of the organisation.
func (db *DB) address(ctx context.Context, tx querier, notes []noteFor) ([]Item, error) {
	if len(notes) == 0 {
		return nil, nil
	}
	rows, _ := tx.Query(ctx, selectReaders, column(notes, func(n noteFor) int64 { return n.note.Person }),
		column(notes, func(n noteFor) int64 { return n.note.Staff })) // CollectRows tells of its error
	readers, err := pgx.CollectRows(rows, pgx.RowToStructByName[reader])
	if err != nil {
		return nil, fmt.Errorf("finding who reads notes: %w", err)
	}
	var items []Item
	for _, n := range notes {
		for _, r := range readersOf(n.note, readers) {
			if n.note.Name == "" {
				if n.note.Name, err = db.nameOf(r.Person, r.Key, r.Name); err != nil {
					return nil, err
				}
			}
			items = append(items, Item{Person: r.Staff, Source: n.source, Ref: fmt.Sprintf("%s:%d", n.ref, r.Staff), About: n.note.Person,
				Input: dialog.Input{Kind: dialog.Noted, Note: &n.note}})
		}
	}
	return items, nil
}

func readersOf(n dialog.Note, all []reader) []reader {
	var mentor, supervisors []reader
	for _, r := range all {
		switch {
		case r.Person != n.Person:
		case n.To == dialog.ToStaff && r.Staff == n.Staff:
			return []reader{r}
		case n.To == dialog.ToStaff:
		case r.Mentor:
			mentor = append(mentor, r)
		case r.Supervises:
			supervisors = append(supervisors, r)
		}
	}
	if n.To == dialog.ToMentor && len(mentor) > 0 {
		return mentor
	}
	return supervisors
}

// nameOf opens what the bot calls somebody.
func (db *DB) nameOf(person int64, key, name []byte) (string, error) {
	if name == nil {
		return "", nil
	}
	k, err := db.master.Unwrap(key, keyPlace(person))
	if err != nil {
		return "", err
	}
	return k.OpenText(name, seal.At("person.name", person))
}
