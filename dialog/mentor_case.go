package dialog

import "strings"

// casePressed acts on a button about one participant: "4711:open", "4711:log:1".
// Whom the reader does not accompany was not loaded, so there is nothing to act on.
func (t *turn) casePressed(rest string) bool {
	_, act, _ := strings.Cut(rest, ":")
	name, _ := cutPage(act)
	if name == "talk" || name == "talkover" {
		t.takeTalk(name == "talkover")
		return true
	}
	do, ok := map[string]func(){
		"open": t.openCase, "log": t.showLog, "file": t.logFile, "pdf": t.logSheet,
		"right": t.saidRight, "wrong": t.saidWrong, "wrongsure": t.sureWrong, "called": t.saidCalled,
	}[name]
	if !ok {
		return false
	}
	if t.p.Desk.Focus == nil {
		t.say("staff.not_yours", nil).Buttons = [][]Button{{t.menuButton()}}
	} else {
		do()
	}
	t.resume()
	return true
}

// focusVars name the participant who is being read about.
func (t *turn) focusVars() Vars { return Vars{"person": t.caseName(t.p.Desk.Focus.Case)} }

// act carries something to the participant who is being read about.
func (t *turn) act(kind string, step int) {
	t.out.Acts = append(t.out.Acts, ActFor{Person: t.p.Desk.Focus.Case.Person,
		Act: Act{Staff: t.p.ID, Name: t.p.Name, Kind: kind, Step: step}})
}

// openCase is the page of one participant: what moved, what waits, and where to read on.
func (t *turn) openCase() {
	f := t.p.Desk.Focus
	vars := t.focusVars()
	what := t.moved(f.Case)
	if f.Case.Joined && !f.Sharing {
		what = append(what, t.label("caseload.sharing_off"))
	}
	vars["what"] = strings.Join(what, "\n")
	m := t.say("caseload.one", vars)
	m.Buttons = [][]Button{{{t.label("filelog.read"), caseData(f.Case.Person, "log:0")}}}
	m.Buttons = append(m.Buttons, t.alarmButtons(f.Case)...)
	if f.Case.WantsHuman {
		m.Buttons = append(m.Buttons, []Button{t.calledButton(f.Case.Person)})
	}
	if f.Case.Joined {
		m.Buttons = append(m.Buttons, []Button{t.talkButton(f.Case.Person)})
	}
	m.Buttons = append(m.Buttons, []Button{t.menuButton()})
	for _, s := range f.Asked {
		t.say("note.step_asked", Vars{"person": t.caseName(f.Case), "words": quoted(s.Words), "day": t.texts.day(s.Day, t.p.Now)}).Buttons = t.askedButtons(f.Case.Person, s.Number)
	}
}

// saidRight is the mentor's yes to "is this the right person?". Said twice it is still yes.
func (t *turn) saidRight() {
	if !t.p.Desk.Focus.Confirmed {
		t.act("right_person", 0)
	}
	t.say("mentor.right", t.focusVars())
}

// saidWrong asks once more, since everything stops after it. It can't be said
// any more of somebody who was confirmed: an old button must not end a talk.
func (t *turn) saidWrong() {
	f := t.p.Desk.Focus
	if f.Confirmed {
		t.say("mentor.right_before", t.focusVars())
		return
	}
	t.say("mentor.wrong_sure", t.focusVars()).Buttons = [][]Button{
		{{t.label("mentor.wrong_yes"), caseData(f.Case.Person, "wrongsure")}},
		{{t.label("mentor.wrong_no"), caseData(f.Case.Person, "right")}},
	}
}

func (t *turn) sureWrong() {
	if t.p.Desk.Focus.Confirmed {
		t.say("mentor.right_before", t.focusVars())
		return
	}
	t.act("wrong_person", 0)
	t.say("mentor.wrong", t.focusVars()).Buttons = [][]Button{{t.menuButton()}}
}

// saidCalled is "ik neem contact op", after somebody asked for a human.
func (t *turn) saidCalled() {
	if !t.p.Desk.Focus.Case.WantsHuman {
		t.say("mentor.called_before", t.focusVars())
		return
	}
	t.fact(HumanTaken{t.p.Desk.Focus.Case.Person}, "", "")
	t.act("human_coming", 0)
	t.say("mentor.called", t.focusVars())
}

func (t *turn) calledButton(person int64) Button {
	return Button{t.label("mentor.call"), caseData(person, "called")}
}
