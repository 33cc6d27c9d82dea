package dialog

import (
	"slices"
	"time"
)

// What staff did for a person, as far as her talk knows it.

// Letter are words of a human to the person.
type Letter struct {
	Name  string // first name of who wrote
	Words string
	At    time.Time
}

// Appointment is a meeting with staff. Numbers count per person from 1.
type Appointment struct {
	Number int
	With   string    // first name
	When   time.Time // when it begins, in the person's zone
	Place  string
	Bring  string // what to take along, "" for nothing
	State  AppointmentState
	Words  string // why it does not suit, "" when the person did not say
	At     time.Time
}

// AppointmentState is where an appointment is in its life.
type AppointmentState string

// The states of an appointment.
const (
	AppointmentOn    AppointmentState = "planned"
	AppointmentUnfit AppointmentState = "cannot" // the person said that it does not suit
	AppointmentOff   AppointmentState = "cancelled"
)

// Appointment finds one by its number.
func (p *Person) Appointment(number int) (Appointment, bool) {
	for _, a := range p.Appointments {
		if a.Number == number {
			return a, true
		}
	}
	return Appointment{}, false
}

// Ahead are the appointments that stand and did not begin yet, the first one first.
func (p *Person) Ahead() []Appointment {
	ahead := slices.DeleteFunc(slices.Clone(p.Appointments), func(a Appointment) bool {
		return a.State != AppointmentOn || a.When.Before(p.Now)
	})
	slices.SortStableFunc(ahead, func(a, b Appointment) int { return a.When.Compare(b.When) })
	return ahead
}

// applyStaff changes the snapshot by what staff did.
func (p *Person) applyStaff(event Event) {
	switch e := event.(type) {
	case Discussed:
		p.discussed(e)
	case MentorChanged:
		p.Mentor = Mentor{ID: e.Mentor, Name: e.Name, Reached: true}
	case StaffWrote:
		if !e.Shown {
			p.Unshown = append(slices.Clone(p.Unshown), Letter{e.Name, e.Words, p.Now})
		}
	case StaffWordsShown:
		p.Unshown = nil
	case AppointmentSet:
		p.putAppointment(Appointment{Number: e.Appointment, With: e.With, When: e.When.In(p.Now.Location()), Place: e.Place, Bring: e.Bring,
			State: AppointmentOn, At: p.Now})
	case AppointmentCancelled:
		p.changeAppointment(e.Appointment, func(a *Appointment) { a.State = AppointmentOff })
	case AppointmentCannot:
		p.changeAppointment(e.Appointment, func(a *Appointment) { a.State, a.Words = AppointmentUnfit, e.Words })
	}
}

// putAppointment adds one, or gives one of that number other particulars.
func (p *Person) putAppointment(put Appointment) {
	if _, known := p.Appointment(put.Number); !known {
		p.Appointments = append(slices.Clone(p.Appointments), put)
		return
	}
	p.changeAppointment(put.Number, func(a *Appointment) {
		put.At = a.At
		*a = put
	})
}

func (p *Person) changeAppointment(number int, change func(*Appointment)) {
	p.Appointments = slices.Clone(p.Appointments)
	for i := range p.Appointments {
		if p.Appointments[i].Number == number {
			change(&p.Appointments[i])
		}
	}
}

// discussed marks the newest place on that rung, and no other: who has moved since was not talked about.
func (p *Person) discussed(e Discussed) {
	p.Positions = slices.Clone(p.Positions)
	for i := len(p.Positions) - 1; i >= 0; i-- {
		if q := &p.Positions[i]; q.Sub == e.Sub && q.Rung == e.Rung {
			q.Discussed = true
			return
		}
	}
}
