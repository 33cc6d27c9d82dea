package library

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/knowledge/content"
)

// State is where a version stands.
type State string

// The states of a version.
const (
	Draft    State = "draft"
	Review   State = "review"
	Approved State = "approved"
	SentBack State = "sent_back"
	Replaced State = "replaced" // a newer one was brought in before it was approved
)

// Origin is where a version came from.
type Origin string

// The origins.
const (
	Starter  Origin = "starter" // ships with the program
	Imported Origin = "import"  // the command line
	ByDesk   Origin = "desk"
)

// Version is one version of a document.
type Version struct {
	Organisation, Document int64
	Key                    string
	Version                int
	Title                  string
	State                  State
	Origin                 Origin
	Markdown               string
	WrittenBy, DecidedBy   int64 // 0 for nobody of the staff
	WrittenAt              time.Time
	DecidedAt              time.Time // zero when nobody decided yet
	Remark                 string
}

// Parsed reads the version's own text.
func (v Version) Parsed() (content.Document, error) {
	return content.Parse(v.Key, []byte(v.Markdown))
}

const findDocument = `
	INSERT INTO document (organisation_id, key, created_at)
	VALUES (@organisation, @key, @now)
	ON CONFLICT (organisation_id, key) DO UPDATE
	SET key = EXCLUDED.key
	RETURNING id`

const newestVersion = `
	SELECT version, markdown, state
	FROM document_version
	WHERE document_id = @document
	ORDER BY version DESC
	LIMIT 1`

const replaceOpen = `
	UPDATE document_version
	SET state = 'replaced'
	WHERE document_id = @document
	  AND state IN ('draft', 'review', 'sent_back')`

const insertVersion = `
	INSERT INTO document_version (document_id, version, organisation_id, markdown, title, state, origin, written_by, written_at, decided_at)
	VALUES (@document, @version, @organisation, @markdown, @title, @state, @origin, NULLIF(@by, 0), @now, @decided)`

// BringIn keeps a document as a new version: a draft, or approved when it ships with the
// program. What is the same as the newest version, to the letter, changes nothing; changed
// tells. by is who of the staff brought it in, 0 for the command line.
func (db *DB) BringIn(ctx context.Context, organisation int64, d content.Document, origin Origin, by int64) (v Version, changed bool, err error) {
	err = db.inTx(ctx, "bringing in "+d.Key, func(tx pgx.Tx) error {
		v, changed, err = db.bringIn(ctx, tx, organisation, d, origin, by)
		return err
	})
	return v, changed, err
}

func (db *DB) bringIn(ctx context.Context, tx pgx.Tx, organisation int64, d content.Document, origin Origin, by int64) (v Version, changed bool, err error) {
	markdown, err := d.Markdown()
	if err != nil {
		return Version{}, false, err
	}
	v = Version{Organisation: organisation, Key: d.Key, Title: d.Title, State: Draft, Origin: origin, Markdown: string(markdown), WrittenBy: by, WrittenAt: db.now()}
	args := pgx.NamedArgs{"organisation": organisation, "key": d.Key, "now": v.WrittenAt, "markdown": v.Markdown, "title": d.Title, "origin": origin, "by": by, "decided": nil}
	if origin == Starter {
		v.State, v.DecidedAt, args["decided"] = Approved, v.WrittenAt, v.WrittenAt
	}
	args["state"] = v.State
	if err := tx.QueryRow(ctx, findDocument, args).Scan(&v.Document); err != nil {
		return v, false, err
	}
	args["document"] = v.Document
	var before string
	var state State
	err = tx.QueryRow(ctx, newestVersion, args).Scan(&v.Version, &before, &state)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return v, false, err
	}
	if before == v.Markdown && state != SentBack {
		v.State = state
		return v, false, nil
	}
	if _, err := tx.Exec(ctx, replaceOpen, args); err != nil {
		return v, false, err
	}
	v.Version++
	args["version"] = v.Version
	_, err = tx.Exec(ctx, insertVersion, args)
	return v, true, err
}

const selectVersions = `
	SELECT v.organisation_id AS organisation, v.document_id AS document, d.key, v.version, v.title, v.state, v.origin, v.markdown,
	       COALESCE(v.written_by, 0) AS written_by, COALESCE(v.decided_by, 0) AS decided_by, v.written_at,
	       COALESCE(v.decided_at, '0001-01-01Z') AS decided_at, v.remark
	FROM document_version v
	JOIN document d ON d.id = v.document_id`

// Newest lists the newest version of every document of an organisation, by key.
func (db *DB) Newest(ctx context.Context, organisation int64) ([]Version, error) {
	return db.versions(ctx, selectVersions+`
	WHERE v.organisation_id = $1
	  AND v.version = (SELECT max(n.version) FROM document_version n WHERE n.document_id = v.document_id)
	ORDER BY d.key`, organisation)
}

// approvedOnes are the versions that a release would hold now: of every document the
// newest approved one, without what was withdrawn since it was approved.
const approvedOnes = `
	WHERE v.organisation_id = $1
	  AND v.state = 'approved'
	  AND (d.withdrawn_at IS NULL OR d.withdrawn_at < v.decided_at)
	  AND v.version = (SELECT max(n.version) FROM document_version n WHERE n.document_id = v.document_id AND n.state = 'approved')
	ORDER BY d.key`

// Coming lists what a release would hold if it were made now. What is past its date today
// is left out; expired names it.
func (db *DB) Coming(ctx context.Context, organisation int64) (kept []Version, expired []string, err error) {
	day, err := db.dayOf(ctx, organisation)
	if err != nil {
		return nil, nil, err
	}
	all, err := db.versions(ctx, selectVersions+approvedOnes, organisation)
	if err != nil {
		return nil, nil, err
	}
	for _, v := range all {
		d, err := v.Parsed()
		if err != nil {
			return nil, nil, fmt.Errorf("reading version %d of %s: %w", v.Version, v.Key, err)
		}
		if d.Expired(day) {
			expired = append(expired, v.Key)
			continue
		}
		kept = append(kept, v)
	}
	return kept, expired, nil
}

func (db *DB) versions(ctx context.Context, sql string, args ...any) ([]Version, error) {
	rows, _ := db.pool.Query(ctx, sql, args...) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[Version])
	if err != nil {
		return nil, fmt.Errorf("reading documents: %w", err)
	}
	return all, nil
}

const decide = `
	UPDATE document_version
	SET state = @state,
	    decided_by = NULLIF(@by, 0),
	    decided_at = @now,
	    remark = @remark
	WHERE document_id = @document
	  AND version = @version
	  AND organisation_id = @organisation
	  AND state IN ('draft', 'review')`

// Approve makes a version fit for a release. ErrSamePerson when by wrote it; ErrState when it does not wait.
func (db *DB) Approve(ctx context.Context, v Version, by int64) error {
	return db.decide(ctx, v, by, Approved, "")
}

// SendBack gives a version back to who wrote it, with the reason.
func (db *DB) SendBack(ctx context.Context, v Version, by int64, remark string) error {
	return db.decide(ctx, v, by, SentBack, remark)
}

func (db *DB) decide(ctx context.Context, v Version, by int64, state State, remark string) error {
	return db.inTx(ctx, fmt.Sprintf("deciding on version %d of %s", v.Version, v.Key), func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, decide, pgx.StrictNamedArgs{"state": state, "by": by, "now": db.now(), "remark": remark,
			"document": v.Document, "version": v.Version, "organisation": v.Organisation})
		switch {
		case isState(err, "23514") && state == Approved:
			return ErrSamePerson
		case err == nil && tag.RowsAffected() == 0:
			return ErrState
		}
		return err
	})
}
