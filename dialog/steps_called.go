package dialog

// How the one who does a step is called.

// toYou turns "mijn zus" into "je zus", for when the bot says it.
func (t *turn) toYou(name string) string {
	for _, my := range t.texts.Phrases["step.my"] {
		if rest, ok := afterWords(name, my); ok {
			return t.label("steps.your") + " " + rest
		}
	}
	return name
}

// who says in a plan who does a step; nothing when it is the person alone.
func (t *turn) who(s Step) string {
	name := s.ByName
	if name == "" {
		name = t.label("steps.somebody")
	}
	switch s.By {
	case ByTogether:
		return t.texts.label("steps.together_with", Vars{"who": name})
	case ByMentor:
		if s.State == StepOpen || s.State == StepDone {
			return name
		}
		return t.texts.label("steps.asked_of", Vars{"who": name})
	case ByOther:
		return name
	}
	return ""
}
