package staff

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/store/library"
)

// Release is one numbered set of texts, as the desk lists it.
type Release struct {
	ID         int64
	Number     int
	State      string // "wanted", "ready", "failed"
	Why        library.Why
	Faults     []string // golden questions that did not find their document: "key: question"
	WantedName string   // "" for the program itself
	WantedAt   time.Time
	BuiltAt    time.Time // zero while it is being made
	Live       bool
	Since      time.Time // from when it is live
	Documents  int
}

type releaseRow struct {
	ID                    int64
	Number                int
	State                 string
	Why                   library.Why
	Faults                []byte
	WantedBy              int64
	WantedAt              time.Time
	BuiltAt, Since        *time.Time
	Documents             int
	WantedKey, WantedName []byte
}

// releasesShown is how many releases the desk lists.
const releasesShown = 20

const selectReleases = `
	SELECT r.id, r.number, r.state, r.why, r.faults, COALESCE(r.wanted_by, 0) AS wanted_by, r.wanted_at, r.built_at, l.since,
	       (SELECT count(*) FROM release_document d WHERE d.release_id = r.id) AS documents, p.key AS wanted_key, p.name AS wanted_name
	FROM release r
	LEFT JOIN live_release l ON l.release_id = r.id
	LEFT JOIN person p ON p.id = r.wanted_by
	WHERE r.organisation_id = $1
	ORDER BY l.release_id IS NULL, r.number DESC
	LIMIT $2`

// ReadReleases lists the live release and then the newest ones.
func (db *DB) ReadReleases(ctx context.Context, who Who) (all []Release, err error) {
	err = db.as(ctx, who, "reading releases", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, selectReleases, who.Organisation, releasesShown) // CollectRows tells of its error
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[releaseRow])
		if err != nil {
			return err
		}
		names := names{db: db, known: map[int64]string{}}
		for _, r := range found {
			one := Release{ID: r.ID, Number: r.Number, State: r.State, Why: r.Why, WantedName: names.of(r.WantedBy, r.WantedKey, r.WantedName), WantedAt: r.WantedAt,
				BuiltAt: value(r.BuiltAt), Live: r.Since != nil, Since: value(r.Since), Documents: r.Documents}
			if err := json.Unmarshal(r.Faults, &one.Faults); err != nil {
				return err
			}
			all = append(all, one)
		}
		return names.err
	})
	return all, err
}

const wantRelease = `
	INSERT INTO release (organisation_id, number, state, why, wanted_by, wanted_at)
	SELECT @organisation, COALESCE(max(number), 0) + 1, 'wanted', @why, @staff, @now
	FROM release
	WHERE organisation_id = @organisation`

// WantRelease asks for a release of what is approved now; the program makes it within
// seconds. While one is being made already it is Refused "being_made".
func (db *DB) WantRelease(ctx context.Context, who Who) error {
	return db.as(ctx, who, "wanting a release", func(tx pgx.Tx) error {
		var busy bool
		if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM release WHERE organisation_id = $1 AND state = 'wanted')`, who.Organisation).Scan(&busy); err != nil {
			return err
		}
		if busy {
			return &Refused{"being_made"}
		}
		return db.want(ctx, tx, who, library.BecauseApproved, "release")
	})
}

func (db *DB) want(ctx context.Context, tx pgx.Tx, who Who, why library.Why, what string) error {
	_, err := tx.Exec(ctx, wantRelease, pgx.NamedArgs{"organisation": who.Organisation, "why": why, "staff": who.Staff, "now": db.now()})
	if err != nil {
		return refused(err, "release_organisation_id_number_key", "being_made")
	}
	return db.audit(ctx, tx, who, entry{kind: KindLibrary, what: what})
}

const moveLive = `
	UPDATE live_release l
	SET release_id = r.id,
	    since = @now,
	    by_id = @staff
	FROM release r
	WHERE l.organisation_id = @organisation
	  AND r.organisation_id = @organisation
	  AND r.number = @number
	  AND r.state = 'ready'`

// RollBack makes another release live again. What was withdrawn since stays out of
// reach. Refused "state" when there is no such release that is ready.
func (db *DB) RollBack(ctx context.Context, who Who, number int) error {
	return db.as(ctx, who, "rolling back", func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, moveLive, pgx.NamedArgs{"organisation": who.Organisation, "number": number, "staff": who.Staff, "now": db.now()})
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return &Refused{"state"}
		}
		return db.audit(ctx, tx, who, entry{kind: KindLibrary, what: "rolled_back"})
	})
}
