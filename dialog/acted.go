package dialog

// acted is something that staff did for this participant. It may come twice, or
// late: what no longer holds changes nothing.
func (t *turn) acted(a Act) {
	switch a.Kind {
	case "step_accepted", "step_declined":
		if s, ok := t.p.Step(a.Step); ok && s.State == StepAsked {
			t.stepAnswered(a.Step, a.Kind == "step_accepted", a.Name)
		}
	case "right_person":
		t.fact(RightPerson{true}, "", "")
	case "wrong_person":
		t.wrongPerson()
	case "human_coming":
		if t.takesPart() {
			t.humanComing(a.Name)
		}
	case "alarm_taken":
		t.alarmTaken(a.Name)
	case "alarm_handed":
		t.alarmHanded(a.Name)
	case "alarm_resumed":
		t.alarmResumed(a.Reason)
	case "alarm_closed":
		t.alarmClosed(a)
	case "alarm_confirmed":
		t.alarmConfirmed(a)
	case "alarm_unheard":
		t.alarmUnheard()
	case "alarm_unread":
		t.alarmUnread(a.Name)
	default:
		if do, ok := acts[a.Kind]; ok && !t.p.Leaving {
			do(t, a)
		}
	}
}

// wrongPerson stops everything: a stranger may be reading this, so the words say nothing.
func (t *turn) wrongPerson() {
	t.fact(RightPerson{false}, "", "")
	t.fact(Refused{}, "", "")
	t.say("wrong.person", nil)
	t.rest()
}

// reply says that a human has heard the wish for a human.
func reply() flow {
	return flow{name: "reply", steps: []step{{name: "say", ask: func(t *turn) next {
		t.say("human.coming", Vars{"staff": t.kept("staff")})
		if len(t.s.Flows) > 1 {
			return done
		}
		return t.leave()
	}}}}
}

// blocked tells the one who should know that nothing of ours arrives any more.
func (t *turn) blocked() {
	switch {
	case t.p.Desk != nil:
		t.note(Note{To: ToSupervisors, Key: "note.mentor_unreached", Lane: LaneAnswer})
	case t.takesPart():
		t.note(Note{To: ToMentor, Key: "note.unreached", Lane: LanePush})
	}
}

// humanComing tells it without disturbing the question that waits; on a phone
// that is watched it stands behind the door.
func (t *turn) humanComing(staff string) {
	if t.p.dullUnasked() {
		t.unasked("reply", true, "staff", staff)
		return
	}
	t.say("human.coming", Vars{"staff": staff})
}
