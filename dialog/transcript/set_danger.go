package transcript

import (
	"fmt"
	"strings"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// screensAs is "set: screen = ask suicide today gambling": what the screen says of the
// next input, whatever its words. A sub-label may follow, and "other" for somebody else.
func (w *World) screensAs(value string) error {
	v, err := verdict(value)
	w.next = &v
	return err
}

func verdict(value string) (risk.Verdict, error) {
	words := strings.Fields(value)
	if len(words) < 1 || len(words) > 5 {
		return risk.Verdict{}, fmt.Errorf("a verdict looks like: ask suicide today gambling")
	}
	words = append(words, "", "", "")
	v := risk.Verdict{Outcome: risk.Outcome(words[0]), Category: risk.Category(words[1]), Urgency: risk.Urgency(words[2]), Sub: risk.Sub(words[3]), Layer: risk.ByRules}
	if v.Sub == "other" {
		v.Sub, v.Marks = "", risk.Other
	}
	return v, nil
}

// chain is an act of the chain of humans: "set: chain alarm_closed false_alarm = Anne belt je morgen".
func (w *World) chain(about, promise string) error {
	kind, reason, _ := strings.Cut(about, " ")
	if kind == "alarm_closed" {
		w.closeAlarm()
	}
	if promise == "none" {
		promise = ""
	}
	return w.turn(&w.person, dialog.Input{Kind: dialog.Acted, Act: &dialog.Act{Staff: 7, Name: "Anne", Kind: kind, Reason: reason, Promise: promise}})
}
