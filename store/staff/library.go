package staff

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/knowledge/content"
	"stapmaat/store/library"
)

// Text is a document in one of its versions, with where it stands.
type Text struct {
	ID          int64
	Key         string
	Version     int
	Title       string
	State       library.State
	Origin      library.Origin
	Markdown    string
	WrittenBy   int64 // 0 for the command line and for what ships with the program
	WrittenName string
	WrittenAt   time.Time
	DecidedName string
	DecidedAt   time.Time // zero when nobody decided yet
	Remark      string    // why it was sent back
	Withdrawn   time.Time // zero when it stands
	Live        int       // the version that people read now; 0 for none
	Approved    int       // the newest approved version that was not withdrawn since; 0 for none
}

type textRow struct {
	ID                                             int64
	Key                                            string
	Version                                        int
	Title                                          string
	State                                          library.State
	Origin                                         library.Origin
	Markdown                                       string
	WrittenBy, DecidedBy                           int64
	WrittenAt                                      time.Time
	DecidedAt, WithdrawnAt                         *time.Time
	Remark                                         string
	Live, Approved                                 int
	WrittenKey, WrittenName, DecidedKey, DecidedBe []byte
}

const selectTexts = `
	SELECT d.id, d.key, v.version, v.title, v.state, v.origin, v.markdown, COALESCE(v.written_by, 0) AS written_by, COALESCE(v.decided_by, 0) AS decided_by,
	       v.written_at, v.decided_at, d.withdrawn_at, v.remark, COALESCE(r.version, 0) AS live,
	       COALESCE((SELECT max(a.version)
	                 FROM document_version a
	                 WHERE a.document_id = d.id
	                   AND a.state = 'approved'
	                   AND a.decided_at > COALESCE(d.withdrawn_at, '-infinity')), 0) AS approved,
	       w.key AS written_key, w.name AS written_name, s.key AS decided_key, s.name AS decided_be
	FROM document d
	JOIN document_version v ON v.document_id = d.id
	                       AND v.version = (SELECT max(n.version) FROM document_version n WHERE n.document_id = d.id)
	LEFT JOIN live_release l ON l.organisation_id = d.organisation_id
	LEFT JOIN release_document r ON r.release_id = l.release_id
	                            AND r.document_id = d.id
	LEFT JOIN person w ON w.id = v.written_by
	LEFT JOIN person s ON s.id = v.decided_by
	WHERE d.organisation_id = @organisation
	  AND (@document = 0 OR d.id = @document)
	ORDER BY d.key`

// ReadTexts lists the newest version of every document. Who is no supervisor finds none.
func (db *DB) ReadTexts(ctx context.Context, who Who) (all []Text, err error) {
	err = db.as(ctx, who, "reading the library", func(tx pgx.Tx) error {
		all, err = db.texts(ctx, tx, who, 0)
		return err
	})
	return all, err
}

// ReadText is the newest version of one document; ErrNotFound when there is none.
func (db *DB) ReadText(ctx context.Context, who Who, document int64) (t Text, err error) {
	err = db.as(ctx, who, "reading a document", func(tx pgx.Tx) error {
		t, err = db.text(ctx, tx, who, document)
		return err
	})
	return t, err
}

func (db *DB) text(ctx context.Context, tx pgx.Tx, who Who, document int64) (Text, error) {
	if document == 0 {
		return Text{}, ErrNotFound
	}
	all, err := db.texts(ctx, tx, who, document)
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Text{}, err
	}
	return all[0], nil
}

func (db *DB) texts(ctx context.Context, tx pgx.Tx, who Who, document int64) (all []Text, err error) {
	rows, _ := tx.Query(ctx, selectTexts, pgx.NamedArgs{"organisation": who.Organisation, "document": document}) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[textRow])
	if err != nil {
		return nil, err
	}
	names := names{db: db, known: map[int64]string{}}
	for _, r := range found {
		all = append(all, Text{ID: r.ID, Key: r.Key, Version: r.Version, Title: r.Title, State: r.State, Origin: r.Origin, Markdown: r.Markdown,
			WrittenBy: r.WrittenBy, WrittenName: names.of(r.WrittenBy, r.WrittenKey, r.WrittenName), WrittenAt: r.WrittenAt,
			DecidedName: names.of(r.DecidedBy, r.DecidedKey, r.DecidedBe), DecidedAt: value(r.DecidedAt), Remark: r.Remark,
			Withdrawn: value(r.WithdrawnAt), Live: r.Live, Approved: r.Approved})
	}
	return all, names.err
}

const selectMarkdown = `
	SELECT markdown
	FROM document_version
	WHERE organisation_id = $1
	  AND document_id = $2
	  AND version = $3`

// ReadVersion is the Markdown of one version, as it was written; ErrNotFound when there is none.
func (db *DB) ReadVersion(ctx context.Context, who Who, document int64, version int) (markdown string, err error) {
	err = db.as(ctx, who, "reading a version", func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, selectMarkdown, who.Organisation, document, version).Scan(&markdown)
	})
	return markdown, err
}

// Coming is a document as it is live and as the next release would have it.
type Coming struct {
	ID           int64
	Key          string
	Title        string
	Live, Next   int // versions; 0 where it is not there
	Before, Text string
}

const selectComing = `
	WITH next AS (
	    SELECT DISTINCT ON (v.document_id) v.document_id, v.version, v.title, v.markdown
	    FROM document_version v
	    JOIN document d ON d.id = v.document_id
	    WHERE v.organisation_id = $1
	      AND v.state = 'approved'
	      AND v.decided_at > COALESCE(d.withdrawn_at, '-infinity')
	    ORDER BY v.document_id, v.version DESC
	), live AS (
	    SELECT v.document_id, v.version, v.title, v.markdown
	    FROM live_release l
	    JOIN release_document r ON r.release_id = l.release_id
	    JOIN document_version v ON v.document_id = r.document_id
	                           AND v.version = r.version
	    WHERE l.organisation_id = $1
	)
	SELECT d.id, d.key, COALESCE(n.title, l.title) AS title, COALESCE(l.version, 0) AS live, COALESCE(n.version, 0) AS next,
	       COALESCE(l.markdown, '') AS before, COALESCE(n.markdown, '') AS text
	FROM document d
	LEFT JOIN next n ON n.document_id = d.id
	LEFT JOIN live l ON l.document_id = d.id
	WHERE d.organisation_id = $1
	  AND (n.document_id IS NOT NULL OR l.document_id IS NOT NULL)
	ORDER BY d.key`

// ReadComing lists what is live and what a release made now would hold. What is past its
// date is for the reader to leave out.
func (db *DB) ReadComing(ctx context.Context, who Who) (all []Coming, err error) {
	err = db.as(ctx, who, "reading what a release would change", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, selectComing, who.Organisation) // CollectRows tells of its error
		all, err = pgx.CollectRows(rows, pgx.RowToStructByName[Coming])
		return err
	})
	return all, err
}

// onText runs f on the version that somebody saw: when another one is the newest by now it
// is Refused "changed", and one that is not in a state for it is Refused "state".
func (db *DB) onText(ctx context.Context, who Who, document int64, version int, doing, what string, f func(pgx.Tx, Text) error) error {
	return db.as(ctx, who, doing, func(tx pgx.Tx) error {
		t, err := db.text(ctx, tx, who, document)
		if err != nil {
			return err
		}
		if t.Version != version {
			return &Refused{"changed"}
		}
		if err := f(tx, t); err != nil {
			return err
		}
		return db.audit(ctx, tx, who, entry{kind: KindLibrary, what: what})
	})
}

// isMissing tells that a statement found no row.
func isMissing(err error) bool { return errors.Is(err, pgx.ErrNoRows) }

// Parsed reads a text's own Markdown.
func (t Text) Parsed() (content.Document, error) { return content.Parse(t.Key, []byte(t.Markdown)) }
