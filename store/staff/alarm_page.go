package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// AlarmPage is one alarm as everybody of the staff may see it: who was alerted, who has
// it, what was done. Nothing in it was said by or about anybody.
type AlarmPage struct {
	ID, Person  int64 // Person is the case number
	Urgency     string
	Opened      time.Time
	Taken       int64 // by whom; 0 when by nobody
	TakenBy     string
	Held        time.Time // until when who took it may go without an act
	Care        int64     // who closed it as the first of two
	CareBy      string
	CareAt      time.Time
	Closed      time.Time
	ClosedBy    string
	Reason      string // why it was closed; "" while it was not
	Round, Step int
	Why         string    // why the step under way began
	Due         time.Time // when the next step follows, if nobody takes it
	Alerts      []AlarmAlert
	Acts        []AlarmAct
	Drill       bool // nobody is in danger
	Asked       bool // who looks was alerted and did not say that she can't
}

// AlarmAlert is one who was alerted, by one channel.
type AlarmAlert struct {
	At      time.Time
	N       int // which step of the alarm, counted from 1
	Staff   int64
	Name    string // "" for the organisation's own pager
	Channel string
	Kind    string // "alarm", "more", "yours", "second", "overdue"
	State   string
	Passed  time.Time // when she said that she can't
}

// AlarmAct is something that somebody did with an alarm, or the clock.
type AlarmAct struct {
	At    time.Time
	Kind  string
	Staff int64 // 0 for the clock
	Name  string
	Other string // to whom it was handed
}

const selectAlarmPage = `
	SELECT a.id, a.person_id AS person, a.opened_at, COALESCE(a.taken_by, 0) AS taken, t.key AS taker_key, t.name AS taker_name, a.held_until,
	       COALESCE(a.care_by, 0) AS care, f.key AS care_key, f.name AS care_name, a.care_at, a.closed_at,
	       COALESCE(a.closed_by, 0) AS closer, z.key AS closer_key, z.name AS closer_name, COALESCE(a.reason, '') AS reason,
	       a.drill_id IS NOT NULL AS drill, COALESCE(s.urgency, 'now') AS urgency, COALESCE(s.round, 0) AS round, COALESCE(s.step, 0) AS step, COALESCE(s.why, '') AS why, s.due_at
	FROM alarm a
	LEFT JOIN LATERAL (SELECT * FROM alarm_step x WHERE x.alarm_id = a.id ORDER BY x.n DESC LIMIT 1) AS s ON true
	LEFT JOIN person t ON t.id = a.taken_by
	LEFT JOIN person f ON f.id = a.care_by
	LEFT JOIN person z ON z.id = a.closed_by`

type alarmPageRow struct {
	ID, Person            int64
	OpenedAt              time.Time
	Taken                 int64
	TakerKey, TakerName   []byte
	HeldUntil             *time.Time
	Care                  int64
	CareKey, CareName     []byte
	CareAt, ClosedAt      *time.Time
	Closer                int64
	CloserKey, CloserName []byte
	Reason, Urgency       string
	Drill                 bool
	Round, Step           int
	Why                   string
	DueAt                 *time.Time
}

func (n *names) alarm(r alarmPageRow, home *time.Location) *AlarmPage {
	return &AlarmPage{ID: r.ID, Person: r.Person, Urgency: r.Urgency, Opened: r.OpenedAt.In(home),
		Taken: r.Taken, TakenBy: n.of(r.Taken, r.TakerKey, r.TakerName), Held: moment(r.HeldUntil, home),
		Care: r.Care, CareBy: n.of(r.Care, r.CareKey, r.CareName), CareAt: moment(r.CareAt, home),
		Closed: moment(r.ClosedAt, home), ClosedBy: n.of(r.Closer, r.CloserKey, r.CloserName), Reason: r.Reason, Drill: r.Drill,
		Round: r.Round, Step: r.Step, Why: r.Why, Due: moment(r.DueAt, home)}
}

// AlarmPage reads one alarm of the own organisation, ErrNotFound else.
func (db *DB) AlarmPage(ctx context.Context, who Who, alarm int64) (p *AlarmPage, err error) {
	err = db.as(ctx, who, "reading an alarm", func(tx pgx.Tx) error {
		home, err := zoneOf(ctx, tx)
		if err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, selectAlarmPage+`
	WHERE a.id = $1`, alarm) // CollectExactlyOneRow tells of its error
		r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[alarmPageRow])
		if err != nil {
			return err
		}
		n := &names{db: db, known: map[int64]string{}}
		p = n.alarm(r, home)
		b := &pgx.Batch{}
		p.alerts(b, n, who, home)
		p.acts(b, n, home)
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return err
		}
		return n.err
	})
	return p, err
}

const selectAlarmAlerts = `
	SELECT e.at, e.n, COALESCE(e.staff_id, 0) AS staff, e.channel, e.kind, e.state, e.passed_at, p.key, p.name
	FROM alert e
	LEFT JOIN person p ON p.id = e.staff_id
	WHERE e.alarm_id = $1
	ORDER BY e.id`

type alarmAlertRow struct {
	At                   time.Time
	N                    int
	Staff                int64
	Channel, Kind, State string
	PassedAt             *time.Time
	Key, Name            []byte
}

func (p *AlarmPage) alerts(b *pgx.Batch, n *names, who Who, home *time.Location) {
	b.Queue(selectAlarmAlerts, p.ID).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[alarmAlertRow])
		for _, r := range found {
			p.Alerts = append(p.Alerts, AlarmAlert{At: r.At.In(home), N: r.N, Staff: r.Staff, Name: n.of(r.Staff, r.Key, r.Name),
				Channel: r.Channel, Kind: r.Kind, State: r.State, Passed: moment(r.PassedAt, home)})
			if r.Staff == who.Staff {
				p.Asked = r.PassedAt == nil
			}
		}
		return err
	})
}

const selectAlarmActs = `
	SELECT k.at, k.kind, COALESCE(k.staff_id, 0) AS staff, p.key, p.name, COALESCE(k.other_id, 0) AS other, o.key AS other_key, o.name AS other_name
	FROM alarm_act k
	LEFT JOIN person p ON p.id = k.staff_id
	LEFT JOIN person o ON o.id = k.other_id
	WHERE k.alarm_id = $1
	ORDER BY k.id`

type alarmActRow struct {
	At                  time.Time
	Kind                string
	Staff               int64
	Key, Name           []byte
	Other               int64
	OtherKey, OtherName []byte
}

func (p *AlarmPage) acts(b *pgx.Batch, n *names, home *time.Location) {
	b.Queue(selectAlarmActs, p.ID).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[alarmActRow])
		for _, r := range found {
			p.Acts = append(p.Acts, AlarmAct{At: r.At.In(home), Kind: r.Kind, Staff: r.Staff, Name: n.of(r.Staff, r.Key, r.Name),
				Other: n.of(r.Other, r.OtherKey, r.OtherName)})
		}
		return err
	})
}

// closedFor is how long a closed alarm stays in the list.
const closedFor = 90 * 24 * time.Hour

// AlarmList is every open alarm of the organisation, and those that were closed lately.
// A drill is in it only while staff takes part; how drills went stands apart.
type AlarmList struct {
	Open, Care, Closed []*AlarmPage // open by urgency and age; closed the newest first
	Watched            time.Time    // when the program last told that it was silent
	Drills             []Drill      // the newest first
}

// Drill is a test alarm through the whole path; a zero time is where it stopped.
type Drill struct{ Begun, Raised, Alerted, Taken, Closed time.Time }

// AlarmList reads it. Nothing in it was said by or about anybody.
func (db *DB) AlarmList(ctx context.Context, who Who) (l AlarmList, err error) {
	err = db.as(ctx, who, "listing alarms", func(tx pgx.Tx) error {
		home, err := zoneOf(ctx, tx)
		if err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, selectAlarmPage+`
	WHERE a.organisation_id = desk_organisation()
	  AND (a.closed_at IS NULL OR a.closed_at > $1)
	  AND (a.drill_id IS NULL OR a.closed_at IS NULL AND (SELECT d.staff FROM drill d WHERE d.id = a.drill_id))
	ORDER BY a.closed_at DESC, array_position(ARRAY['now', 'today', 'soon'], s.urgency), a.id
	LIMIT 300`, db.now().Add(-closedFor)) // CollectRows tells of its error
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[alarmPageRow])
		if err != nil {
			return err
		}
		n := &names{db: db, known: map[int64]string{}}
		for _, r := range found {
			a := n.alarm(r, home)
			switch {
			case !a.Closed.IsZero():
				l.Closed = append(l.Closed, a)
			case a.Care != 0:
				l.Care = append(l.Care, a)
			default:
				l.Open = append(l.Open, a)
			}
		}
		if n.err != nil {
			return n.err
		}
		return l.watch(ctx, tx, home)
	})
	return l, err
}

func (l *AlarmList) watch(ctx context.Context, tx pgx.Tx, home *time.Location) error {
	var at *time.Time
	if err := tx.QueryRow(ctx, `SELECT max(at) FROM watch_told WHERE what = 'silent'`).Scan(&at); err != nil {
		return err
	}
	l.Watched = moment(at, home)
	rows, _ := tx.Query(ctx, `
		SELECT begun_at, raised_at, alerted_at, taken_at, closed_at
		FROM drill
		WHERE organisation_id = desk_organisation()
		ORDER BY id DESC
		LIMIT 5`) // CollectRows tells of its error
	type row struct {
		BegunAt                                time.Time
		RaisedAt, AlertedAt, TakenAt, ClosedAt *time.Time
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[row])
	for _, r := range found {
		l.Drills = append(l.Drills, Drill{r.BegunAt.In(home), moment(r.RaisedAt, home), moment(r.AlertedAt, home), moment(r.TakenAt, home), moment(r.ClosedAt, home)})
	}
	return err
}

const selectAlarmPulse = `
	SELECT md5(concat_ws('|',
	       (SELECT string_agg(concat_ws(',', a.id, a.taken_by, a.care_at, a.closed_at, a.held_until), ' ' ORDER BY a.id)
	        FROM alarm a
	        WHERE a.organisation_id = desk_organisation()
	          AND (a.closed_at IS NULL OR a.id = $1)
	          AND (a.drill_id IS NULL OR a.id = $1 OR (SELECT d.staff FROM drill d WHERE d.id = a.drill_id))),
	       (SELECT max(s.n) FROM alarm_step s JOIN alarm a ON a.id = s.alarm_id WHERE a.organisation_id = desk_organisation() AND a.closed_at IS NULL),
	       (SELECT string_agg(concat_ws(',', e.id, e.state, e.passed_at), ' ' ORDER BY e.id) FROM alert e WHERE e.alarm_id = $1),
	       (SELECT concat_ws(',', count(*), max(k.id)) FROM alarm_act k WHERE k.alarm_id = $1 AND k.kind <> 'read'),
	       (SELECT concat_ws(',', count(*), max(s.cause_id)) FROM desk_alarm_signs($1) s),
	       (SELECT concat_ws(',', count(*), max(d.cause_id), count(*) FILTER (WHERE d.state = 'sent')) FROM desk_alarm_said($1) d)))`

// AlarmPulse changes when what who sees of the alarms does; alarm is the one on the page,
// 0 for the list.
func (db *DB) AlarmPulse(ctx context.Context, who Who, alarm int64) (pulse string, err error) {
	err = db.as(ctx, who, "feeling for news of alarms", func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, selectAlarmPulse, alarm).Scan(&pulse)
	})
	return pulse, err
}
