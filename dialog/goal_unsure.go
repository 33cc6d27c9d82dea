package dialog

// When no goal comes: small examples first, and then somebody to think along. There
// is always a button, so that nobody stands before a wall.

func unsureSteps() []step {
	return []step{
		{name: "examples", words: true, ask: askExamples, take: takeExample},
		{name: "mentor", ask: askMentorAlong, take: takeMentorAlong},
	}
}

// askExamples gives small examples, beside what she told first when there is something.
func askExamples(t *turn) next {
	options := t.opts("exletter", "excall", "exlist", "notknown")
	if words := t.firstStory(); words != "" {
		return t.ask("goal.examples_story", Vars{"story": short(words)}, options...)
	}
	return t.ask("goal.examples", nil, options...)
}

// firstStory is what she told first, in her words.
func (t *turn) firstStory() string {
	for _, told := range t.p.Story {
		if told.Words != "" {
			return told.Words
		}
	}
	return ""
}

func takeExample(t *turn, a answer) next {
	switch kind := t.unsaid(a); {
	case kind == odd:
		return again
	case kind != ownWords || a.choice == "notknown":
		return "mentor"
	case a.choice != "":
		t.setGoal(t.label("goal." + a.choice))
		return "why"
	}
	return takeGoal(t, a)
}

// askMentorAlong offers to ask the mentor. Nothing goes to her before the tap.
func askMentorAlong(t *turn) next {
	if !t.hasMentor() {
		return t.noGoal("goal.later")
	}
	ask := t.opt("askmentor")
	ask.label = fits(ask.label)
	return t.ask("goal.mentor", nil, ask, t.opt("othertime"))
}

func takeMentorAlong(t *turn, a answer) next {
	if a.choice == "othertime" {
		return t.noGoal("goal.later")
	}
	t.note(Note{To: ToMentor, Key: "note.goal_help", Lane: LaneAnswer})
	return t.noGoal("goal.asked")
}

func (t *turn) noGoal(key string) next {
	t.pass("goal")
	t.say(key, nil)
	return done
}

// hasMentor tells whether there is a mentor who can be asked something here.
func (t *turn) hasMentor() bool { return t.p.Mentor.ID != 0 && t.p.Mentor.Reached }

// mentorName is the first name, or "Je begeleider".
func (t *turn) mentorName() string { return t.vars(nil)["First"] }
