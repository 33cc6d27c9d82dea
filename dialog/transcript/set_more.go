package transcript

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// setMore are the facts beyond the person's own: about staff, alarms, and steps in
// every state.
func (w *World) setMore(key, about, value string) error {
	p := &w.person.person
	switch key {
	case "asked", "together", "other":
		by := map[string]dialog.By{"asked": dialog.ByMentor, "together": dialog.ByTogether, "other": dialog.ByOther}
		return w.step(about, value, by[key])
	case "step_is":
		return w.stepIs(about, dialog.StepState(value))
	case "goal_is":
		p.Apply(dialog.GoalEnded{Goal: len(p.Goals), State: dialog.GoalState(value)})
	case "helps":
		from, to, _ := strings.Cut(about, " ")
		p.Apply(dialog.LinkDrawn{From: from, To: to, Helps: true, Words: value})
	case "shared":
		return w.told(about, value)
	case "case":
		return w.other(about, value)
	case "newcomer":
		w.newcomer(value)
	case "former":
		w.mentor.person.Role = dialog.Former
	case "bridge_version":
		p.BridgeVersion = value
	case "contact": // "set: contact Karim = 06-22334455"
		p.Apply(dialog.ContactSaved{Name: about, Number: value})
		w.saved[value] = true
	case "look": // "set: look details = Bas"
		w.file.looks = slices.Insert(w.file.looks, 0, dialog.Look{Staff: strings.TrimPrefix(value, "nobody"), What: about, At: w.now})
	case "act":
		return w.act(about, value)
	case "sign_in":
		return w.passOn(dialog.Effects{Notes: []dialog.Note{{Key: "note.sign_in", Lane: dialog.LaneAnswer,
			Vars: map[string]string{"address": about, "code": value, "digits": "4821 9035"}}}})
	case "content": // "set: content content_ends = Huurtoeslag | days 7": what the clock tells those who keep the library
		return w.tellsCurators(about, value)
	case "opens":
		w.file.unknown = value == "unknown"
	case "model":
		return w.setModel(value)
	case "desk":
		engine := *w.Engine
		engine.Desk = value
		w.Engine = &engine
	default:
		return w.setDanger(key, about, value)
	}
	return nil
}

// setDanger are the facts about alarms and who answers them.
func (w *World) setDanger(key, about, value string) error {
	switch key {
	case "alarm":
		w.alarmIs(value)
	case "drill":
		w.drill = value == "on"
	case "screen":
		return w.screensAs(value)
	case "colleagues": // "set: colleagues = Karin Karin Fred", or none
		w.file.colleagues = nil
		for i, name := range strings.Fields(strings.TrimPrefix(value, "none")) {
			w.file.colleagues = append(w.file.colleagues, dialog.StaffMember{ID: int64(20 + i), Name: name, Role: dialog.MentorRole})
		}
	case "policy": // from here on the clock plays the chain of humans
		return w.setPolicy(value)
	case "on_duty":
		w.setDuty(value)
	case "chain":
		return w.chain(about, value)
	case "danger":
		category, urgency, _ := strings.Cut(about, " ")
		w.raise(risk.Verdict{Outcome: risk.Page, Category: risk.Category(category), Urgency: risk.Urgency(urgency)}, value)
	default:
		return w.setOrganisation(key, about, value)
	}
	return nil
}

// setOrganisation are the facts about the organisation.
func (w *World) setOrganisation(key, about, value string) error {
	o := &w.person.person.Organisation
	switch key {
	case "keep":
		o.KeepDays, _ = strconv.Atoi(value)
	case "mentor_word":
		o.MentorWord = strings.TrimPrefix(value, "none")
	case "duty":
		o.Duty = dialog.Duty(value)
	case "nearby": // "set: nearby Voedselbank = 010-1234567 | eten | ma-vr 9-17"
		parts := append(strings.Split(value, " | "), "", "")
		o.Numbers = append(o.Numbers, dialog.LocalNumber{Name: about, Number: parts[0], For: parts[1], Hours: parts[2]})
	default:
		return fmt.Errorf("no fact is called %q", key)
	}
	return nil
}

// alarmIs is what befalls an open alarm beside the talks: "closed", "unread", or an
// alert that the clock sends, "more", "second", "overdue", "drill".
func (w *World) alarmIs(what string) {
	switch what {
	case "unread", "read":
		w.alarm.Unread = what == "unread"
	case "more", "second", "overdue", "drill":
		w.alert(what)
	default:
		w.closeAlarm()
	}
}

// stepIs brings a step into a state: "set: step_is 1 = done", "set: step_is 1 = reminded".
func (w *World) stepIs(about string, state dialog.StepState) error {
	n, err := strconv.Atoi(about)
	if err != nil {
		return fmt.Errorf("a step has a number")
	}
	p := &w.person.person
	switch state {
	case dialog.StepDeclined:
		p.Apply(dialog.StepAnswered{Step: n})
	case "reminded":
		s, _ := p.Step(n)
		p.Apply(dialog.ReminderSet{Step: n, At: s.Day.Add(9 * time.Hour)})
	default:
		p.Apply(dialog.StepEnded{Step: n, State: state, Words: "het viel mee"})
	}
	return nil
}

// told is "set: shared 2026-11-20 dream_told = Droom. Rust.": a line of an earlier
// talk; without a kind it is about a place.
func (w *World) told(about, line string) error {
	day, kind, ok := strings.Cut(about, " ")
	if !ok {
		kind = "placed"
	}
	at, err := time.ParseInLocation("2006-01-02", day, amsterdam)
	if err != nil {
		return fmt.Errorf("the day of a line looks like 2026-11-20")
	}
	talk := at.YearDay() // one talk a day; the days of a transcript lie in one year
	w.events++
	w.log = append(w.log, logged{id: w.events, talk: talk, kind: kind, at: at, seen: at, line: line, bare: line, share: "shared"})
	w.person.state.Talk.Number = max(w.person.state.Talk.Number, talk)
	return nil
}

// newcomer is a colleague who did not come in yet.
func (w *World) newcomer(role string) {
	s := &w.mentor
	if role != "mentor" {
		s = &w.boss
	}
	s.person.Role, s.person.Invited, s.person.Name, w.file.empty = dialog.Unknown, false, "", true
}

// tellsCurators brings a note about content to the supervisor, with what it is about and a number.
func (w *World) tellsCurators(note, value string) error {
	about, rest, _ := strings.Cut(value, " | ")
	name, number, _ := strings.Cut(rest, " ")
	return w.passOn(dialog.Effects{Notes: []dialog.Note{{To: dialog.ToSupervisors, Key: "note." + note, Lane: dialog.LanePush,
		Vars: map[string]string{"about": about, "topics": about, name: number}}}})
}
