package transcript

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"stapmaat/dialog"
)

// act is something that staff did at the desk, now: "set: act staff_wrote = Kom je
// morgen?", "set: act appointment = 2026-11-27 14:00 | Lange Straat 1 | je brieven",
// "set: act appointment 1 = …" for another time, "set: act handed_over = Bas".
func (w *World) act(about, value string) error {
	kind, number, _ := strings.Cut(about, " ")
	a := dialog.Act{Staff: 7, Name: "Anne", Kind: kind, Words: value}
	a.Number, _ = strconv.Atoi(number)
	switch kind {
	case "handed_over":
		a.Mentor = 9
	case "mentor_changed":
		a.Mentor = w.person.person.Mentor.ID
	case "appointment":
		parts := append(strings.Split(value, " | "), "", "")
		at, err := time.ParseInLocation("2006-01-02 15:04", parts[0], amsterdam)
		if err != nil {
			return fmt.Errorf("an appointment begins with its moment, 2026-11-27 14:00")
		}
		a.Words, a.When, a.Place, a.Bring = "", at, parts[1], parts[2]
	}
	return w.turn(&w.person, dialog.Input{Kind: dialog.Acted, Act: &a})
}
