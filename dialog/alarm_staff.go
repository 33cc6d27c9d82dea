package dialog

import (
	"strconv"
	"strings"
)

// alarmPressed acts on an alarm: "17:take", "17:pass", "17:called", "17:close", … Who
// takes it gets the name and the words in the own chat, and nobody else does; and only
// she can close it. Where it takes two people the second one looks, and confirms.
func (t *turn) alarmPressed(rest string) bool {
	_, act, _ := strings.Cut(rest, ":")
	do, ok := map[string]func(*AlarmCard){
		"take": t.takeAlarm, "pass": t.passAlarm, "look": t.lookAgain, "confirm": t.confirmAlarm,
		"called": t.didAbout("called"), "spoke": t.didAbout("spoke"), "wrote": t.didAbout("wrote"), "emergency": t.didAbout("emergency"),
		"hand": t.askHand, "close": t.askClose, "closed": t.askClose, // the second stands on messages of before
	}[act]
	if !ok {
		return false
	}
	asked := t.s.Asked
	switch card := t.p.Desk.Alarm; {
	case card == nil:
		t.say("alarm.gone", nil)
	case card.Closed:
		t.say("alarm.closed_before", caseVars(card))
	case card.Care:
		t.inCare(card, act)
	case card.TakenBy != "":
		vars := caseVars(card)
		vars["colleague"] = card.TakenBy
		t.say("alarm.taken_by", vars)
	default:
		do(card)
	}
	t.atOnce()
	if t.s.Asked == asked {
		t.resume()
	}
	return true
}

// atOnce puts what is said about an alarm before everything else.
func (t *turn) atOnce() {
	for i := range t.out.Messages {
		t.out.Messages[i].Lane = LaneSafety
	}
}

func caseVars(card *AlarmCard) Vars { return Vars{"case": strconv.FormatInt(card.Person, 10)} }

// takeAlarm is a named human who takes it; the person is told where that can do no harm.
func (t *turn) takeAlarm(card *AlarmCard) {
	if !card.Mine {
		t.fact(AlarmTaken{card.ID}, "", "")
		t.alarmAct(card, Act{Kind: "alarm_taken"})
	}
	t.sayAlarm(card)
	t.sayHelp(card)
	t.out.Messages[len(t.out.Messages)-1].Buttons = t.actButtons(card)
}

// passAlarm is "ik kan niet". Who took it can't put it down by a tap: colleagues
// read that she has it.
func (t *turn) passAlarm(card *AlarmCard) {
	if card.Mine {
		t.say("alarm.still_yours", caseVars(card)).Buttons = t.actButtons(card)
		return
	}
	t.fact(AlarmPassed{card.ID}, "", "")
	t.say("alarm.passed", nil)
}

// didAbout keeps what the owner did. It gives her time: without it the chain goes on.
func (t *turn) didAbout(what string) func(*AlarmCard) {
	return func(card *AlarmCard) {
		if !card.Mine {
			t.askClose(card)
			return
		}
		t.fact(AlarmActed{card.ID, what}, "", "")
		t.say("alarm.did."+what, caseVars(card)).Buttons = t.actButtons(card)
	}
}

// actButtons are what the owner of an alarm can tell. Writing is not among them where
// somebody else may read it.
func (t *turn) actButtons(card *AlarmCard) [][]Button {
	acts := []string{"called", "spoke"}
	if !card.NoWriting() {
		acts = append(acts, "wrote")
	}
	var all []Button
	for _, act := range append(acts, "emergency", "hand", "close") {
		all = append(all, t.alarmButton("alarm.act."+act, card.ID, act))
	}
	if !card.NoWriting() {
		all = append(all, t.talkButton(card.Person))
	}
	return rows(all)
}

func (t *turn) alarmButton(label string, alarm int64, act string) Button {
	return Button{t.label(label), "a:" + strconv.FormatInt(alarm, 10) + ":" + act}
}

// alarmButtons are what a mentor can do about the open alarm of a case.
func (t *turn) alarmButtons(c Case) [][]Button {
	switch {
	case c.Alarm == 0 || c.AlarmBy != "":
		return nil
	case c.AlarmMine:
		return [][]Button{{t.alarmButton("alarm.again", c.Alarm, "take")}, {t.alarmButton("alarm.act.close", c.Alarm, "close")}}
	}
	return [][]Button{{t.alarmButton("alert.take", c.Alarm, "take")}}
}

// alarmAct carries to the person's talk what became of the alarm.
func (t *turn) alarmAct(card *AlarmCard, act Act) {
	act.Staff, act.Name = t.p.ID, t.p.Name
	t.out.Acts = append(t.out.Acts, ActFor{Person: card.Person, Act: act})
}

// sayAlarm opens what was sealed, to the one human who took the alarm. It can't
// be forwarded or saved, and the store logs the look.
func (t *turn) sayAlarm(card *AlarmCard) {
	known := func(value string) string {
		if value == "" {
			return t.label("alarm.unknown")
		}
		return value
	}
	if card.Drill {
		t.say("alarm.practice", nil)
	}
	key := "alarm.card"
	if card.Care {
		key = "alarm.second"
	}
	t.say(key, Vars{
		"category": t.label("alarm.category." + card.Category), "urgency": t.label("urgency." + card.Urgency),
		"person": known(card.Name), "phone": known(card.Phone), "address": known(card.Address), "contact": known(card.Contact),
		"language": known(card.Language), "safety": known(card.Safety), "case": strconv.FormatInt(card.Person, 10),
	}).Protect = true
	var said []string
	for line := range strings.SplitSeq(card.Words, "\n") {
		if words := quoted(line); words != "" {
			said = append(said, words)
		}
	}
	if len(said) == 0 {
		t.say("alarm.by_button", nil).Protect = true
		return
	}
	t.say("alarm.words", Vars{"words": strings.Join(said, "”\n“")}).Protect = true
}
