package dialog

import (
	"strconv"
	"strings"
)

// alarmPressed acts on an alarm: "17:take", "17:pass", "17:close", "17:closed".
// Until the desk stands, who takes it gets the name and the words in the own chat,
// and nobody else does; and only she can close it.
func (t *turn) alarmPressed(rest string) bool {
	_, act, _ := strings.Cut(rest, ":")
	do, ok := map[string]func(*AlarmCard){"take": t.takeAlarm, "pass": t.passAlarm, "close": t.askClose, "closed": t.closeAlarm}[act]
	if !ok {
		return false
	}
	switch card := t.p.Desk.Alarm; {
	case card == nil:
		t.say("alarm.gone", nil)
	case card.Closed:
		t.say("alarm.closed_before", caseVars(card))
	case card.TakenBy != "":
		vars := caseVars(card)
		vars["colleague"] = card.TakenBy
		t.say("alarm.taken_by", vars)
	default:
		do(card)
	}
	for i := range t.out.Messages {
		t.out.Messages[i].Lane = LaneSafety
	}
	t.resume()
	return true
}

func caseVars(card *AlarmCard) Vars { return Vars{"case": strconv.FormatInt(card.Person, 10)} }

// takeAlarm is a named human who takes it; the person is told where that can do no harm.
func (t *turn) takeAlarm(card *AlarmCard) {
	if !card.Mine {
		t.fact(AlarmTaken{card.ID}, "", "")
		t.alarmAct(card, "alarm_taken")
	}
	t.sayAlarm(card)
	t.out.Messages[len(t.out.Messages)-1].Buttons = [][]Button{{t.alarmButton("alarm.contact", card.ID, "close")}}
}

// passAlarm is "ik kan niet". Who took it can't put it down by a tap: colleagues
// read that she has it.
func (t *turn) passAlarm(card *AlarmCard) {
	if card.Mine {
		t.say("alarm.still_yours", caseVars(card)).Buttons = [][]Button{{t.alarmButton("alarm.contact", card.ID, "close")}}
		return
	}
	t.fact(AlarmPassed{card.ID}, "", "")
	t.say("alarm.passed", nil)
}

// askClose asks once more: what it asks is the rule, and a wrong tap ends nothing.
func (t *turn) askClose(card *AlarmCard) {
	if !card.Mine {
		t.say("alarm.take_first", caseVars(card)).Buttons = [][]Button{{t.alarmButton("alert.take", card.ID, "take")}}
		return
	}
	t.say("alarm.close_ask", caseVars(card)).Buttons = [][]Button{{t.alarmButton("alarm.close_yes", card.ID, "closed")}}
}

func (t *turn) closeAlarm(card *AlarmCard) {
	if !card.Mine {
		t.askClose(card)
		return
	}
	t.fact(AlarmClosed{Alarm: card.ID}, "", "")
	t.alarmAct(card, "alarm_closed")
	t.say("alarm.closed", caseVars(card))
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
		return [][]Button{{t.alarmButton("alarm.again", c.Alarm, "take")}, {t.alarmButton("alarm.contact", c.Alarm, "close")}}
	}
	return [][]Button{{t.alarmButton("alert.take", c.Alarm, "take")}}
}

// alarmAct carries to the person's talk what became of the alarm.
func (t *turn) alarmAct(card *AlarmCard, kind string) {
	t.out.Acts = append(t.out.Acts, ActFor{Person: card.Person, Act: Act{Staff: t.p.ID, Name: t.p.Name, Kind: kind}})
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
	t.say("alarm.card", Vars{
		"category": t.label("alarm.category." + card.Category), "urgency": t.label("urgency." + card.Urgency),
		"person": known(card.Name), "phone": known(card.Phone), "address": known(card.Address), "contact": known(card.Contact),
		"language": known(card.Language), "safety": known(card.Safety), "case": strconv.FormatInt(card.Person, 10),
	}).Protect = true
	words := quoted(card.Words)
	if words == "" {
		t.say("alarm.by_button", nil).Protect = true
		return
	}
	t.say("alarm.words", Vars{"words": words}).Protect = true
}
