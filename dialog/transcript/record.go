package transcript

import (
	"fmt"
	"slices"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// record keeps the facts of a turn, as the store does.
func (w *World) record(s *seat, out dialog.Effects) {
	for _, f := range out.Events {
		s.person.Now = w.now.In(amsterdam)
		s.person.Apply(f.Event)
		if s != &w.person {
			continue
		}
		switch e := f.Event.(type) {
		case dialog.CameIn:
			s.person.Role, s.person.Name = dialog.Participant, "Fatima"
		case dialog.TalkOffered, dialog.TalkWithheld, dialog.TalkBared:
			w.decide(f.Event.Kind(), nil)
		case dialog.TalkShared:
			w.decide(f.Event.Kind(), e.Without)
		case dialog.Refused, dialog.Erased:
			w.forget()
		}
		if f.Line != "" {
			w.events++
			w.log = append(w.log, logged{w.events, s.state.Talk.Number, f.Event.Kind(), w.now, f.Line, f.Bare, "open"})
		}
	}
}

// decide moves what was offered, as the person, or the clock, said.
func (w *World) decide(kind string, without []int64) {
	for i := range w.log {
		l := &w.log[i]
		switch {
		case kind == "talk_offered" && l.share == "open":
			l.share = "offered"
		case l.share != "offered" || kind == "talk_offered":
		case kind == "talk_shared" && !slices.Contains(without, l.id):
			l.share = "shared"
		case kind == "talk_bared" && l.bare != "":
			l.share = "bare"
		default:
			l.share = "withheld"
		}
	}
}

// forget is what wiping and erasing do: the person is as new.
func (w *World) forget() {
	fresh := NewWorld(w.Engine).person
	fresh.person.Mentor = w.person.person.Mentor
	w.person.person, w.person.state = fresh.person, dialog.State{}
	w.timers, w.log = nil, nil
}

// refresh takes a new snapshot of a seat.
func (w *World) refresh(s *seat, needs dialog.Needs) {
	s.person.Now = w.now.In(amsterdam)
	if s == &w.person {
		w.refreshPerson(s)
		return
	}
	desk := &dialog.Desk{FreshToken: "geldig", Link: "start:", Digest: dialog.DigestTime{Hour: 9}}
	if s.person.Desk != nil {
		desk.Digest = s.person.Desk.Digest
	}
	if s == &w.mentor {
		desk.Cases = []dialog.Case{w.caseNow()}
		if needs.Person == w.person.person.ID {
			desk.Focus = w.file(needs.Page)
		}
	}
	if needs.Alarm != 0 && w.alarm != nil && w.alarm.ID == needs.Alarm {
		card := *w.alarm
		desk.Alarm = &card
	}
	s.person.Desk = desk
}

func (w *World) refreshPerson(s *seat) {
	p := &s.person
	hour := p.Now.Hour()
	weekday := p.Now.Weekday() >= 1 && p.Now.Weekday() <= 5
	p.Mentor.Open = p.Mentor.ID != 0 && weekday && hour >= 9 && hour < 17
	p.Mentor.Opens = ""
	if !p.Mentor.Open {
		p.Mentor.Opens = "morgen om 9.00 uur"
	}
	p.Record = nil
	for _, l := range w.log {
		if l.share == "open" || l.share == "offered" {
			p.Record = append(p.Record, dialog.Entry{Event: l.id, Kind: l.kind, Line: l.line, At: l.at, Offered: l.share == "offered"})
		}
	}
}

func (w *World) caseNow() dialog.Case {
	c := dialog.Case{Person: w.person.person.ID, Name: w.person.person.Name, Joined: w.person.person.Consents[dialog.Joined].Given,
		LastTalk: w.person.state.Talk.Last}
	for _, l := range w.log {
		if l.share == "shared" || l.share == "bare" {
			c.NewLines++
		}
	}
	for _, s := range w.person.person.Steps {
		if s.State == dialog.StepAsked {
			c.Asks++
		}
	}
	return c
}

// file is the log as the mentor may read it: twenty lines a page, newest first.
func (w *World) file(page int) *dialog.File {
	f := &dialog.File{Case: w.caseNow(), Page: page}
	for _, l := range slices.Backward(w.log) {
		text := map[string]string{"shared": l.line, "bare": l.bare}[l.share]
		if text != "" {
			f.Lines = append(f.Lines, dialog.LogLine{Event: l.id, Talk: int64(l.talk), At: l.at, Kind: l.kind, Text: text, Bare: l.share == "bare"})
		}
	}
	const size = 20
	f.Pages = (len(f.Lines) + size - 1) / size
	f.Lines = f.Lines[min(page*size, len(f.Lines)):min((page+1)*size, len(f.Lines))]
	for _, s := range w.person.person.Steps {
		if s.State == dialog.StepAsked {
			f.Asked = append(f.Asked, s)
		}
	}
	return f
}

// raise opens the alarm and alerts, as the receiver does before any turn.
func (w *World) raise(v risk.Verdict, words string) {
	if w.alarm == nil {
		w.alarm = &dialog.AlarmCard{ID: 1, Person: w.person.person.ID, Name: w.person.person.Name, Phone: "06-12345678",
			Category: string(v.Category), Urgency: string(v.Urgency), Words: words}
	}
	w.person.person.Alarm = true
	w.person.person.Suicide = w.person.person.Suicide || v.Category == risk.Suicide
	w.alerts++
	m := w.Engine.Alert("nl", w.alarm.ID, w.person.person.ID, v.Urgency)
	for _, to := range []*seat{&w.mentor, &w.boss} {
		to.shown = append(to.shown, m)
		w.Out = append(w.Out, Message(fmt.Sprintf("alert %d (telegram)", w.alerts), m)...)
	}
}
