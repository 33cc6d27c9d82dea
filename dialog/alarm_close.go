package dialog

import (
	"slices"
	"strconv"
)

// closeReasons are why an alarm may be closed; "alarm.reason.<id>" is the label.
var closeReasons = []string{"safe", "solved", "emergency", "handed", "unreached", "false_alarm"}

// promiseMost is how long a promise may be, in characters: the person reads it whole.
const promiseMost = 200

// askClose begins the two questions that end an alarm; a wrong tap ends nothing.
func (t *turn) askClose(card *AlarmCard) {
	switch {
	case !card.Mine:
		t.say("alarm.take_first", caseVars(card)).Buttons = [][]Button{{t.alarmButton("alert.take", card.ID, "take")}}
	case card.Unread:
		t.say("alarm.unread", caseVars(card)).Buttons = [][]Button{{t.alarmButton("alarm.again", card.ID, "take")}}
	default:
		t.interrupt("alarm", "alarm", strconv.FormatInt(card.ID, 10))
	}
}

// alarmEnds asks why an alarm may be closed, and what was promised.
func alarmEnds() flow {
	return flow{name: "alarm", steps: []step{
		{name: "reason", ask: askReason, take: takeReason},
		{name: "promise", words: true, ask: askPromise, take: takePromise},
	}}
}

// ending is the alarm that is being closed; nil when it can't be any more, which is then said.
func (t *turn) ending() *AlarmCard {
	card := t.p.Desk.Alarm
	switch {
	case card == nil:
		t.say("alarm.gone", nil)
	case card.Closed || card.Care:
		t.say("alarm.closed_before", caseVars(card))
	case !card.Mine || card.Unread:
		t.say("alarm.unread", caseVars(card)).Buttons = [][]Button{{t.alarmButton("alarm.again", card.ID, "take")}}
	default:
		return card
	}
	t.atOnce()
	return nil
}

func askReason(t *turn) next {
	if t.ending() == nil {
		return t.leave()
	}
	options := []option{}
	for _, r := range closeReasons {
		options = append(options, option{r, t.label("alarm.reason." + r)})
	}
	return t.ask("alarm.close_ask", caseVars(t.p.Desk.Alarm), append(options, option{"open", t.label("alarm.reason.open")})...)
}

func takeReason(t *turn, a answer) next {
	if !slices.Contains(closeReasons, a.choice) {
		t.say("alarm.stays_open", nil)
		return t.leave()
	}
	t.keep("reason", a.choice)
	return "promise"
}

func askPromise(t *turn) next {
	if t.ending() == nil {
		return t.leave()
	}
	key := "alarm.promise_ask"
	if card := t.p.Desk.Alarm; card.Guarded || card.Watched {
		key = "alarm.promise_ask_quiet"
	}
	return t.ask(key, nil, option{"today", t.label("alarm.promise.today")}, option{"tomorrow", t.label("alarm.promise.tomorrow")},
		option{"none", t.label("alarm.promise.none")})
}

func takePromise(t *turn, a answer) next {
	card := t.ending()
	if card == nil {
		return t.leave()
	}
	promise := clip(a.words, promiseMost)
	switch a.choice {
	case "today", "tomorrow":
		promise = t.line("alarm.promise_"+a.choice, Vars{"staff": t.p.Name})
	case "none":
		promise = ""
	}
	reason := t.kept("reason")
	t.fact(AlarmClosed{Alarm: card.ID, Reason: reason, Promise: promise}, "", "")
	t.alarmAct(card, Act{Kind: "alarm_closed", Reason: reason, Promise: promise})
	if card.Two {
		t.say("alarm.care", caseVars(card))
	} else {
		t.say("alarm.closed", caseVars(card))
	}
	if !card.Drill {
		t.say("alarm.for_you", nil)
	}
	t.atOnce()
	return t.leave()
}

// inCare is an alarm that one of two has closed: the other looks, and then confirms.
func (t *turn) inCare(card *AlarmCard, act string) {
	switch {
	case card.CareMine:
		t.say("alarm.care_yours", caseVars(card))
	case act == "confirm":
		t.confirmAlarm(card)
	case act == "take" || act == "look":
		t.lookAgain(card)
	default:
		t.say("alert.second", caseVars(card)).Buttons = [][]Button{{t.alarmButton("alert.look", card.ID, "look")}}
	}
}

func (t *turn) lookAgain(card *AlarmCard) {
	if !card.Care {
		t.takeAlarm(card)
		return
	}
	t.sayAlarm(card)
	promised := t.label("alarm.nothing_promised")
	if card.Promise != "" {
		promised = "“" + quoted(card.Promise) + "”"
	}
	t.say("alarm.second_ask", Vars{"reason": t.label("alarm.reason." + card.Reason), "promise": promised, "colleague": card.TakenBy}).
		Buttons = [][]Button{{t.alarmButton("alarm.confirm", card.ID, "confirm")}}
}

func (t *turn) confirmAlarm(card *AlarmCard) {
	if !card.Care {
		t.askClose(card)
		return
	}
	t.fact(AlarmConfirmed{card.ID}, "", "")
	t.alarmAct(card, Act{Kind: "alarm_confirmed", Reason: card.Reason})
	t.say("alarm.confirmed", caseVars(card))
}
