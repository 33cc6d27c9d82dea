package dialog

import "strings"

// whoQuestion asks who does the step, by button or by name; the answer lies in the
// drafts "by" and "who".
func whoQuestion(to next) []step {
	return []step{
		{name: "who", words: true,
			ask: func(t *turn) next {
				if t.kept("by") != "" {
					return to
				}
				return t.ask("steps.who", nil, t.whoOptions()...)
			},
			take: func(t *turn, a answer) next { return t.takeWho(a, to) }},
		{name: "name", words: true, ask: askWho, take: func(t *turn, a answer) next { return t.takeWhoName(a, to) }},
		{name: "send", ask: func(t *turn) next { return t.ask("steps.send", nil, t.opts("yes", "no")...) },
			take: func(t *turn, a answer) next {
				if a.choice == "yes" {
					return to
				}
				t.forget("by", "who")
				return "who"
			}},
	}
}

func (t *turn) whoOptions() []option {
	options := t.opts("byme")
	if t.hasMentor() {
		options = append(options, option{"bymentor", fits(t.mentorName())})
	}
	return append(options, t.opts("bytogether", "byother")...)
}

func (t *turn) takeWho(a answer, to next) next {
	switch a.choice {
	case "byme":
		t.keep("by", string(ByMe))
		return to
	case "bymentor":
		return t.byMentor(to)
	case "bytogether":
		t.keep("by", string(ByTogether))
		return "name"
	case "byother":
		t.keep("by", string(ByOther))
		return "name"
	}
	return t.whoIs(a.words, to)
}

// byMentor asks the mentor. Without consent to sharing nothing goes by itself, so
// this one step is asked for.
func (t *turn) byMentor(to next) next {
	t.keep("by", string(ByMentor))
	t.keep("who", t.mentorName())
	if !t.given(Sharing) {
		return "send"
	}
	return to
}

// whoIs reads "mijn zus" and "samen met mijn zus".
func (t *turn) whoIs(words string, to next) next {
	by, name := ByOther, strings.TrimSpace(words)
	for _, with := range t.texts.Phrases["step.with"] {
		if rest, ok := afterWords(name, with); ok {
			by, name = ByTogether, rest
			break
		}
	}
	if by == ByOther && t.hasMentor() && t.isMentor(name) {
		return t.byMentor(to)
	}
	t.keep("by", string(by))
	if name == "" {
		return "name"
	}
	t.keep("who", t.knownName(name))
	return to
}

// afterWords is what follows the words that a text begins with.
func afterWords(text, begin string) (string, bool) {
	said, first := strings.Fields(text), strings.Fields(begin)
	if len(said) < len(first) || !strings.EqualFold(strings.Join(said[:len(first)], " "), begin) {
		return "", false
	}
	return strings.Join(said[len(first):], " "), true
}

func (t *turn) isMentor(name string) bool {
	said := plain(name)
	return said == plain(t.p.Mentor.Name) || said == plain(t.vars(nil)["mentor"]) || said == plain("mijn "+t.vars(nil)["word"])
}

// knownName writes the mentor as the mentor is called; other names stay as typed.
func (t *turn) knownName(name string) string {
	if t.isMentor(name) {
		return t.mentorName()
	}
	return clip(name, 40)
}

func askWho(t *turn) next {
	if t.kept("by") == string(ByTogether) {
		options := t.opts("somebody")
		if t.hasMentor() {
			options = append([]option{{"bymentor", fits(t.mentorName())}}, options...)
		}
		return t.ask("steps.with_whom", nil, options...)
	}
	return t.ask("steps.which_other", nil, t.opt("somebody"))
}

func (t *turn) takeWhoName(a answer, to next) next {
	switch a.choice {
	case "bymentor":
		t.keep("who", t.mentorName())
	case "":
		t.keep("who", t.knownName(a.words))
	}
	return to
}

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
