package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/knowledge/content"
	"stapmaat/store/library"
)

const insertDocument = `
	INSERT INTO document (organisation_id, key, created_at)
	VALUES (@organisation, @key, @now)
	ON CONFLICT (organisation_id, key) DO NOTHING
	RETURNING id`

const replaceWaiting = `
	UPDATE document_version
	SET state = 'replaced'
	WHERE document_id = @document
	  AND state IN ('draft', 'review', 'sent_back')`

const insertDraft = `
	INSERT INTO document_version (document_id, version, organisation_id, markdown, title, state, origin, written_by, written_at)
	VALUES (@document, @version, @organisation, @markdown, @title, 'draft', 'desk', @staff, @now)`

// AddText keeps a new document as a draft. A key that is taken already is Refused "same_name".
func (db *DB) AddText(ctx context.Context, who Who, d content.Document) (document int64, err error) {
	markdown, err := d.Markdown()
	if err != nil {
		return 0, err
	}
	err = db.as(ctx, who, "adding a document", func(tx pgx.Tx) error {
		args := pgx.NamedArgs{"organisation": who.Organisation, "key": d.Key, "now": db.now(), "markdown": string(markdown), "title": d.Title, "staff": who.Staff, "version": 1}
		err := tx.QueryRow(ctx, insertDocument, args).Scan(&document)
		if isMissing(err) {
			return &Refused{"same_name"}
		}
		if err != nil {
			return err
		}
		args["document"] = document
		if _, err := tx.Exec(ctx, insertDraft, args); err != nil {
			return err
		}
		return db.audit(ctx, tx, who, entry{kind: KindLibrary, what: "added"})
	})
	return document, err
}

// WriteText keeps words as the next version of a document, a draft; what waited before is
// replaced. seen is the version that was edited.
func (db *DB) WriteText(ctx context.Context, who Who, document int64, seen int, d content.Document) error {
	markdown, err := d.Markdown()
	if err != nil {
		return err
	}
	return db.onText(ctx, who, document, seen, "writing a document", "changed", func(tx pgx.Tx, t Text) error {
		args := pgx.NamedArgs{"organisation": who.Organisation, "document": document, "version": t.Version + 1, "markdown": string(markdown), "title": d.Title,
			"staff": who.Staff, "now": db.now()}
		if _, err := tx.Exec(ctx, replaceWaiting, args); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, insertDraft, args)
		// Two who write at the same moment meet in the primary key or in the one version that may be open.
		return refused(err, "document_version_pkey", "changed", "document_version_open", "changed")
	})
}

const moveVersion = `
	UPDATE document_version
	SET state = @state,
	    decided_by = @by,
	    decided_at = @at,
	    remark = @remark
	WHERE document_id = @document
	  AND version = @version
	  AND state = ANY (@from::text[])`

// SubmitText asks a colleague to decide about a draft.
func (db *DB) SubmitText(ctx context.Context, who Who, document int64, version int) error {
	return db.onText(ctx, who, document, version, "submitting a document", "submitted", func(tx pgx.Tx, t Text) error {
		return move(ctx, tx, t, library.Review, nil, nil, "", library.Draft)
	})
}

// ApproveText makes a version fit for a release. Who wrote it is Refused "own_text".
func (db *DB) ApproveText(ctx context.Context, who Who, document int64, version int) error {
	return db.decideText(ctx, who, document, version, library.Approved, "approved", "")
}

// SendTextBack gives a version back with a remark. Who wrote it is Refused "own_text".
func (db *DB) SendTextBack(ctx context.Context, who Who, document int64, version int, remark string) error {
	return db.decideText(ctx, who, document, version, library.SentBack, "sent_back", remark)
}

func (db *DB) decideText(ctx context.Context, who Who, document int64, version int, state library.State, what, remark string) error {
	return db.onText(ctx, who, document, version, "deciding about a document", what, func(tx pgx.Tx, t Text) error {
		if t.WrittenBy == who.Staff {
			return &Refused{"own_text"}
		}
		now := db.now()
		from := []library.State{library.Review}
		if t.WrittenBy == 0 { // what the command line brought in waits for anybody
			from = append(from, library.Draft)
		}
		return move(ctx, tx, t, state, &who.Staff, &now, remark, from...)
	})
}

func move(ctx context.Context, tx pgx.Tx, t Text, to library.State, by *int64, at *time.Time, remark string, from ...library.State) error {
	states := make([]string, len(from))
	for i, f := range from {
		states[i] = string(f)
	}
	tag, err := tx.Exec(ctx, moveVersion, pgx.StrictNamedArgs{"state": to, "by": by, "at": at, "remark": remark, "document": t.ID, "version": t.Version, "from": states})
	if err == nil && tag.RowsAffected() == 0 {
		err = &Refused{"state"}
	}
	return err
}

const withdrawText = `
	UPDATE document
	SET withdrawn_at = @now,
	    withdrawn_by = @staff
	WHERE organisation_id = @organisation
	  AND id = @document`

// WithdrawText takes a document out at once: from this commit on no word of it can be
// read, and a release without it is wanted. One person is enough.
func (db *DB) WithdrawText(ctx context.Context, who Who, document int64) error {
	return db.as(ctx, who, "withdrawing a document", func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, withdrawText, pgx.NamedArgs{"organisation": who.Organisation, "document": document, "staff": who.Staff, "now": db.now()})
		if err == nil && tag.RowsAffected() == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		return db.want(ctx, tx, who, library.BecauseWithdrawn, "withdrawn")
	})
}
