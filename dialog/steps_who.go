package dialog

import "strings"

// whoQuestion asks who does the step, by button or by name; the answer lies in the
// drafts "by" and "who".
func whoQuestion(to next) []step {
	return []step{
		{name: "who", words: true,
			ask:  func(t *turn) next { return t.askBy(to) },
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

// askBy asks who does it, unless that was said: with the day, or in the step itself.
func (t *turn) askBy(to next) next {
	if t.kept("by") != "" {
		return to
	}
	if said := t.kept("said"); said != "" {
		t.forget("said")
		return t.whoSaid(said, to)
	}
	if t.kept("looked") == "" {
		t.keep("looked", "yes")
		if by, name := t.whoIn(t.kept("words")); by != "" {
			return t.doneBy(by, name, to)
		}
	}
	return t.ask("steps.who", nil, t.whoOptions()...)
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
		return t.doneBy(ByMe, "", to)
	case "bymentor":
		return t.doneBy(ByMentor, "", to)
	case "bytogether":
		return t.doneBy(ByTogether, "", to)
	case "byother":
		return t.doneBy(ByOther, "", to)
	}
	if by, name, ok := t.readWho(a.words); ok {
		return t.doneBy(by, name, to)
	}
	return t.notWho(a.words)
}

// doneBy keeps who does it. A name that is not known is asked for. Without consent
// to sharing nothing goes to the mentor by itself, so this one step is asked about.
func (t *turn) doneBy(by By, name string, to next) next {
	t.keep("by", string(by))
	switch {
	case by == ByMe:
		return to
	case by == ByMentor:
		t.keep("who", t.mentorName())
		if !t.given(Sharing) {
			return "send"
		}
		return to
	case name == "":
		return "name"
	}
	t.keep("who", t.knownName(name))
	return to
}

// notWho meets words that name nobody. A time in them is kept for the reminder.
func (t *turn) notWho(words string) next {
	if t.keepTime(words) {
		t.say("steps.time_kept", nil)
	} else {
		t.say("steps.no_name", nil)
	}
	return again
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
	switch {
	case a.choice == "bymentor":
		t.keep("who", t.mentorName())
	case a.choice == "":
		_, name, ok := t.readWho(a.words)
		if !ok || name == "" {
			return t.notWho(a.words)
		}
		t.keep("who", t.knownName(name))
	}
	return to
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
	return clip(strings.TrimSpace(name), 40)
}
