package dialog

import "slices"

// Apply changes the snapshot by an event of this person. The store does the same
// to its tables; the two are compared over all transcripts.
func (p *Person) Apply(event Event) {
	switch e := event.(type) {
	case CameIn:
		p.Invited = true
	case Consented:
		p.consent(e)
	case SaidUnder18:
		p.Under18 = true
	case NameChosen:
		p.Name = e.Name
	case PhoneSaid:
		p.Phone = e.Phone
	case PushChosen:
		p.Words = e.Words
	case StoryTold:
		p.Story = append(p.Story, Told{e.Pillar, e.Words, p.Now})
	case Placed:
		p.Positions = append(p.Positions, Position{Bridge: e.Bridge, Sub: e.Sub, Rung: e.Rung, NotForMe: e.NotForMe, Words: e.Words, At: p.Now})
	case DebtHelpSaid:
		p.DebtHelp = e.Status
	case LinkDrawn:
		p.Links = append(p.Links, Link{e.From, e.To, e.Helps, e.Words, p.Now})
	case DreamTold:
		p.Dream = e.Words
	case PauseSet:
		p.Paused = e.Paused
	case Mistaken:
		p.applyMistake(e)
	case HandEnded:
		p.Owner = nil
	case Refused, Erased:
		p.Leaving = true
	case DigestChosen:
		if p.Desk != nil {
			desk := *p.Desk
			desk.Digest = e.Time
			p.Desk = &desk
		}
	case TalkOffered, TalkShared, TalkWithheld, TalkBared:
		p.applySharing(event)
	case DangerAsked, DangerAnswered:
		p.applyDanger(event)
	case ContactSaved, ContactRemoved, FollowUpChosen:
		p.applyBadMoment(event)
	default:
		p.applyGoal(event)
		p.applyStep(event)
		p.applyStaff(event)
	}
}

func (p *Person) consent(e Consented) {
	if p.Consents == nil {
		p.Consents = map[ConsentKind]Consent{}
	}
	p.Consents[e.What] = Consent{e.Given, e.TextVersion, p.Now}
}

// applySharing marks what is put in front of the person, and lets go of it once
// she, or the clock, decided.
func (p *Person) applySharing(event Event) {
	_, offering := event.(TalkOffered)
	var record []Entry
	for _, entry := range p.Record {
		if offering {
			entry.Offered = true
		}
		if offering || !entry.Offered {
			record = append(record, entry)
		}
	}
	p.Record = record
}

func (p *Person) applyGoal(event Event) {
	switch e := event.(type) {
	case GoalSet:
		p.Goals = append(slices.Clone(p.Goals), Goal{Number: e.Goal, Sub: e.Sub, Words: e.Words, State: GoalOpen, At: p.Now})
	case GoalSaid:
		p.changeGoal(e.Goal, func(g *Goal) { g.say(e.Aspect, e.Words) })
	case GoalEnded:
		p.changeGoal(e.Goal, func(g *Goal) { g.State = e.State })
	}
}

func (g *Goal) say(aspect, words string) {
	switch aspect {
	case "why":
		g.Why = words
	case "notice":
		g.Notice = words
	case "helper":
		g.Helper = words
	case "obstacle":
		g.Obstacle = words
	case "then":
		g.Then = words
	case "celebrate":
		g.Celebrate = words
	case "words":
		g.Words = words
	}
}

func (p *Person) applyStep(event Event) {
	switch e := event.(type) {
	case StepSet:
		state := StepOpen
		if e.By == ByMentor {
			state = StepAsked
		}
		p.Steps = append(slices.Clone(p.Steps), Step{Number: e.Step, Goal: e.Goal, Words: e.Words, Day: e.Day,
			By: e.By, ByName: e.ByName, FoundBy: e.FoundBy, State: state, At: p.Now})
	case StepMoved:
		p.changeStep(e.Step, func(s *Step) { s.Day = e.Day; s.Moves++ })
	case StepChanged:
		p.changeStep(e.Step, func(s *Step) { s.Words = e.Words })
	case ReminderSet:
		p.changeStep(e.Step, func(s *Step) { s.Remind = e.At })
	case StepEnded:
		p.changeStep(e.Step, func(s *Step) { s.State = e.State; s.Note = e.Words })
	case StepHelped:
		p.changeStep(e.Step, func(s *Step) { s.Note = e.Words })
	case StepNotYet:
		p.changeStep(e.Step, func(s *Step) { s.Note = e.Words })
	case StepAnswered:
		p.changeStep(e.Step, func(s *Step) {
			s.State = StepDeclined
			if e.Accepted {
				s.State = StepOpen
			}
		})
	}
}

// changeGoal and changeStep work on copies: the caller's snapshot stays as it was.

func (p *Person) changeGoal(number int, change func(*Goal)) {
	p.Goals = slices.Clone(p.Goals)
	for i := range p.Goals {
		if p.Goals[i].Number == number {
			change(&p.Goals[i])
		}
	}
}

func (p *Person) changeStep(number int, change func(*Step)) {
	p.Steps = slices.Clone(p.Steps)
	for i := range p.Steps {
		if p.Steps[i].Number == number {
			change(&p.Steps[i])
		}
	}
}
