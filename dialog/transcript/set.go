package transcript

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"stapmaat/dialog"
)

// set is a fact that stands before the talk begins, so that a transcript can
// start where it matters: "set: joined = yes", "set: place schulden = 2".
func (w *World) set(text string) error {
	key, value, ok := strings.Cut(text, " = ")
	if !ok {
		return fmt.Errorf("a fact looks like: set: key = value")
	}
	key, about, _ := strings.Cut(key, " ")
	p := &w.person.person
	p.Now = w.now
	switch key {
	case "joined":
		w.joined()
	case "sharing", "sensitive":
		p.Apply(dialog.Consented{What: dialog.ConsentKind(key), Given: value == "yes", TextVersion: "nl:" + key + "@0"})
	case "name":
		if value == "none" {
			value = ""
		}
		p.Apply(dialog.NameChosen{Name: value})
	case "mentor":
		p.Mentor.Name = value
		if value == "nobody" {
			p.Mentor = dialog.Mentor{}
		}
	case "mentor_reached":
		p.Mentor.Reached = value == "yes"
	case "phone":
		p.Apply(dialog.PhoneSaid{Phone: dialog.Phone(value)})
	case "push":
		p.Apply(dialog.PushChosen{Words: dialog.PushWords(value)})
	case "story":
		p.Apply(dialog.StoryTold{Pillar: about, Words: value})
	case "place":
		return w.place(about, value)
	case "debthelp":
		p.Apply(dialog.DebtHelpSaid{Status: dialog.DebtHelp(value)})
	case "dream":
		p.Apply(dialog.DreamTold{Words: value})
	case "link":
		from, to, _ := strings.Cut(about, " ")
		p.Apply(dialog.LinkDrawn{From: from, To: to, Words: value})
	case "goal":
		p.Apply(dialog.GoalSet{Goal: len(p.Goals) + 1, Sub: about, Words: value})
	case "aspect":
		p.Apply(dialog.GoalSaid{Goal: len(p.Goals), Aspect: about, Words: value})
	case "step":
		return w.step(about, value, dialog.ByMe)
	case "passed":
		if w.person.state.Passed == nil {
			w.person.state.Passed = map[string]time.Time{}
		}
		w.person.state.Passed[value] = w.now
	case "suicide":
		p.Alarm, p.Suicide = true, true
	default:
		return w.setMore(key, about, value)
	}
	return nil
}

// joined is the welcome behind us, with every consent given.
func (w *World) joined() {
	p := &w.person.person
	p.Role, p.Invited, p.Name = dialog.Participant, true, "Fatima"
	for _, kind := range []dialog.ConsentKind{dialog.Informed, dialog.Joined, dialog.Sensitive, dialog.Sharing} {
		p.Apply(dialog.Consented{What: kind, Given: true, TextVersion: "nl:" + string(kind) + "@0"})
	}
}

func (w *World) place(sub, value string) error {
	rung, err := strconv.Atoi(value)
	if err != nil && value != "not for me" {
		return fmt.Errorf("a place is a number or \"not for me\"")
	}
	w.person.person.Apply(dialog.Placed{Bridge: w.Engine.Bridges[0].Version, Sub: sub, Rung: rung, NotForMe: err != nil})
	return nil
}

// step is "set: step 2026-11-27 = bel de gemeente", for the newest goal; "set: asked",
// "set: together" and "set: other" say who does it.
func (w *World) step(day, words string, by dialog.By) error {
	on, err := time.ParseInLocation("2006-01-02", day, amsterdam)
	if err != nil {
		return fmt.Errorf("the day of a step looks like 2026-11-27")
	}
	p := &w.person.person
	p.Apply(dialog.StepSet{Step: len(p.Steps) + 1, Goal: len(p.Goals), Words: words, Day: on, By: by, FoundBy: dialog.FoundBySelf})
	return nil
}
