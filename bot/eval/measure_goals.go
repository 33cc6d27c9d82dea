package eval

import "stapmaat/dialog"

// What questions are about. A mentor judges a talk by how much of it was about long-term goals
// instead of the fire of today; the rest (a welcome, buttons, sharing) is about neither.
var (
	aboutGoals = []string{"dream.*", "links.*", "bridge.*", "goal.*", "small.*", "steps.*", "day.*", "remind.*", "money.*", "checkin.*", "debthelp.*"}
	aboutFire  = []string{"story.*", "fire.*", "health.fire", "danger.*", "crisis.*", "human.*", "checkin.heavy"}
)

// longTerm counts her turns that answer a question about goals, and those that answer one
// about goals or about the fire of today.
func longTerm(t *Talk) (goals, all int) {
	for _, turn := range t.Turns {
		switch {
		case turn.Said == "":
		case under(turn.Asked, aboutFire):
			all++
		case under(turn.Asked, aboutGoals):
			goals, all = goals+1, all+1
		}
	}
	return goals, all
}

// understood counts how often the bot had to say that it did not understand.
func (f *Figures) understood(t *Talk) {
	for _, m := range t.messages() {
		if under(m.Key, []string{"repair.once", "repair.words", "repair.numbers", "repair.button", "repair.human", "words.own", "day.unclear", "remind.unclear", "steps.no_name"}) {
			f.NotUnderstood++
		}
	}
}

// danger counts how often the bot asked whether somebody is in danger.
func (f *Figures) danger(t *Talk) {
	f.Alarms = t.Alarms
	for _, turn := range t.Turns {
		for _, fact := range turn.Facts {
			if fact.Kind == (dialog.DangerAsked{}).Kind() {
				f.DangerAsked++
			}
		}
	}
}
