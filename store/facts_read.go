package store

import (
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// facts queues the reading of all that people said, in the order in which they said it.
func (all snapshots) facts(db *DB, b *pgx.Batch, people []int64, now time.Time) {
	read(all, b, selectConsents, (*snapshot).consent, people)
	read(all, b, selectStories, (*snapshot).story, people)
	read(all, b, selectPositions, (*snapshot).position, people)
	read(all, b, selectLinks, (*snapshot).link, people)
	read(all, b, selectGoals, (*snapshot).goal, people)
	read(all, b, selectSteps, (*snapshot).step, people)
	read(all, b, selectAppointments, (*snapshot).appointment, people)
	read(all, b, selectUnshown, (*snapshot).unshown, people)
	read(all, b, selectRecord, (*snapshot).entry, people, now.Add(-recordFor))
	read(all, b, selectAlarms, func(s *snapshot, r alarmRow) { s.alarm(db, r) }, people, now.Add(-alarmsFor))
	read(all, b, selectAsked, (*snapshot).asked, people, now.Add(-dialog.AskedFor))
}

// owner is the part of a fact that says whose it is.
type owner struct{ Person int64 }

func (o owner) person() int64 { return o.Person }

// read queues one query and hands each row to the snapshot of its person.
func read[T interface{ person() int64 }](all snapshots, b *pgx.Batch, sql string, add func(*snapshot, T), args ...any) {
	b.Queue(sql, args...).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
		for _, row := range found {
			if s := all[row.person()]; s != nil && s.err == nil {
				add(s, row)
			}
		}
		return err
	})
}

const selectConsents = `
	SELECT person_id AS person, what, given, text_version, at
	FROM consent
	WHERE person_id = ANY($1)`

type consentRow struct {
	owner
	What        dialog.ConsentKind
	Given       bool
	TextVersion string
	At          time.Time
}

func (s *snapshot) consent(r consentRow) {
	s.person.Consents[r.What] = dialog.Consent{Given: r.Given, TextVersion: r.TextVersion, At: r.At.In(s.zone)}
}

const selectStories = `
	SELECT person_id AS person, cause_id AS cause, n, pillar, words, at
	FROM story
	WHERE person_id = ANY($1)
	  AND NOT mistaken
	ORDER BY cause_id, n`

type storyRow struct {
	owner
	Cause  int64
	N      int
	Pillar string
	Words  []byte
	At     time.Time
}

func (s *snapshot) story(r storyRow) {
	s.person.Story = append(s.person.Story, dialog.Told{Pillar: r.Pillar, Words: s.text(r.Words, factPlace("story.words", r.Cause, r.N)), At: r.At.In(s.zone)})
}

const selectPositions = `
	SELECT person_id AS person, cause_id AS cause, n, bridge, sub, rung, not_for_me, words, discussed, at
	FROM position
	WHERE person_id = ANY($1)
	  AND NOT mistaken
	ORDER BY cause_id, n`

type positionRow struct {
	owner
	Cause       int64
	N           int
	Bridge, Sub string
	Rung        int
	NotForMe    bool
	Words       []byte
	Discussed   bool
	At          time.Time
}

func (s *snapshot) position(r positionRow) {
	s.person.Positions = append(s.person.Positions, dialog.Position{Bridge: r.Bridge, Sub: r.Sub, Rung: r.Rung, NotForMe: r.NotForMe,
		Words: s.text(r.Words, factPlace("position.words", r.Cause, r.N)), Discussed: r.Discussed, At: r.At.In(s.zone)})
}

const selectLinks = `
	SELECT person_id AS person, cause_id AS cause, n, from_sub, to_sub, helps, words, at
	FROM link
	WHERE person_id = ANY($1)
	  AND NOT mistaken
	ORDER BY cause_id, n`

type linkRow struct {
	owner
	Cause          int64
	N              int
	FromSub, ToSub string
	Helps          bool
	Words          []byte
	At             time.Time
}

func (s *snapshot) link(r linkRow) {
	s.person.Links = append(s.person.Links, dialog.Link{From: r.FromSub, To: r.ToSub, Helps: r.Helps,
		Words: s.text(r.Words, factPlace("link.words", r.Cause, r.N)), At: r.At.In(s.zone)})
}

const selectRecord = `
	SELECT person_id AS person, id, cause_id AS cause, n, kind, line, share = 'offered' AS offered, at
	FROM event
	WHERE person_id = ANY($1)
	  AND share IN ('open', 'offered')
	  AND NOT mistaken
	  AND at > $2
	ORDER BY id`

type entryRow struct {
	owner
	ID, Cause int64
	N         int
	Kind      string
	Line      []byte
	Offered   bool
	At        time.Time
}

func (s *snapshot) entry(r entryRow) {
	s.person.Record = append(s.person.Record, dialog.Entry{Event: r.ID, Kind: r.Kind, Line: s.text(r.Line, factPlace("event.line", r.Cause, r.N)),
		At: r.At.In(s.zone), Offered: r.Offered})
}

// factPlace is where the words of a fact lie: the turn that caused it, and the
// number of its event in that turn.
func factPlace(column string, cause int64, n int) seal.Place { return seal.At(column, cause, int64(n)) }
