package door

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/jackc/pgx/v5"
)

// A one-time link works for ten minutes, for one sign-in, in the browser that asked.
// Beside it stand digits, for who reads the message on another device than that of the
// browser; they can be tried three times.
const (
	LinkFor    = 10 * time.Minute
	mostTries  = 3
	linksAHour = 6 // to one person; more are not sent
)

// ErrTooOften says that somebody got links enough for now.
var ErrTooOften = errors.New("too many links in an hour")

// Link is a way in that was just made.
type Link struct {
	ID     int64
	Token  string // for the address
	Digits string // eight
	Code   string // shown in both places
}

// NewCode is a short sign that people compare: two letters and two digits that look like no others.
func NewCode() string {
	const letters, digits = "BCDFGHJKLMNPRSTVWXZ", "23456789"
	pick := func(of string) string { return string(of[below(len(of))]) }
	return pick(letters) + pick(letters) + "-" + pick(digits) + pick(digits)
}

func below(n int) int64 {
	x, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		panic(err) // crypto/rand never fails, see its documentation
	}
	return x.Int64()
}

// MakeLink makes one for an account and the browser that asked; browser "" (from the
// command line only) leaves it to the first browser that uses it.
func (db *DB) MakeLink(ctx context.Context, a Account, way Way, browser, code string) (Link, error) {
	l := Link{Token: NewToken(), Digits: fmt.Sprintf("%08d", below(100_000_000)), Code: code}
	lookup, err := db.lookup(ctx)
	if err != nil {
		return Link{}, err
	}
	var browserHash []byte
	if browser != "" {
		browserHash = hash(browser)
	}
	err = db.pool.QueryRow(ctx, `
		INSERT INTO staff_link (organisation_id, staff_id, token_hash, browser_hash, code, digits_hash, way, created_at, expires_at)
		SELECT @organisation, @staff, @token, @browser, @code, @digits, @way, @now, @expires
		WHERE (
		    SELECT count(*)
		    FROM staff_link l
		    WHERE l.staff_id = @staff
		      AND l.created_at > @hour
		      AND @way <> 'command') < @most
		RETURNING id`, pgx.NamedArgs{
		"organisation": a.Organisation, "staff": a.Staff, "token": hash(l.Token), "browser": browserHash, "code": code,
		"digits": lookup.Of("digits", l.Digits), "way": way, "now": db.now(), "expires": db.now().Add(LinkFor),
		"hour": db.now().Add(-time.Hour), "most": linksAHour,
	}).Scan(&l.ID)
	if errors.Is(err, pgx.ErrNoRows) {
		return Link{}, ErrTooOften
	}
	return l, notFound("making a link", err)
}

// openLink holds for a link that can be used now.
const openLink = `used_at IS NULL AND expires_at > @now`

// LinkCode tells the code of a link that can still be used. Looking uses nothing up:
// messengers open links to show a preview.
func (db *DB) LinkCode(ctx context.Context, token string) (code string, err error) {
	err = db.pool.QueryRow(ctx, `SELECT code FROM staff_link WHERE token_hash = @token AND `+openLink,
		pgx.NamedArgs{"token": hash(token), "now": db.now()}).Scan(&code)
	return code, notFound("looking at a link", err)
}

// LinkFits tells whether this browser asked for the link.
func (db *DB) LinkFits(ctx context.Context, token, browser string) (fits bool, err error) {
	err = db.pool.QueryRow(ctx, `SELECT browser_hash IS NULL OR browser_hash = @browser FROM staff_link WHERE token_hash = @token AND `+openLink,
		pgx.NamedArgs{"token": hash(token), "browser": hash(browser), "now": db.now()}).Scan(&fits)
	return fits, notFound("looking at a link", err)
}

// UseLink uses a link up and tells who is in. One that is used, over, or of another
// browser is ErrNotFound; that one is not used up by it.
func (db *DB) UseLink(ctx context.Context, token, browser string) (a Account, way Way, err error) {
	err = db.pool.QueryRow(ctx, `
		UPDATE staff_link
		SET used_at = @now
		WHERE token_hash = @token
		  AND (browser_hash IS NULL OR browser_hash = @browser)
		  AND `+openLink+`
		RETURNING organisation_id, staff_id, way`,
		pgx.NamedArgs{"token": hash(token), "browser": hash(browser), "now": db.now()}).Scan(&a.Organisation, &a.Staff, &way)
	return a, way, notFound("using a link", err)
}

type triedLink struct {
	ID, Organisation, Staff int64
	Digits                  []byte
	Way                     Way
}

// UseDigits does what UseLink does, for digits that were read elsewhere and typed in the
// browser that asked. Every guess counts, for all links that this browser asked for.
func (db *DB) UseDigits(ctx context.Context, browser, digits string) (a Account, way Way, err error) {
	lookup, err := db.lookup(ctx)
	if err != nil {
		return Account{}, "", err
	}
	typed, found := lookup.Of("digits", digits), false
	err = pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			UPDATE staff_link
			SET tries = tries + 1
			WHERE browser_hash = @browser
			  AND tries < @most
			  AND `+openLink+`
			RETURNING id, organisation_id AS organisation, staff_id AS staff, digits_hash AS digits, way`,
			pgx.NamedArgs{"browser": hash(browser), "most": mostTries, "now": db.now()}) // CollectRows tells of its error
		links, err := pgx.CollectRows(rows, pgx.RowToStructByName[triedLink])
		if err != nil {
			return err
		}
		for _, l := range links {
			if subtle.ConstantTimeCompare(l.Digits, typed) == 1 {
				a, way, found = Account{Organisation: l.Organisation, Staff: l.Staff}, l.Way, true
				_, err = tx.Exec(ctx, `UPDATE staff_link SET used_at = $2 WHERE id = $1`, l.ID, db.now())
			}
		}
		return err
	})
	if err == nil && !found {
		err = ErrNotFound
	}
	return a, way, notFound("using digits", err)
}
