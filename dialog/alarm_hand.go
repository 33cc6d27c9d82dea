package dialog

import (
	"slices"
	"strconv"
	"strings"
)

// handsShown is how many colleagues have a button; any of them can be typed.
const handsShown = 8

// askHand begins to give an alarm to a colleague. Only who has it can.
func (t *turn) askHand(card *AlarmCard) {
	if !card.Mine {
		t.askClose(card)
		return
	}
	t.interrupt("alarmhand", "alarm", strconv.FormatInt(card.ID, 10))
}

// alarmHands asks to whom. She hears of it at once and is its owner from then on; does
// she nothing, the chain goes on as it would have gone on without her.
func alarmHands() flow {
	return flow{name: "alarmhand", steps: []step{{name: "to", words: true, exact: true, ask: askHandTo, take: takeHandTo}}}
}

func askHandTo(t *turn) next {
	card := t.handing()
	if card == nil {
		return t.leave()
	}
	if len(t.p.Desk.Staff) == 0 {
		t.say("alarm.hand_nobody", caseVars(card)).Buttons = t.actButtons(card)
		t.atOnce()
		return t.leave()
	}
	options := []option{}
	for _, m := range t.p.Desk.Staff[:min(handsShown, len(t.p.Desk.Staff))] {
		options = append(options, option{strconv.FormatInt(m.ID, 10), clip(t.personName(m.Name, m.ID), 18)})
	}
	key := "alarm.hand_ask"
	if len(t.p.Desk.Staff) > handsShown {
		key = "alarm.hand_ask_many"
	}
	return t.ask(key, caseVars(card), append(options, t.opt("keepalarm"))...)
}

// handing is the alarm that is being handed over; nil when it can't be any more, which
// is then said.
func (t *turn) handing() *AlarmCard {
	card := t.p.Desk.Alarm
	switch {
	case card == nil:
		t.say("alarm.gone", nil)
	case card.Closed || card.Care:
		t.say("alarm.closed_before", caseVars(card))
	case card.TakenBy != "":
		vars := caseVars(card)
		vars["colleague"] = card.TakenBy
		t.say("alarm.taken_by", vars)
	case !card.Mine:
		t.say("alarm.take_first", caseVars(card)).Buttons = [][]Button{{t.alarmButton("alert.take", card.ID, "take")}}
	default:
		return card
	}
	t.atOnce()
	return nil
}

func takeHandTo(t *turn, a answer) next {
	card := t.handing()
	if card == nil {
		return t.leave()
	}
	if a.choice == "keepalarm" {
		t.say("alarm.still_yours", caseVars(card)).Buttons = t.actButtons(card)
		return t.leave()
	}
	to, ok := t.colleagueNamed(a)
	if !ok {
		t.say("alarm.hand_unknown", nil)
		return again
	}
	t.fact(AlarmHanded{Alarm: card.ID, To: to.ID}, "", "")
	t.out.Acts = append(t.out.Acts, ActFor{Person: card.Person, Act: Act{Kind: "alarm_handed", Staff: to.ID, Name: to.Name}})
	vars := caseVars(card)
	vars["colleague"] = t.personName(to.Name, to.ID)
	t.say("alarm.handed", vars)
	t.atOnce()
	return t.leave()
}

// colleagueNamed is the one who was tapped, or whose name was typed and is nobody else's.
func (t *turn) colleagueNamed(a answer) (StaffMember, bool) {
	said := strings.Fields(plain(a.words))
	var found []StaffMember
	for _, m := range t.p.Desk.Staff {
		is := len(said) > 0 && slices.Equal(said, strings.Fields(plain(m.Name)))
		if t.in.Kind == Pressed {
			is = strconv.FormatInt(m.ID, 10) == a.choice
		}
		if is {
			found = append(found, m)
		}
	}
	if len(found) != 1 {
		return StaffMember{}, false
	}
	return found[0], true
}
