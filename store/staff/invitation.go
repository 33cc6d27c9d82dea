package staff

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/seal"
)

// Invitation is a link to a colleague that was not used yet.
type Invitation struct {
	ID        int64
	Role      dialog.Role
	Name      string
	Email     string
	ExpiresAt time.Time
}

// ColleagueLink is an invitation that was just made. It is shown once: only its hash is kept.
type ColleagueLink struct {
	Token string
	Chat  string // the link into the bot, "" when the organisation has no bot
}

const selectBots = `
	SELECT channel, username
	FROM bot
	WHERE channel = 'telegram'
	ORDER BY id
	LIMIT 1`

// InviteColleague makes a link for a mentor, a supervisor or an administrator, that works
// once and for fourteen days. Only an administrator may invite one: Refused "administrators_only".
func (db *DB) InviteColleague(ctx context.Context, who Who, role dialog.Role, name, email string) (link ColleagueLink, err error) {
	err = db.as(ctx, who, "inviting a colleague", func(tx pgx.Tx) error {
		if role == dialog.Administrator {
			var may bool
			if err := tx.QueryRow(ctx, `SELECT desk_is('administrator')`).Scan(&may); err != nil {
				return err
			}
			if !may {
				return &Refused{"administrators_only"}
			}
		}
		details := store.Details{Name: name, Email: seal.NormalEmail(email)}
		if details.Email != "" {
			var err error
			if details.EmailHash, err = db.EmailHash(ctx, tx, details.Email); err != nil {
				return err
			}
		}
		token, args, err := store.NewInvitation(db.master, who.Organisation, role, who.Staff, details, db.now())
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, store.InsertInvitation, args...); err != nil {
			return err
		}
		link.Token = token
		rows, _ := tx.Query(ctx, selectBots) // ForEachRow tells of its error
		var channel, username string
		if _, err := pgx.ForEachRow(rows, []any{&channel, &username}, func() error {
			link.Chat = store.StartLink(channel, username) + token
			return nil
		}); err != nil {
			return err
		}
		return db.audit(ctx, tx, who, entry{kind: KindInvite, what: string(role)})
	})
	return link, err
}

type invitationRow struct {
	ID                      int64
	Role                    dialog.Role
	TokenHash, Key, Details []byte
	ExpiresAt               time.Time
}

// links are the invitations of colleagues that can still be used.
func (db *DB) links(ctx context.Context, tx pgx.Tx, who Who) (all []Invitation, err error) {
	rows, _ := tx.Query(ctx, `
		SELECT id, role, token_hash, key, details, expires_at
		FROM invitation
		WHERE organisation_id = $1
		  AND role <> 'participant'
		  AND used_at IS NULL
		  AND key IS NOT NULL
		  AND expires_at > $2
		ORDER BY id`, who.Organisation, db.now()) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[invitationRow])
	if err != nil {
		return nil, err
	}
	for _, r := range found {
		at := func(column string) seal.Place { return seal.At(column).Named(hex.EncodeToString(r.TokenHash)) }
		key, err := db.master.Unwrap(r.Key, at("invitation.key"))
		if err != nil {
			return nil, err
		}
		var d store.Details
		if err := key.OpenJSON(r.Details, at("invitation.details"), &d); err != nil {
			return nil, err
		}
		all = append(all, Invitation{ID: r.ID, Role: r.Role, Name: d.Name, Email: d.Email, ExpiresAt: r.ExpiresAt})
	}
	return all, nil
}

// EndInvitation makes a colleague's link useless.
func (db *DB) EndInvitation(ctx context.Context, who Who, id int64) error {
	return db.as(ctx, who, "taking an invitation back", func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, `
			UPDATE invitation
			SET expires_at = @now
			WHERE organisation_id = @organisation
			  AND id = @id
			  AND role <> 'participant'
			  AND used_at IS NULL`, pgx.NamedArgs{"organisation": who.Organisation, "id": id, "now": db.now()})
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return ErrNotFound
		}
		return db.audit(ctx, tx, who, entry{kind: KindUninvite})
	})
}
