package door

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// How long somebody stays signed in: twelve hours in all, one without a request.
const (
	SessionFor  = 12 * time.Hour
	SessionIdle = time.Hour
)

// touchEvery bounds how often a session's last request is written down.
const touchEvery = time.Minute

// Way says how somebody got in.
type Way string

// The ways in.
const (
	ByChat         Way = "chat"         // a link from the bot
	ByMail         Way = "mail"         // a link by e-mail
	ByOrganisation Way = "organisation" // the organisation's own sign-in
	ByTelegram     Way = "telegram"     // the Mini App
	ByInvitation   Way = "invitation"   // the link that made the account
	ByCommand      Way = "command"      // a link from the command line
)

// Session is somebody who is in.
type Session struct {
	ID                  int64
	Organisation, Staff int64
	Role                dialog.Role
	Administrator       bool // also beside another role
	Name                string
	OrganisationName    string
	MentorWord          string // how the organisation calls a mentor
	Zone                *time.Location
}

type sessionRow struct {
	ID, Organisation, Staff int64
	Role                    dialog.Role
	Administrator           bool
	Key, Name               []byte
	OrganisationName        string
	MentorWord, Zone        string
	SeenAt                  time.Time
}

// Begin lets somebody in and gives the token for the cookie. The session that the same
// browser had before, if any, ends: a token from before never lives on after signing in.
// Whoever doesn't work there (any more) gets ErrNotFound.
func (db *DB) Begin(ctx context.Context, organisation, staff int64, way Way, device, before string) (token string, err error) {
	token = NewToken()
	err = pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error { return db.begin(ctx, tx, organisation, staff, way, device, token, before) })
	return token, notFound("beginning a session", err)
}

func (db *DB) begin(ctx context.Context, tx pgx.Tx, organisation, staff int64, way Way, device, token, before string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM staff_session WHERE token_hash = $1`, hash(before)); err != nil {
		return err
	}
	var id int64
	return tx.QueryRow(ctx, `
		INSERT INTO staff_session (organisation_id, staff_id, token_hash, way, device, created_at, seen_at, ends_at)
		SELECT p.organisation_id, p.id, @hash, @way, @device, @now, @now, @ends
		FROM person p
		WHERE p.id = @staff
		  AND p.organisation_id = @organisation
		  AND p.role IN ('mentor', 'supervisor', 'administrator')
		  AND p.erased_at IS NULL
		RETURNING id`, pgx.NamedArgs{
		"organisation": organisation, "staff": staff, "hash": hash(token), "way": way, "device": device,
		"now": db.now(), "ends": db.now().Add(SessionFor),
	}).Scan(&id)
}

const selectSession = `
	SELECT s.id, s.organisation_id AS organisation, s.staff_id AS staff, p.role, p.administrator, p.key, p.name,
	       COALESCE(NULLIF(o.called, ''), o.name) AS organisation_name, o.mentor_word, o.zone, s.seen_at
	FROM staff_session s
	JOIN person p ON p.id = s.staff_id
	             AND p.organisation_id = s.organisation_id
	JOIN organisation o ON o.id = s.organisation_id
	WHERE s.token_hash = @hash
	  AND s.ends_at > @now
	  AND s.seen_at > @idle
	  AND p.role IN ('mentor', 'supervisor', 'administrator')
	  AND p.erased_at IS NULL`

// Find gives who a token belongs to, now: a session that is over, or somebody who works
// here no longer, is ErrNotFound. A request keeps the session alive when touch is set;
// what a page asks for by itself must not.
func (db *DB) Find(ctx context.Context, token string, touch bool) (Session, error) {
	now := db.now()
	rows, _ := db.pool.Query(ctx, selectSession, pgx.NamedArgs{"hash": hash(token), "now": now, "idle": now.Add(-SessionIdle)}) // CollectExactlyOneRow tells of its error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[sessionRow])
	if err != nil {
		return Session{}, notFound("finding a session", err)
	}
	if touch && now.Sub(r.SeenAt) >= touchEvery {
		if _, err := db.pool.Exec(ctx, `UPDATE staff_session SET seen_at = $2 WHERE id = $1 AND seen_at < $2 AND ends_at > $2`, r.ID, now); err != nil {
			return Session{}, notFound("keeping a session alive", err)
		}
	}
	return db.session(r)
}

func (db *DB) session(r sessionRow) (Session, error) {
	s := Session{ID: r.ID, Organisation: r.Organisation, Staff: r.Staff, Role: r.Role, Administrator: r.Administrator,
		OrganisationName: r.OrganisationName, MentorWord: r.MentorWord}
	var err error
	if s.Zone, err = time.LoadLocation(r.Zone); err != nil {
		return Session{}, notFound("finding the time zone of an organisation", err)
	}
	if r.Name == nil {
		return s, nil
	}
	key, err := db.master.Unwrap(r.Key, seal.PersonKey(r.Staff))
	if err != nil {
		return Session{}, err
	}
	s.Name, err = key.OpenText(r.Name, seal.At("person.name", r.Staff))
	return s, err
}

// End ends the session of a token; ending one that is over is fine.
func (db *DB) End(ctx context.Context, token string) error {
	_, err := db.pool.Exec(ctx, `DELETE FROM staff_session WHERE token_hash = $1`, hash(token))
	return notFound("ending a session", err)
}
