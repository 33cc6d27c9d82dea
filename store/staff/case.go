package staff

import (
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/beside"
	"stapmaat/store"
	"stapmaat/store/seal"
)

// Case is one participant as the one who looks may see her.
type Case struct {
	Person     int64 // the case number
	Name       string
	Mentor     int64
	MentorName string
	Own        bool // of who looks; else by standing in, or by an alarm that was taken
	Joined     time.Time
	Invited    time.Time
	Heard      time.Time // when she last wrote; zero without consent to sharing
	Paused     bool
	Right      *bool     // whether the right one opened the link; nil when that was not said yet
	Unreached  time.Time // since when nothing of ours arrives
	Asked      time.Time // when she asked for a human who did not come yet
	Alarm      *Alarm    // the open one
	View       beside.View
	Asks       []dialog.Step // steps that wait for the mentor's yes: by asking, she shared them
	Meetings   []dialog.Appointment
	New        int       // lines shared since the last look
	Read       time.Time // until when the log was read

	key seal.Key
}

// Alarm is bare: what everybody of the staff may know of an open one.
type Alarm struct {
	ID, Person int64
	Urgency    string
	Opened     time.Time
	Taken      int64  // by whom; 0 when by nobody
	TakenBy    string // her name
}

// selectCases lists whose pages may be opened. Who asked to be wiped is gone from the
// list, unless an alarm is open. When somebody last wrote is told with consent only.
const selectCases = `
	SELECT p.id AS person, p.key, p.name, p.zone, COALESCE(p.mentor_id, 0) AS mentor, m.key AS mentor_key, m.name AS mentor_name,
	       p.joined_at, p.invited_at, p.paused, p.bridge, p.right_person, p.unreachable_at,
	       s.given AS sharing, CASE WHEN s.given THEN c.heard_at END AS heard_at,
	       CASE WHEN p.wants_human_at > COALESCE((SELECT max(h.human_at) FROM casework h WHERE h.person_id = p.id), '-infinity')
	            THEN p.wants_human_at END AS asked_at,
	       r.read_at, r.before_at
	FROM person p
	LEFT JOIN conversation c ON c.person_id = p.id
	LEFT JOIN consent s ON s.person_id = p.id
	                   AND s.what = 'sharing'
	LEFT JOIN casework r ON r.person_id = p.id
	                    AND r.staff_id = desk_staff()
	LEFT JOIN person m ON m.id = p.mentor_id
	WHERE p.id = ANY ($1)
	  AND p.role = 'participant'
	  AND (p.erased_at IS NULL OR EXISTS (
	      SELECT
	      FROM alarm a
	      WHERE a.person_id = p.id
	        AND a.closed_at IS NULL))
	ORDER BY p.id`

type caseRow struct {
	Person                             int64
	Key, Name                          []byte
	Zone, Bridge                       string
	Mentor                             int64
	MentorKey, MentorName              []byte
	JoinedAt, InvitedAt                *time.Time
	Paused                             bool
	RightPerson                        *bool
	UnreachableAt                      *time.Time
	Sharing                            *bool
	HeardAt, AskedAt, ReadAt, BeforeAt *time.Time
}

// cases is what is being read of the people whose pages may be opened.
type cases struct {
	db    *DB
	who   Who
	lines bool // with the lines of the log
	all   []*Case
	of    map[int64]*Case
	facts map[int64][]beside.Fact
	err   error
}

func (cs *cases) add(r caseRow) error {
	key, err := cs.db.key(r.Person, r.Key)
	if err != nil {
		return err
	}
	zone, err := store.Zone(r.Zone)
	if err != nil {
		return err
	}
	c := &Case{Person: r.Person, Mentor: r.Mentor, Own: r.Mentor == cs.who.Staff, Joined: moment(r.JoinedAt, zone), Invited: moment(r.InvitedAt, zone),
		Heard: moment(r.HeardAt, zone), Paused: r.Paused, Right: r.RightPerson, Unreached: moment(r.UnreachableAt, zone), Asked: moment(r.AskedAt, zone),
		Read: moment(r.ReadAt, zone), key: key}
	if c.Name, err = key.OpenText(r.Name, seal.At("person.name", r.Person)); err != nil {
		return err
	}
	if c.MentorName, err = cs.db.name(r.Mentor, r.MentorKey, r.MentorName); err != nil {
		return err
	}
	c.View.Person = dialog.Person{ID: r.Person, Role: dialog.Participant, Name: c.Name, Language: "nl", Now: cs.db.now().In(zone), Paused: r.Paused, BridgeVersion: r.Bridge,
		Invited: r.InvitedAt != nil, Mentor: dialog.Mentor{ID: r.Mentor, Name: c.MentorName}, Consents: map[dialog.ConsentKind]dialog.Consent{}}
	if r.Sharing != nil {
		c.View.Person.Consents[dialog.Sharing] = dialog.Consent{Given: *r.Sharing}
	}
	cs.all, cs.of[r.Person] = append(cs.all, c), c
	return nil
}

// owner is the part of a row that says whose it is.
type owner struct{ Person int64 }

func (o owner) person() int64 { return o.Person }

// read queues one query and hands each row to the case it is about.
func read[T interface{ person() int64 }](cs *cases, b *pgx.Batch, sql string, add func(*Case, T) error, args ...any) {
	b.Queue(sql, args...).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
		for _, row := range found {
			c := cs.of[row.person()]
			if c == nil || err != nil {
				continue
			}
			err = add(c, row)
		}
		return err
	})
}

// finish plays what was shared, and measures the silence.
func (cs *cases) finish(talks map[int64][]time.Time) {
	for _, c := range cs.all {
		facts := cs.facts[c.Person]
		c.View.Facts = beside.InOrder(facts)
		c.View.Person = beside.Seen(c.View.Person, c.View.Facts)
		c.View.Silence = beside.Silent(talks[c.Person], c.Heard, c.View.Person.Now)
		if c.Paused {
			c.View.Silence.Longer = false // she said so herself
		}
		for _, f := range facts {
			if f.SharedAt.After(c.Read) {
				c.New++
			}
		}
	}
}
