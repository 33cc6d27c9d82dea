package transcript

import (
	"fmt"
	"slices"
	"time"

	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
)

// record keeps the facts of a turn, as the store does.
func (w *World) record(s *seat, out dialog.Effects) {
	for _, f := range out.Events {
		s.person.Now = w.now.In(amsterdam)
		s.person.Apply(f.Event)
		if s != &w.person {
			w.recordDesk(s, f.Event)
			continue
		}
		w.recordPerson(f)
		if f.Line != "" {
			w.events++
			w.log = append(w.log, logged{id: w.events, talk: s.state.Talk.Number, kind: f.Event.Kind(), at: w.now, line: f.Line, bare: f.Bare, share: "open"})
			if f.Shared {
				w.log[len(w.log)-1].share, w.log[len(w.log)-1].seen = "shared", w.now
			}
		}
	}
}

func (w *World) recordPerson(f dialog.Fact) {
	switch e := f.Event.(type) {
	case dialog.ContactSaved:
		w.saved[e.Number] = true
	case dialog.CameIn:
		w.person.person.Role, w.person.person.Name = dialog.Participant, w.file.invited.Name
	case dialog.TalkOffered, dialog.TalkWithheld, dialog.TalkBared:
		w.decide(f.Event.Kind(), nil)
	case dialog.TalkShared:
		w.decide(f.Event.Kind(), e.Without)
	case dialog.Mistaken:
		w.log = slices.DeleteFunc(w.log, func(l logged) bool { return l.id == e.Event })
	case dialog.HandEnded:
		w.hand = hand{}
	case dialog.AskedHuman:
		w.file.human = true
	case dialog.RightPerson:
		w.file.confirmed = e.Right
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
			l.share, l.seen = "shared", w.now
		case kind == "talk_bared" && l.bare != "":
			l.share, l.seen = "bare", w.now
		default:
			l.share = "withheld"
		}
	}
}

// forget is what wiping and erasing do, as soon as the clock moves: the person is as new.
func (w *World) forget() {
	fresh := NewWorld(w.Engine).person
	fresh.person.Mentor = w.person.person.Mentor
	w.person.person, w.person.state = fresh.person, dialog.State{}
	w.log, w.said, w.file.human, w.file.confirmed = nil, nil, false, false
	w.timers = slices.DeleteFunc(w.timers, func(r ringing) bool { return r.seat == &w.person })
}

// closeAlarm is a human who closes it.
func (w *World) closeAlarm() {
	w.alarm, w.taken, w.closer = nil, "", ""
	p := &w.person.person
	p.AlarmBefore, p.WasGuarded = p.AlarmBefore || p.Alarm, p.WasGuarded || p.Guarded
	p.Alarm, p.Suicide, p.Guarded = false, false, false
}

// refresh takes a new snapshot of a seat.
func (w *World) refresh(s *seat, needs dialog.Needs) {
	s.person.Now = w.now.In(amsterdam)
	if s != &w.person {
		w.refreshDesk(s, needs)
		return
	}
	w.refreshPerson(s)
	s.person.Said, s.person.Shared, s.person.Looks = nil, nil, nil
	if needs.Looks {
		s.person.Looks = w.file.looks
	}
	if needs.Said {
		s.person.Said = w.said
	}
	if needs.Shared {
		s.person.Shared = w.shared()
	}
}

func (w *World) refreshPerson(s *seat) {
	p := &s.person
	hour := p.Now.Hour()
	weekday := p.Now.Weekday() >= 1 && p.Now.Weekday() <= 5
	p.Mentor.Open = p.Mentor.ID != 0 && weekday && hour >= 9 && hour < 17
	p.Mentor.Opens = time.Time{}
	if !p.Mentor.Open {
		if !w.file.unknown {
			p.Mentor.Opens = opens(p.Now)
		}
	}
	p.Owner = nil
	if w.hand.seat != nil {
		o := w.hand.seat.person
		p.Owner = &dialog.Owner{ID: o.ID, Name: o.Name, Since: w.hand.since.In(amsterdam), Wrote: w.hand.wrote}
	}
	p.AlarmTaken, p.AlarmBy, p.AlarmInCare = w.taken != "", w.taken, w.closer != ""
	p.Record = nil
	for _, l := range w.log {
		if l.share == "open" || l.share == "offered" {
			p.Record = append(p.Record, dialog.Entry{Event: l.id, Kind: l.kind, Line: l.line, At: l.at, Offered: l.share == "offered"})
		}
	}
}

// opens is when the mentor is at work again: nine o'clock on the next working day.
func opens(now time.Time) time.Time {
	y, m, d := now.Date()
	at := time.Date(y, m, d, 9, 0, 0, 0, now.Location())
	for at.Before(now) || at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		at = at.AddDate(0, 0, 1)
	}
	return at
}

// raise opens the alarm and alerts, as the receiver does before any turn.
func (w *World) raise(v risk.Verdict, words string) {
	opened := w.alarm == nil
	if opened {
		w.person.person.AlarmKind = risk.Verdict{}
		known := w.file.invited
		w.raised++
		w.alarm = &dialog.AlarmCard{ID: w.raised, Person: w.person.person.ID, Name: known.Name, Phone: known.Phone, Address: known.Address,
			Contact: known.Contact, Language: known.Language, Safety: known.Safety,
			Category: string(v.Category), Urgency: string(v.Urgency), Words: words}
	}
	w.person.person.Alarm = true
	w.person.person.Suicide = w.person.person.Suicide || dialog.EndsLife(v.Category)
	w.person.person.Guarded = w.person.person.Guarded || dialog.Guarded(v.Category)
	if rank := map[risk.Urgency]int{risk.Today: 1, risk.Now: 2}; rank[v.Urgency] >= rank[w.person.person.AlarmKind.Urgency] {
		w.person.person.AlarmKind = risk.Verdict{Category: v.Category, Urgency: v.Urgency}
	}
	w.urgency = v.Urgency
	w.alarm.Drill = w.drill
	w.alarm.Two = w.alarm.Two || !w.drill && chain.TakesTwo(chain.Sign{Category: v.Category, Urgency: v.Urgency})
	w.alarm.Guarded, w.alarm.Minor, w.alarm.Watched = w.person.person.Guarded, w.person.person.Under18, w.person.person.Phone == dialog.PhoneWatched
	if w.chained != nil {
		w.chained.begins(w, v, opened)
		worst := chain.Worst(w.chained.all())
		w.alarm.Category, w.alarm.Urgency = string(worst.Category), string(worst.Urgency)
		return
	}
	w.alert("alarm")
}

// signed puts what the person wrote on her alarm, as the receiver does.
func (w *World) signed(in dialog.Input) {
	if w.chained != nil && w.alarm != nil && in.Text != "" {
		w.alarm.Words += "\n" + in.Text
	}
	switch {
	case in.Risk.Outcome == risk.Page:
		w.raise(in.Risk, in.Text)
	case w.chained != nil && w.alarm != nil && in.Kind == dialog.Typed:
		w.chained.begins(w, risk.Verdict{Urgency: chain.NotUrgent}, false)
	}
}

// alert shows staff one of the alerts about the open alarm.
func (w *World) alert(kind string) {
	w.alertTo(kind, w.staff()...)
}

// alertTo alerts some of them. Where the chain is played the line says whom.
func (w *World) alertTo(kind string, who ...*seat) {
	w.alerts++
	m := w.Engine.Alert("nl", dialog.AlertNews{Kind: kind, Alarm: w.alarm.ID, Person: w.person.person.ID, Urgency: w.urgency, Drill: w.drill && kind != "drill"})
	for _, to := range who {
		line := fmt.Sprintf("alert %d (telegram)", w.alerts)
		if w.chained != nil {
			line = fmt.Sprintf("alert %d (telegram, %s)", w.alerts, to.person.Name)
		}
		if w.chained != nil && to.deaf {
			w.Out = append(w.Out, Line{Who: line, Text: "(blocked)"})
			continue
		}
		to.shown = append(to.shown, m)
		w.Out = append(w.Out, Message(line, m)...)
	}
}
