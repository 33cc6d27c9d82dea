package library

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Why a release was made.
type Why string

// The reasons.
const (
	BecauseStarter   Why = "starter"
	BecauseApproved  Why = "approved"
	BecauseWithdrawn Why = "withdrawn"
	BecauseExpired   Why = "expired"
)

// Release is one numbered, unchangeable set of approved versions.
type Release struct {
	ID, Organisation int64
	Number           int
	State            string // "wanted", "ready", "failed"
	Why              Why
	Embedder         string
	Dimensions       int
	QueryPrefix      string
	PassagePrefix    string
	Faults           []string // what kept it from being ready
	WantedBy         int64
	WantedAt         time.Time
	BuiltAt          time.Time // zero while it is wanted
	Live             bool
}

// lockNumbers makes the releases of one organisation be numbered one at a time.
const lockNumbers = `
	SELECT
	FROM organisation
	WHERE id = @organisation
	FOR NO KEY UPDATE`

const insertRelease = `
	INSERT INTO release (organisation_id, number, state, why, wanted_by, wanted_at)
	SELECT @organisation, COALESCE(max(number), 0) + 1, 'wanted', @why, NULLIF(@by, 0), @now
	FROM release
	WHERE organisation_id = @organisation
	RETURNING id, number`

// Want asks for a release of what is approved now; Build makes it.
func (db *DB) Want(ctx context.Context, organisation int64, why Why, by int64) (r Release, err error) {
	err = db.inTx(ctx, "wanting a release", func(tx pgx.Tx) error {
		r, err = db.want(ctx, tx, organisation, why, by)
		return err
	})
	return r, err
}

func (db *DB) want(ctx context.Context, tx pgx.Tx, organisation int64, why Why, by int64) (Release, error) {
	r := Release{Organisation: organisation, State: "wanted", Why: why, WantedBy: by, WantedAt: db.now()}
	args := pgx.NamedArgs{"organisation": organisation, "why": why, "by": by, "now": r.WantedAt}
	if _, err := tx.Exec(ctx, lockNumbers, args); err != nil {
		return r, err
	}
	return r, tx.QueryRow(ctx, insertRelease, args).Scan(&r.ID, &r.Number)
}

const selectReleases = `
	SELECT r.id, r.organisation_id AS organisation, r.number, r.state, r.why, r.embedder, r.dimensions, r.query_prefix, r.passage_prefix, r.faults,
	       COALESCE(r.wanted_by, 0) AS wanted_by, r.wanted_at, COALESCE(r.built_at, '0001-01-01Z') AS built_at, l.release_id IS NOT NULL AS live
	FROM release r
	LEFT JOIN live_release l ON l.release_id = r.id`

type releaseRow struct {
	ID, Organisation           int64
	Number                     int
	State                      string
	Why                        Why
	Embedder                   string
	Dimensions                 int
	QueryPrefix, PassagePrefix string
	Faults                     []byte
	WantedBy                   int64
	WantedAt, BuiltAt          time.Time
	Live                       bool
}

func (db *DB) releases(ctx context.Context, where string, args ...any) ([]Release, error) {
	rows, _ := db.pool.Query(ctx, selectReleases+where, args...) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[releaseRow])
	if err != nil {
		return nil, fmt.Errorf("reading releases: %w", err)
	}
	all := make([]Release, len(found))
	for i, f := range found {
		all[i] = Release{ID: f.ID, Organisation: f.Organisation, Number: f.Number, State: f.State, Why: f.Why, Embedder: f.Embedder, Dimensions: f.Dimensions,
			QueryPrefix: f.QueryPrefix, PassagePrefix: f.PassagePrefix, WantedBy: f.WantedBy, WantedAt: f.WantedAt, BuiltAt: f.BuiltAt, Live: f.Live}
		if err := json.Unmarshal(f.Faults, &all[i].Faults); err != nil {
			return nil, fmt.Errorf("reading release %d: %w", f.ID, err)
		}
	}
	return all, nil
}

// Releases lists the releases of an organisation, newest first.
func (db *DB) Releases(ctx context.Context, organisation int64) ([]Release, error) {
	return db.releases(ctx, ` WHERE r.organisation_id = $1 ORDER BY r.number DESC`, organisation)
}

// Live is the release that an organisation's people read; ErrNotFound when there is none.
func (db *DB) Live(ctx context.Context, organisation int64) (Release, error) {
	all, err := db.releases(ctx, ` WHERE l.organisation_id = $1`, organisation)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("looking for the live release of organisation %d: %w", organisation, ErrNotFound)
	}
	if err != nil {
		return Release{}, err
	}
	return all[0], nil
}

const point = `
	INSERT INTO live_release (organisation_id, release_id, since, by_id)
	SELECT r.organisation_id, r.id, @now, NULLIF(@by, 0)
	FROM release r
	WHERE r.organisation_id = @organisation
	  AND r.number = @number
	  AND r.state = 'ready'
	ON CONFLICT (organisation_id) DO UPDATE
	SET release_id = EXCLUDED.release_id,
	    since = EXCLUDED.since,
	    by_id = EXCLUDED.by_id`

// RollBack makes an earlier release live again, or a later one: only the pointer moves.
// What was withdrawn since stays out of reach. ErrState when there is no such ready release.
func (db *DB) RollBack(ctx context.Context, organisation int64, number int, by int64) error {
	return db.inTx(ctx, fmt.Sprintf("making release %d live", number), func(tx pgx.Tx) error {
		return db.point(ctx, tx, organisation, number, by)
	})
}

func (db *DB) point(ctx context.Context, tx pgx.Tx, organisation int64, number int, by int64) error {
	tag, err := tx.Exec(ctx, point, pgx.StrictNamedArgs{"organisation": organisation, "number": number, "by": by, "now": db.now()})
	if err == nil && tag.RowsAffected() == 0 {
		err = ErrState
	}
	return err
}
