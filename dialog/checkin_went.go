package dialog

// askWent is for a step that went otherwise than planned.
func askWent(t *turn) next { return t.askStepNow("checkin.went", "skipit") }

func takeWent(t *turn, a answer) next {
	switch {
	case t.unsaid(a) == odd || a.choice == "" && t.private(a.words):
		return again
	case a.choice == "" && !t.texts.noWords(a.words):
		t.keep("went", a.words)
	}
	return "ended"
}

func askEnded(t *turn) next { return t.askStepNow("checkin.ended", "yes", "no") }

func takeEnded(t *turn, a answer) next {
	if a.choice == "yes" {
		return "did"
	}
	if went := t.kept("went"); went != "" {
		t.notYet("log.step_went", went)
	}
	return "options"
}
