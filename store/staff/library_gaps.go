package staff

import (
	"context"

	"github.com/jackc/pgx/v5"

	"stapmaat/store/library"
)

// ReadGaps lists what people asked without getting a good answer, grouped. Nobody at the
// desk can find out who asked: the columns that say so are not granted.
func (db *DB) ReadGaps(ctx context.Context, who Who) (all []library.Gap, err error) {
	err = db.as(ctx, who, "reading questions without an answer", func(tx pgx.Tx) error {
		all, err = library.ReadGaps(ctx, tx, who.Organisation, db.now().Add(-library.GapsSince))
		return err
	})
	return all, err
}
