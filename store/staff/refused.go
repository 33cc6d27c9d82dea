package staff

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
)

// Refused says why something can't be done as asked, in one word that the desk has a
// sentence for: "last_administrator", "has_cases", "overlaps", …
type Refused struct{ Why string }

func (r *Refused) Error() string { return "refused: " + r.Why }

// refused turns what the database says into why, for functions of ours (P0001 with one
// word as its message) and for constraints that are named here.
func refused(err error, constraints ...string) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return err
	}
	if pg.Code == "P0001" {
		return &Refused{pg.Message}
	}
	for i := 0; i+1 < len(constraints); i += 2 {
		if pg.ConstraintName == constraints[i] {
			return &Refused{constraints[i+1]}
		}
	}
	return err
}
