package dialog

import "stapmaat/dialog/risk"

// sayHelp is the card of six lines for the human who took an alarm: call, ask it
// straight out, stay, get somebody there, the doctor, 112. Before it stands what must
// not be done, after it the reporting code for violence and children.
func (t *turn) sayHelp(card *AlarmCard) {
	if card.NoWriting() {
		key := "alarm.no_writing"
		switch {
		case card.Watched:
			key = "alarm.no_writing_watched"
		case !card.Guarded:
			key = "alarm.no_writing_minor"
		}
		t.say(key, nil)
	}
	key := "alarm.help"
	switch risk.Category(card.Category) {
	case risk.Suicide, risk.Selfharm:
		key = "alarm.help_suicide"
	case risk.ViolenceVictim, risk.ChildSafety:
		key = "alarm.help_code"
	case risk.ThreatToOthers:
		key = "alarm.help_threat"
	case risk.Material:
		key = "alarm.help_material"
	}
	t.say(key, nil)
}
