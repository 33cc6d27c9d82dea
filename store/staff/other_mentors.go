package staff

import (
	"context"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// OtherMentor is a colleague to hand a participant over to.
type OtherMentor struct {
	ID   int64
	Name string
}

// Mentors are the other mentors of the organisation, to hand a participant over to.
func (db *DB) Mentors(ctx context.Context, who Who) (all []OtherMentor, err error) {
	err = db.as(ctx, who, "reading the mentors", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT id, key, name
			FROM person
			WHERE role = $1
			  AND id <> desk_staff()
			ORDER BY id`, dialog.MentorRole) // CollectRows tells of its error
		type row struct {
			ID        int64
			Key, Name []byte
		}
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[row])
		for _, r := range found {
			name, err := db.name(r.ID, r.Key, r.Name)
			if err != nil {
				return err
			}
			all = append(all, OtherMentor{r.ID, name})
		}
		return err
	})
	return all, err
}

// Hands are the colleagues who can take an alarm over: mentors and supervisors, without who looks.
func (db *DB) Hands(ctx context.Context, who Who) (all []OtherMentor, err error) {
	err = db.as(ctx, who, "reading who can take an alarm", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT id, key, name
			FROM person
			WHERE role IN ('mentor', 'supervisor')
			  AND id <> desk_staff()
			ORDER BY id`) // CollectRows tells of its error
		type row struct {
			ID        int64
			Key, Name []byte
		}
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[row])
		for _, r := range found {
			name, err := db.name(r.ID, r.Key, r.Name)
			if err != nil {
				return err
			}
			all = append(all, OtherMentor{r.ID, name})
		}
		return err
	})
	return all, err
}
