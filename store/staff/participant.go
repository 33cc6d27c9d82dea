package staff

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// Participant is everything on the page of one participant.
type Participant struct {
	*Case
	Before      time.Time // what was shared later is new in this visit; zero when nothing was read yet
	Consents    map[dialog.ConsentKind]dialog.Consent
	Notes       []Note // newest first
	Corrections map[int64]Correction

	looks int64 // who looks
}

// visit is when a look at a page is another visit.
const visit = 30 * time.Minute

// Participant reads the page of one participant whom who may see, ErrNotFound else. The
// look counts as reading the log to its end, and what was new stays so for the visit.
func (db *DB) Participant(ctx context.Context, who Who, person int64) (p *Participant, err error) {
	err = db.as(ctx, who, "reading a participant's page", func(tx pgx.Tx) error {
		p, err = db.participant(ctx, tx, who, person, true)
		return err
	})
	return p, err
}

// Look reads the same without counting as a visit: for pictures, print and forms.
func (db *DB) Look(ctx context.Context, who Who, person int64) (p *Participant, err error) {
	err = db.as(ctx, who, "reading about a participant", func(tx pgx.Tx) error {
		p, err = db.participant(ctx, tx, who, person, false)
		return err
	})
	return p, err
}

func (db *DB) participant(ctx context.Context, tx pgx.Tx, who Who, person int64, visits bool) (*Participant, error) {
	all, err := db.read(ctx, tx, who, []int64{person}, true)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 || all[0].Person != person {
		return nil, ErrNotFound
	}
	p := &Participant{Case: all[0], Corrections: map[int64]Correction{}, looks: who.Staff}
	p.Consents = p.View.Person.Consents
	b := &pgx.Batch{}
	p.consents(b)
	p.notes(db, b)
	p.corrections(b)
	p.before(b, who, visits, db.now())
	return p, tx.SendBatch(ctx, b).Close()
}

const selectConsents = `
	SELECT what, given, at
	FROM consent
	WHERE person_id = $1`

func (p *Participant) consents(b *pgx.Batch) {
	b.Queue(selectConsents, p.Person).Query(func(rows pgx.Rows) error {
		var what dialog.ConsentKind
		var given bool
		var at time.Time
		_, err := pgx.ForEachRow(rows, []any{&what, &given, &at}, func() error {
			p.Consents[what] = dialog.Consent{Given: given, At: at.In(p.zone())}
			return nil
		})
		return err
	})
}

func (p *Participant) zone() *time.Location { return p.View.Person.Now.Location() }

// startVisit says that the log is being read to its end. Another visit moves what counts as new.
const startVisit = `
	INSERT INTO casework AS w (staff_id, person_id, organisation_id, before_at, read_at, looked_at)
	VALUES (@staff, @person, @organisation, NULL, @now, @now)
	ON CONFLICT (staff_id, person_id) DO UPDATE
	SET before_at = CASE WHEN w.looked_at > @since THEN w.before_at ELSE w.read_at END,
	    read_at = @now,
	    looked_at = @now
	RETURNING before_at`

const selectVisit = `
	SELECT CASE WHEN looked_at > @since THEN before_at ELSE read_at END
	FROM casework
	WHERE staff_id = @staff
	  AND person_id = @person`

func (p *Participant) before(b *pgx.Batch, who Who, visits bool, now time.Time) {
	sql := selectVisit
	if visits {
		sql = startVisit
	}
	b.Queue(sql, pgx.NamedArgs{"staff": who.Staff, "person": p.Person, "organisation": who.Organisation, "now": now, "since": now.Add(-visit)}).Query(func(rows pgx.Rows) error {
		at, err := pgx.CollectRows(rows, pgx.RowTo[*time.Time])
		if err == nil && len(at) > 0 {
			p.Before = moment(at[0], p.zone())
		}
		return err
	})
}

// Fresh tells whether a fact is new in this visit.
func (p *Participant) Fresh(sharedAt time.Time) bool { return sharedAt.After(p.Before) }

// selectAppointments are the appointments that stand or do not suit, the first one first.
const selectAppointments = `
	SELECT a.person_id AS person, a.number, a.words, a.begins_at AS begins, a.state, a.at
	FROM appointment a
	WHERE a.person_id = ANY ($1)
	  AND a.state <> 'cancelled'
	  AND a.begins_at > $2::timestamptz - interval '1 day'
	ORDER BY a.person_id, a.begins_at`

type appointmentRow struct {
	owner
	Number     int
	Words      []byte
	Begins, At time.Time
	State      dialog.AppointmentState
}

func (cs *cases) appointment(c *Case, r appointmentRow) error {
	var w struct {
		With   string `json:"with"`
		Place  string `json:"place"`
		Bring  string `json:"bring"`
		Cannot string `json:"cannot"`
	}
	if err := c.key.OpenJSON(r.Words, seal.At("appointment.words", r.Person, int64(r.Number)), &w); err != nil {
		return err
	}
	zone := c.View.Person.Now.Location()
	c.Meetings = append(c.Meetings, dialog.Appointment{Number: r.Number, With: w.With, When: r.Begins.In(zone), Place: w.Place, Bring: w.Bring,
		State: r.State, Words: w.Cannot, At: r.At.In(zone)})
	return nil
}
