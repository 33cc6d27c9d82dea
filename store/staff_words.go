package store

import (
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// relayedWords is what relayed.words holds, sealed.
type relayedWords struct {
	By    string `json:"by,omitempty"` // first name; "" for the person
	Words string `json:"words"`
}

type relayedWrite struct {
	factKey
	fromStaff bool
	words     []byte
	shown     bool
}

const insertRelayed = `
	INSERT INTO relayed (person_id, cause_id, n, organisation_id, at, from_staff, words, shown_at)
	SELECT r.person, r.cause, r.n, r.organisation, r.at, r.from_staff, r.words, CASE WHEN r.shown THEN r.at END
	FROM unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::bigint[], $5::timestamptz[], $6::boolean[], $7::bytea[], $8::boolean[])
	     AS r (person, cause, n, organisation, at, from_staff, words, shown)`

const showRelayed = `
	UPDATE relayed
	SET shown_at = $1
	WHERE person_id = $2
	  AND shown_at IS NULL`

// relay keeps words that pass between a human and the person.
func (t *factTurn) relay(by, words string, fromStaff, shown bool) error {
	sealed, err := t.key.SealJSON(relayedWords{by, words}, t.place("relayed.words"))
	t.relayed = append(t.relayed, relayedWrite{t.fact(), fromStaff, sealed, shown})
	return err
}

// appointmentWords is what appointment.words holds, sealed.
type appointmentWords struct {
	With   string `json:"with"`
	Place  string `json:"place,omitempty"`
	Bring  string `json:"bring,omitempty"`
	Cannot string `json:"cannot,omitempty"`
}

type appointmentWrite struct {
	person, organisation int64
	number               int
	words                []byte
	begins, at           time.Time
	state                dialog.AppointmentState
}

const upsertAppointments = `
	INSERT INTO appointment (person_id, number, organisation_id, words, begins_at, state, at)
	SELECT *
	FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::bytea[], $5::timestamptz[], $6::text[], $7::timestamptz[])
	ON CONFLICT (person_id, number) DO UPDATE
	SET words = EXCLUDED.words,
	    begins_at = EXCLUDED.begins_at,
	    state = EXCLUDED.state`

// appointment takes over an event about one: Apply has put it into the snapshot's copy.
func (t *factTurn) appointment(event dialog.Event) {
	if t.meets == nil {
		p := t.Person
		t.meets = &p
	}
	t.meets.Apply(event)
}

// finishAppointments seals the appointments that changed, each once.
func (t *factTurn) finishAppointments() error {
	if t.meets == nil {
		return nil
	}
	before := map[int]dialog.Appointment{}
	for _, a := range t.Person.Appointments {
		before[a.Number] = a
	}
	for _, a := range t.meets.Appointments {
		if before[a.Number] == a {
			continue
		}
		words, err := t.key.SealJSON(appointmentWords{a.With, a.Place, a.Bring, a.Words}, planPlace("appointment.words", t.Person.ID, a.Number))
		if err != nil {
			return err
		}
		t.writes.appointments = append(t.writes.appointments, appointmentWrite{t.Person.ID, t.Organisation, a.Number, words, a.When, a.At, a.State})
	}
	return nil
}

// queueStaffWords queues what staff wrote and planned.
func (w *writes) queueStaffWords(b *pgx.Batch) {
	if len(w.relayed) > 0 {
		b.Queue(insertRelayed, append(keyArgs(w.relayed),
			column(w.relayed, func(r relayedWrite) bool { return r.fromStaff }),
			column(w.relayed, func(r relayedWrite) []byte { return r.words }),
			column(w.relayed, func(r relayedWrite) bool { return r.shown }))...)
	}
	if len(w.appointments) > 0 {
		b.Queue(upsertAppointments,
			column(w.appointments, func(r appointmentWrite) int64 { return r.person }),
			column(w.appointments, func(r appointmentWrite) int32 { return int32(r.number) }),
			column(w.appointments, func(r appointmentWrite) int64 { return r.organisation }),
			column(w.appointments, func(r appointmentWrite) []byte { return r.words }),
			column(w.appointments, func(r appointmentWrite) time.Time { return r.begins }),
			column(w.appointments, func(r appointmentWrite) string { return string(r.state) }),
			column(w.appointments, func(r appointmentWrite) time.Time { return r.at }))
	}
}

const selectAppointments = `
	SELECT person_id AS person, number, words, begins_at AS begins, state, at
	FROM appointment
	WHERE person_id = ANY($1)
	ORDER BY number`

type appointmentRow struct {
	owner
	Number     int
	Words      []byte
	Begins, At time.Time
	State      dialog.AppointmentState
}

func (s *snapshot) appointment(r appointmentRow) {
	var w appointmentWords
	s.json(r.Words, planPlace("appointment.words", r.Person, r.Number), &w)
	s.person.Appointments = append(s.person.Appointments, dialog.Appointment{Number: r.Number, With: w.With, When: r.Begins.In(s.zone), Place: w.Place,
		Bring: w.Bring, State: r.State, Words: w.Cannot, At: r.At.In(s.zone)})
}

const selectUnshown = `
	SELECT person_id AS person, cause_id AS cause, n, words, at
	FROM relayed
	WHERE person_id = ANY($1)
	  AND shown_at IS NULL
	ORDER BY cause_id, n`

type unshownRow struct {
	owner
	Cause int64
	N     int
	Words []byte
	At    time.Time
}

func (s *snapshot) unshown(r unshownRow) {
	var w relayedWords
	s.json(r.Words, factPlace("relayed.words", r.Cause, r.N), &w)
	s.person.Unshown = append(s.person.Unshown, dialog.Letter{Name: w.By, Words: w.Words, At: r.At.In(s.zone)})
}
