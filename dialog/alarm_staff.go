package dialog

import (
	"strconv"
	"strings"
)

// alarmPressed takes an alarm or passes it on: "17:take". Until the desk stands,
// who takes it gets the name and the words in the own chat, and nobody else does.
func (t *turn) alarmPressed(rest string) bool {
	_, act, _ := strings.Cut(rest, ":")
	if act != "take" && act != "pass" {
		return false
	}
	card := t.p.Desk.Alarm
	switch {
	case card == nil:
		t.say("alarm.gone", nil)
	case card.TakenBy != "":
		t.say("alarm.taken_by", Vars{"colleague": card.TakenBy, "case": strconv.FormatInt(card.Person, 10)})
	case act == "pass":
		t.fact(AlarmPassed{card.ID}, "", "")
		t.say("alarm.passed", nil)
	default:
		t.fact(AlarmTaken{card.ID}, "", "")
		t.sayAlarm(card)
	}
	for i := range t.out.Messages {
		t.out.Messages[i].Lane = LaneSafety
	}
	t.resume()
	return true
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
