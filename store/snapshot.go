package store

import (
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// snapshot is one person as a turn sees her.
type snapshot struct {
	key    seal.Key
	row    personRow
	person dialog.Person
	zone   *time.Location
	err    error // the first thing that could not be read
}

type snapshots map[int64]*snapshot

// personRow is what stands in person, with the organisation, the mentor and the
// owner beside it. A turn that changes some of it writes the first part back whole.
type personRow struct {
	ID           int64
	Organisation int64
	Role         dialog.Role
	MentorID     *int64
	Phone        dialog.Phone
	DebtHelp     dialog.DebtHelp
	PushWords    dialog.PushWords
	Under18      bool
	Paused       bool
	RightPerson  *bool
	DigestMinute *int16
	Name         []byte
	Details      []byte
	Dream        []byte
	BadMoment    []byte
	InvitedAt    *time.Time
	JoinedAt     *time.Time
	WantsHumanAt *time.Time
	ErasedAt     *time.Time
	WipeAt       *time.Time

	Key           []byte
	Language      string
	Zone          string
	UnreachableAt *time.Time

	OrgName, MentorWord, OrgZone string
	Demo                         bool
	Opening                      map[string][2]string
	Closed                       map[string]string
	Bridge                       string
	KeepWords                    *int16
	Numbers                      []numberRow
	MentorKey, MentorName        []byte
	MentorReached                bool
	Owner                        *int64
	OwnerKey, OwnerName          []byte
	OwnedAt, OwnerWroteAt        *time.Time
	Generation                   int
	Channel, Username            string
	Duty                         dialog.Duty // whether somebody of the organisation is on duty now
	Model                        bool        // whether the organisation uses a language model, with budget left
}

var selectPeople = `
	SELECT p.id, p.organisation_id AS organisation, p.role, p.mentor_id, p.phone, p.debt_help, p.push_words, p.under18, p.paused,
	       p.right_person, p.digest_minute, p.name, p.details, p.dream, p.bad_moment, p.invited_at, p.joined_at, p.wants_human_at, p.erased_at, p.wipe_at,
	       p.key, p.language, p.zone, p.unreachable_at,
	       COALESCE(NULLIF(o.called, ''), o.name) AS org_name, o.mentor_word, o.zone AS org_zone, o.demo, o.opening, o.closed, p.bridge, o.keep_words,
	       (SELECT jsonb_agg(jsonb_build_object('name', n.name, 'number', n.number, 'for', n.for_whom, 'hours', n.hours, 'cost', n.cost,
	                                            'without_credit', n.without_credit, 'checked_on', n.checked_on) ORDER BY n.id)
	        FROM local_number n
	        WHERE n.organisation_id = o.id
	          AND n.confirmed_at IS NOT NULL) AS numbers,
	       COALESCE((SELECT CASE
	                            WHEN bool_or(h.weekday = extract(dow FROM $2::timestamptz AT TIME ZONE o.zone)
	                                         AND 60 * extract(hour FROM $2::timestamptz AT TIME ZONE o.zone) + extract(minute FROM $2::timestamptz AT TIME ZONE o.zone) >= h.from_minute
	                                         AND 60 * extract(hour FROM $2::timestamptz AT TIME ZONE o.zone) + extract(minute FROM $2::timestamptz AT TIME ZONE o.zone) < h.to_minute)
	                            THEN 'awake'
	                            ELSE 'asleep'
	                        END
	                 FROM duty_hour h
	                 WHERE h.organisation_id = o.id
	                 HAVING count(*) > 0), '') AS duty,
	       CASE WHEN o.model_on THEN` + strings.ReplaceAll(hasTokens, "@now", "$2") + ` ELSE false END AS model,
	       m.key AS mentor_key, m.name AS mentor_name, COALESCE(m.unreachable_at IS NULL AND mc.id IS NOT NULL, false) AS mentor_reached,
	       w.owner_id AS owner, wp.key AS owner_key, wp.name AS owner_name, w.since AS owned_at, w.wrote_at AS owner_wrote_at,
	       COALESCE(w.generation, 0) AS generation,
	       b.channel, b.username
	FROM person p
	JOIN organisation o ON o.id = p.organisation_id
	JOIN conversation c ON c.person_id = p.id
	JOIN bot b ON b.id = c.bot_id
	LEFT JOIN ownership w ON w.conversation_id = c.id
	LEFT JOIN person wp ON wp.id = w.owner_id
	LEFT JOIN person m ON m.id = p.mentor_id
	LEFT JOIN conversation mc ON mc.person_id = m.id
	WHERE p.id = ANY($1)`

// recordFor bounds how far back a turn looks for facts that wait for a word on
// sharing: whatever is older was not offered, and stays with the person.
const recordFor = 60 * day

// snapshots queues the reading of people, all of them at once. The answer is
// filled when the batch has been sent.
func (db *DB) snapshots(b *pgx.Batch, people []int64, now time.Time) snapshots {
	all := make(snapshots, len(people))
	b.Queue(selectPeople, people, now).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[personRow])
		for _, row := range found {
			all[row.ID] = db.snapshot(row, now)
		}
		return err
	})
	all.facts(db, b, people, now)
	return all
}

func (db *DB) snapshot(row personRow, now time.Time) *snapshot {
	s := &snapshot{row: row}
	if s.key, s.err = db.master.Unwrap(row.Key, keyPlace(row.ID)); s.err != nil {
		return s
	}
	if s.zone, s.err = Zone(row.Zone); s.err != nil {
		return s
	}
	s.person = dialog.Person{
		ID: row.ID, Role: row.Role, Language: row.Language, Now: now.In(s.zone),
		Organisation:  dialog.Organisation{ID: row.Organisation, Name: row.OrgName, MentorWord: row.MentorWord, Demo: row.Demo, Duty: row.Duty, KeepDays: db.keepDays(row)},
		BridgeVersion: row.Bridge,
		Invited:       row.InvitedAt != nil,
		Consents:      map[dialog.ConsentKind]dialog.Consent{},
		Under18:       row.Under18, Phone: row.Phone, DebtHelp: row.DebtHelp, Words: row.PushWords, Paused: row.Paused,
		Leaving: row.WipeAt != nil,
		Model:   db.model && row.Model,
	}
	s.numbers()
	s.person.Name = s.text(row.Name, seal.At("person.name", row.ID))
	s.person.Dream = s.text(row.Dream, seal.At("person.dream", row.ID))
	s.badMoment()
	s.mentor(db, now)
	s.ownedBy(db)
	return s
}

func (s *snapshot) mentor(db *DB, now time.Time) {
	if s.row.MentorID == nil {
		return
	}
	name, err := db.nameOf(*s.row.MentorID, s.row.MentorKey, s.row.MentorName)
	s.fail(err)
	open, opens, err := hours(s.row.Opening, s.row.Closed, s.row.OrgZone, now)
	s.fail(err)
	s.person.Mentor = dialog.Mentor{ID: *s.row.MentorID, Name: name, Reached: s.row.MentorReached, Open: open, Opens: opens}
}

// fail keeps the first error: a person who can't be read is a turn that can't be taken.
func (s *snapshot) fail(err error) {
	if s.err == nil && err != nil {
		s.err = fmt.Errorf("reading person %d: %w", s.row.ID, err)
	}
}

func (s *snapshot) text(sealed []byte, at seal.Place) string {
	text, err := s.key.OpenText(sealed, at)
	s.fail(err)
	return text
}

func (s *snapshot) json(sealed []byte, at seal.Place, value any) {
	s.fail(s.key.OpenJSON(sealed, at, value))
}
