package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store"
)

// Invited is a link that was just made. It is shown once: only its hash is kept.
type Invited struct{ Link, Token string }

const selectBot = `
	SELECT channel, username
	FROM bot
	WHERE channel IN ('telegram', 'terminal')
	ORDER BY channel = 'telegram' DESC, id
	LIMIT 1`

// Invite makes a link for a participant of who invites.
func (db *DB) Invite(ctx context.Context, who Who, d store.Details) (in Invited, err error) {
	err = db.as(ctx, who, "inviting a participant", func(tx pgx.Tx) error {
		var channel, username string
		if err := tx.QueryRow(ctx, selectBot).Scan(&channel, &username); err != nil {
			return err
		}
		token, args, err := store.NewInvitation(db.master, who.Organisation, dialog.Participant, who.Staff, d, db.now())
		if err != nil {
			return err
		}
		in = Invited{Link: store.StartLink(channel, username) + token, Token: token}
		_, err = tx.Exec(ctx, store.InsertInvitation, args...)
		return err
	})
	return in, err
}

// Pending counts the own links that nobody used yet, and tells when the last one was made.
func (db *DB) Pending(ctx context.Context, who Who) (n int, last time.Time, err error) {
	err = db.as(ctx, who, "counting invitations", func(tx pgx.Tx) error {
		var at *time.Time
		err := tx.QueryRow(ctx, `
			SELECT count(*), max(created_at)
			FROM invitation
			WHERE by_id = desk_staff()
			  AND role = 'participant'
			  AND used_at IS NULL
			  AND expires_at > $1`, db.now()).Scan(&n, &at)
		last = moment(at, time.UTC)
		return err
	})
	return n, last, err
}
