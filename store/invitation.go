package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// invitationFor is how long a link can be used.
const invitationFor = 14 * 24 * time.Hour

// Details are what somebody gave with an invitation. They are opened only on an alarm.
type Details struct {
	Name     string `json:"name,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Address  string `json:"address,omitempty"`
	Contact  string `json:"contact,omitempty"`  // somebody to call
	Language string `json:"language,omitempty"` // as the mentor says it, for who calls
	Safety   string `json:"safety,omitempty"`
	Bridge   string `json:"bridge,omitempty"` // the version that the mentor chose; "" is what the organisation gives

	Email     string `json:"email,omitempty"`      // of a colleague, who can sign in at the desk with it
	EmailHash []byte `json:"email_hash,omitempty"` // by which that address is found again
}

// newToken is 32 random bytes as 43 characters that fit a link.
func newToken() string {
	var bytes [32]byte
	_, _ = rand.Read(bytes[:]) // never fails, see its documentation
	return base64.RawURLEncoding.EncodeToString(bytes[:])
}

func tokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

func invitationPlace(column string, hash []byte) seal.Place {
	return seal.At(column).Named(hex.EncodeToString(hash))
}

// newInvitation is a row to insert.
type newInvitation struct {
	organisation int64
	by           *int64 // nil from the command line
	role         dialog.Role
	hash         []byte
	details      Details
	at           time.Time
}

const insertInvitation = `
	INSERT INTO invitation (organisation_id, by_id, role, token_hash, key, key_id, details, created_at, expires_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

// args seals the details with a key of the invitation's own.
func (n newInvitation) args(master *seal.Master) ([]any, error) {
	key, wrapped, err := master.NewKey(invitationPlace("invitation.key", n.hash))
	if err != nil {
		return nil, err
	}
	details, err := key.SealJSON(n.details, invitationPlace("invitation.details", n.hash))
	if err != nil {
		return nil, err
	}
	return []any{n.organisation, n.by, n.role, n.hash, wrapped, master.ID(), details, n.at, n.at.Add(invitationFor)}, nil
}

// InsertInvitation keeps an invitation: its arguments come from NewInvitation.
const InsertInvitation = insertInvitation

// NewInvitation makes a link's token and what is kept of it: the token's hash, and the
// details sealed with a key of their own.
func NewInvitation(master *seal.Master, organisation int64, role dialog.Role, by int64, d Details, now time.Time) (token string, args []any, err error) {
	token = newToken()
	args, err = newInvitation{organisation: organisation, by: &by, role: role, hash: tokenHash(token), details: d, at: now}.args(master)
	return token, args, err
}

// Invite makes a link's token from the command line. by is who invites, 0 for
// nobody; a participant who comes in has that one as mentor.
func (db *DB) Invite(ctx context.Context, organisation int64, role dialog.Role, by int64, d Details) (token string, err error) {
	token = newToken()
	if d.Email != "" {
		lookup, err := OpenLookup(ctx, db.pool, db.master)
		if err != nil {
			return "", err
		}
		d.EmailHash = lookup.Email(d.Email)
	}
	n := newInvitation{organisation: organisation, role: role, hash: tokenHash(token), details: d, at: db.now()}
	if by != 0 {
		n.by = &by
	}
	args, err := n.args(db.master)
	if err == nil {
		_, err = db.pool.Exec(ctx, insertInvitation, args...)
	}
	if err != nil {
		return "", fmt.Errorf("inviting a %s to organisation %d: %w", role, organisation, err)
	}
	return token, nil
}

// invitation is a link that somebody opened, held until the turn is over: of two
// chats with one link the second waits, and then sees it used.
type invitation struct {
	ID, Organisation int64
	ByID             *int64
	Role             dialog.Role
	TokenHash        []byte
	Key, Details     []byte
	ExpiresAt        time.Time
	UsedAt           *time.Time
	ByKey, ByName    []byte

	details Details
}

const selectInvitations = `
	SELECT v.id, v.organisation_id AS organisation, v.by_id, v.role, v.token_hash, v.key, v.details, v.expires_at, v.used_at,
	       p.key AS by_key, p.name AS by_name
	FROM invitation v
	LEFT JOIN person p ON p.id = v.by_id
	WHERE v.token_hash = ANY($1)
	ORDER BY v.id
	FOR NO KEY UPDATE OF v`

// invitations looks up the links that this group's people opened. A second claim
// with the same link leaves the group: it must see what the first makes of it.
func (g *Group) invitations(ctx context.Context) error {
	opened := map[string]*Claim{}
	var kept []*Claim
	var hashes [][]byte
	for _, c := range g.Claims {
		if c.Err == nil && c.Input.Kind == dialog.Started && c.Input.Token != "" {
			hash := tokenHash(c.Input.Token)
			if opened[string(hash)] != nil {
				continue
			}
			opened[string(hash)] = c
			hashes = append(hashes, hash)
			c.Input.Invitation = &dialog.Invitation{Status: dialog.InvitationWrong}
		}
		kept = append(kept, c)
	}
	g.Claims = kept
	if len(hashes) == 0 {
		return nil
	}
	rows, _ := g.pipe.conn.Query(ctx, selectInvitations, hashes) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByNameLax[invitation])
	if err != nil {
		return fmt.Errorf("reading invitations: %w", err)
	}
	for _, v := range found {
		c := opened[string(v.TokenHash)]
		if v.Organisation == c.Organisation { // else a link of somebody else's bot: there is no such link here
			c.Err = c.invite(g.db, v, g.now)
		}
	}
	return nil
}

func (c *Claim) invite(db *DB, v *invitation, now time.Time) error {
	known := &dialog.Invitation{ID: v.ID, Role: v.Role, Status: dialog.InvitationValid}
	c.Input.Invitation, c.invitation = known, v
	switch {
	case v.UsedAt != nil:
		known.Status = dialog.InvitationUsed
		return nil
	case !now.Before(v.ExpiresAt) || v.Key == nil:
		known.Status = dialog.InvitationExpired
		return nil
	}
	key, err := db.master.Unwrap(v.Key, invitationPlace("invitation.key", v.TokenHash))
	if err != nil {
		return err
	}
	if err := key.OpenJSON(v.Details, invitationPlace("invitation.details", v.TokenHash), &v.details); err != nil {
		return err
	}
	known.Name = v.details.Name
	if v.ByID != nil {
		known.Mentor, err = db.nameOf(*v.ByID, v.ByKey, v.ByName)
	}
	return err
}

var errUnusable = errors.New("the engine used an invitation that can't be used")
