package staff

import (
	"context"
	"html"
	"regexp"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/seal"
)

// AlarmInside is what lies behind an alarm, for who took it, and for the second of two.
type AlarmInside struct {
	store.Details
	Category  risk.Category
	Urgency   risk.Urgency
	Watched   bool // somebody unwanted may read along on the phone
	Minor     bool
	Guarded   bool // violence, a child, threats: nothing is written back
	Two       bool // one person alone does not close it
	Unread    bool // she wrote something that who looks has not seen
	Unreached bool // nothing of ours arrives
	Stage     dialog.RiskStage
	Owner     int64 // who has the talk in hand
	Wrote     time.Time
	Words     []AlarmWords
	Said      []AlarmSaid
	Promise   string
	Before    []*AlarmPage // earlier alarms, bare, the newest first
}

// AlarmWords is one message of the person since the alarm began.
type AlarmWords struct {
	At       time.Time
	Words    string // "" when it was a button, or is not kept any more
	Category risk.Category
	Urgency  risk.Urgency // "none" when it asked for nothing by itself
	New      bool         // who looks has not seen it
}

// AlarmSaid is one message of the bot since then, or of a human through it.
type AlarmSaid struct {
	At    time.Time
	Key   string // which text
	Words string // "" when it is not kept
	Sent  bool   // else it still waits
}

// AlarmInside opens an alarm, and keeps that it was opened before anything is shown. With
// read what the person wrote counts as read from now on; a page that refreshes itself does
// not read. ErrNotFound: it is not for who looks.
func (db *DB) AlarmInside(ctx context.Context, who Who, alarm int64, read bool) (in *AlarmInside, err error) {
	err = db.as(ctx, who, "opening an alarm", func(tx pgx.Tx) error {
		in = &AlarmInside{}
		o := &opening{db: db, alarm: alarm, in: in}
		if err := o.open(ctx, tx); err != nil {
			return err
		}
		if !read {
			return nil
		}
		_, err := tx.Exec(ctx, `SELECT desk_looks_into_alarm($1, $2, $3)`, alarm, db.now(), db.now().Add(-lookFor))
		return err
	})
	if err != nil {
		return nil, err
	}
	return in, nil
}

// opening is what it takes to open one alarm.
type opening struct {
	db     *DB
	alarm  int64
	person int64
	in     *AlarmInside
	key    seal.Key
	home   *time.Location
}

type insideRow struct {
	Person                              int64
	Key, Name, Details, Promise         []byte
	Watched, Minor, Unreached, Question bool
	Owner                               int64
	WrittenAt                           *time.Time
	Taken, Care                         bool
}

func (o *opening) open(ctx context.Context, tx pgx.Tx) (err error) {
	if o.home, err = zoneOf(ctx, tx); err != nil {
		return err
	}
	rows, _ := tx.Query(ctx, `
		SELECT a.person_id AS person, d.key, d.name, d.details, d.promise, d.watched, d.minor, d.unreached, d.question,
		       COALESCE(d.owner_id, 0) AS owner, d.written_at, a.taken_by IS NOT NULL AS taken, a.care_at IS NOT NULL AS care
		FROM alarm a
		CROSS JOIN desk_alarm_person(a.id) AS d
		WHERE a.id = $1`, o.alarm) // CollectExactlyOneRow tells of its error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[insideRow])
	if err != nil {
		return err
	}
	if err := o.who(r); err != nil {
		return err
	}
	b := &pgx.Batch{}
	o.signs(b)
	o.said(b)
	o.before(b)
	return tx.SendBatch(ctx, b).Close()
}

func (o *opening) who(r insideRow) (err error) {
	in := o.in
	o.person = r.Person
	if o.key, err = o.db.key(r.Person, r.Key); err != nil {
		return err
	}
	if r.Details != nil {
		if err := o.key.OpenJSON(r.Details, seal.At("person.details", r.Person), &in.Details); err != nil {
			return err
		}
	}
	if in.Name, err = o.key.OpenText(r.Name, seal.At("person.name", r.Person)); err != nil {
		return err
	}
	in.Watched, in.Minor, in.Unreached, in.Owner, in.Wrote = r.Watched, r.Minor, r.Unreached, r.Owner, moment(r.WrittenAt, o.home)
	switch {
	case r.Care:
		in.Stage = dialog.RiskInCare
	case r.Taken:
		in.Stage = dialog.RiskTaken
	default:
		in.Stage = dialog.RiskRaised
	}
	in.Promise, err = o.key.OpenText(r.Promise, seal.At("alarm.promise", o.alarm))
	return err
}

type signRow struct {
	Cause    int64
	Category risk.Category
	Urgency  risk.Urgency
	Words    []byte
	At       time.Time
	Fresh    bool
}

func (o *opening) signs(b *pgx.Batch) {
	b.Queue(`SELECT cause_id AS cause, category, urgency, words, at, fresh FROM desk_alarm_signs($1)`, o.alarm).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[signRow])
		in := o.in
		var signs []chain.Sign
		for _, r := range found {
			sign := chain.Sign{Category: r.Category, Urgency: r.Urgency}
			signs = append(signs, sign)
			text, err := o.key.OpenText(r.Words, seal.At("alarm_sign.words", r.Cause))
			if err != nil {
				return err
			}
			in.Words = append(in.Words, AlarmWords{At: r.At.In(o.home), Words: text, Category: r.Category, Urgency: r.Urgency, New: r.Fresh})
			in.Unread = in.Unread || r.Fresh
			in.Guarded = in.Guarded || dialog.Guarded(r.Category)
			in.Two = in.Two || chain.TakesTwo(sign)
		}
		worst := chain.Worst(signs)
		in.Category, in.Urgency = worst.Category, worst.Urgency
		return err
	})
}

type saidRow struct {
	Cause      int64
	N          int
	Key, State string
	Body       []byte
	At         time.Time
}

var tags = regexp.MustCompile(`</?[a-z][^>]*>`)

func (o *opening) said(b *pgx.Batch) {
	b.Queue(`SELECT cause_id AS cause, n, key, body, state, at FROM desk_alarm_said($1)`, o.alarm).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[saidRow])
		for _, r := range found {
			said := AlarmSaid{At: r.At.In(o.home), Key: r.Key, Sent: r.State == "sent"}
			if r.Body != nil {
				var m dialog.Message
				if err := o.key.OpenJSON(r.Body, seal.At("outbox.body", r.Cause, int64(r.N)), &m); err != nil {
					return err
				}
				said.Words = html.UnescapeString(tags.ReplaceAllString(m.Text, ""))
			}
			o.in.Said = append(o.in.Said, said)
		}
		return err
	})
}

func (o *opening) before(b *pgx.Batch) {
	b.Queue(selectAlarmPage+`
	WHERE a.person_id = $1
	  AND a.id <> $2
	ORDER BY a.id DESC
	LIMIT 10`, o.person, o.alarm).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[alarmPageRow])
		n := &names{db: o.db, known: map[int64]string{}}
		for _, r := range found {
			o.in.Before = append(o.in.Before, n.alarm(r, o.home))
		}
		if err == nil {
			err = n.err
		}
		return err
	})
}
