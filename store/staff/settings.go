package staff

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// Section is a part of the settings that is changed at once.
type Section string

// The sections.
const (
	NameSection    Section = "name"    // name, own word for a mentor
	OpeningSection Section = "opening" // hours, closed days, zone
	KeepSection    Section = "keep"    // how long words are kept
	BridgeSection  Section = "bridge"  // which bridge new people get
	DutySection    Section = "duty"    // who is on duty
	ModelSection   Section = "model"   // whether a language model may be used, and how much
)

// Changed tells how a section stands: version 0 was never changed.
type Changed struct {
	Section Section
	Version int
	By      string // first name, "" when not known
	At      time.Time
}

// Settings are what an organisation chose.
type Settings struct {
	Name       string // by which operators know it; never changes here
	Called     string // what people read; "" for Name
	MentorWord string
	Zone       string
	Opening    map[string][2]string // from and to by day of the week, 0 is Sunday
	Closed     map[string]string    // day, "2026-12-25", and why
	Bridge     string               // version; "" for the usual one
	KeepWords  int                  // days; 0 for the usual
	Model      ModelUse
	Sections   map[Section]Changed
}

type settingsRow struct {
	Name, Called, MentorWord, Zone, Bridge string
	Opening                                map[string][2]string
	Closed                                 map[string]string
	KeepWords                              *int16
	ModelOn, ModelTraces                   bool
	ModelMonth, ModelDay, ModelUsed        int64
}

// ReadSettings gives all of them.
func (db *DB) ReadSettings(ctx context.Context, who Who) (s Settings, err error) {
	err = db.as(ctx, who, "reading the settings", func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT o.name, o.called, o.mentor_word, o.zone, o.bridge, o.opening, o.closed, o.keep_words,
			       o.model_on, o.model_traces, o.model_month_tokens AS model_month, o.model_day_tokens AS model_day,
			       (SELECT COALESCE(sum(u.tokens), 0)::bigint
			        FROM model_month u
			        WHERE u.organisation_id = o.id
			          AND u.month = date_trunc('month', $2::timestamptz AT TIME ZONE o.zone)::date) AS model_used
			FROM organisation o
			WHERE o.id = $1`, who.Organisation, db.now()) // CollectExactlyOneRow tells of its error
		r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[settingsRow])
		if err != nil {
			return err
		}
		s = Settings{Name: r.Name, Called: r.Called, MentorWord: r.MentorWord, Zone: r.Zone, Bridge: r.Bridge, Opening: r.Opening, Closed: r.Closed,
			Model: ModelUse{On: r.ModelOn, Traces: r.ModelTraces, MonthTokens: r.ModelMonth, DayTokens: r.ModelDay, Used: r.ModelUsed}}
		if r.KeepWords != nil {
			s.KeepWords = int(*r.KeepWords)
		}
		s.Sections, err = db.sections(ctx, tx, who)
		return err
	})
	return s, err
}

type sectionRow struct {
	Section   Section
	Version   int
	At        time.Time
	By        *int64
	Key, Name []byte
}

func (db *DB) sections(ctx context.Context, tx pgx.Tx, who Who) (map[Section]Changed, error) {
	rows, _ := tx.Query(ctx, `
		SELECT s.section, s.version, s.at, s.by_id AS by, p.key, p.name
		FROM setting s
		LEFT JOIN person p ON p.id = s.by_id
		WHERE s.organisation_id = $1`, who.Organisation) // CollectRows tells of its error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[sectionRow])
	if err != nil {
		return nil, err
	}
	all := map[Section]Changed{}
	names := names{db: db, known: map[int64]string{}}
	for _, r := range found {
		c := Changed{Section: r.Section, Version: r.Version, At: r.At}
		if r.By != nil {
			c.By = names.of(*r.By, r.Key, r.Name)
		}
		all[r.Section] = c
	}
	return all, names.err
}

func (db *DB) version(ctx context.Context, tx pgx.Tx, who Who, s Section) (version int, err error) {
	err = tx.QueryRow(ctx, `
		SELECT COALESCE((SELECT version FROM setting WHERE organisation_id = $1 AND section = $2), 0)`, who.Organisation, s).Scan(&version)
	return version, err
}

// settle counts a change of a section and writes it into the trail. It is Refused
// "changed" when the section is not any more what who changes it has seen.
func (db *DB) settle(ctx context.Context, tx pgx.Tx, who Who, s Section, seen int) error {
	err := tx.QueryRow(ctx, `
		INSERT INTO setting (organisation_id, section, version, by_id, at)
		VALUES (@organisation, @section, @seen + 1, @staff, @now)
		ON CONFLICT (organisation_id, section) DO UPDATE
		SET version = setting.version + 1,
		    by_id = EXCLUDED.by_id,
		    at = EXCLUDED.at
		WHERE setting.version = @seen
		RETURNING version`, pgx.NamedArgs{"organisation": who.Organisation, "section": s, "seen": seen, "staff": who.Staff, "now": db.now()}).Scan(&seen)
	if errors.Is(err, pgx.ErrNoRows) {
		return &Refused{"changed"}
	}
	if err != nil {
		return err
	}
	return db.audit(ctx, tx, who, entry{kind: KindSetting, what: string(s)})
}

// change writes one section of the organisation's own row. Only an administrator may.
func (db *DB) change(ctx context.Context, who Who, s Section, seen int, set string, args pgx.NamedArgs) error {
	return db.as(ctx, who, "changing the settings", func(tx pgx.Tx) error {
		if err := db.settle(ctx, tx, who, s, seen); err != nil {
			return err
		}
		args["organisation"] = who.Organisation
		tag, err := tx.Exec(ctx, `UPDATE organisation SET `+set+` WHERE id = @organisation`, args)
		if err == nil && tag.RowsAffected() == 0 {
			return &Refused{"administrators_only"}
		}
		return err
	})
}

// Rename changes what people read: the organisation's name and its word for a mentor.
func (db *DB) Rename(ctx context.Context, who Who, called, mentorWord string, seen int) error {
	return db.change(ctx, who, NameSection, seen, `called = @called, mentor_word = @word`, pgx.NamedArgs{"called": called, "word": mentorWord})
}

// SetOpening changes when there is somebody.
func (db *DB) SetOpening(ctx context.Context, who Who, opening map[string][2]string, closed map[string]string, zone string, seen int) error {
	return db.change(ctx, who, OpeningSection, seen, `opening = @opening, closed = @closed, zone = @zone`,
		pgx.NamedArgs{"opening": opening, "closed": closed, "zone": zone})
}

// The bounds of KeepWords, in days.
const (
	LeastKeep = 30
	MostKeep  = 180
)

// SetKeep changes how long texts of messages are kept, in days.
func (db *DB) SetKeep(ctx context.Context, who Who, days, seen int) error {
	return db.change(ctx, who, KeepSection, seen, `keep_words = @days`, pgx.NamedArgs{"days": days})
}

// SetBridge changes which bridge people get who come in from now on.
func (db *DB) SetBridge(ctx context.Context, who Who, version string, seen int) error {
	return db.change(ctx, who, BridgeSection, seen, `bridge = @bridge`, pgx.NamedArgs{"bridge": version})
}
