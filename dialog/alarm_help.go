package dialog

import "stapmaat/dialog/risk"

// sayHelp is the card of six lines for the human who took an alarm: call, ask it
// straight out, stay, get somebody there, the doctor, 112. Before it stands what must
// not be done, after it the reporting code for violence and children.
func (t *turn) sayHelp(card *AlarmCard) {
	if warning := warningKey(card); warning != "" {
		t.say(warning, nil)
	}
	t.say(helpKey(card), nil)
}

// warningKey is the text of what must not be done, "" where nothing is in the way of writing.
func warningKey(card *AlarmCard) string {
	switch {
	case !card.NoWriting():
		return ""
	case card.Watched:
		return "alarm.no_writing_watched"
	case !card.Guarded:
		return "alarm.no_writing_minor"
	}
	return "alarm.no_writing"
}

func helpKey(card *AlarmCard) string {
	switch risk.Category(card.Category) {
	case risk.Suicide, risk.Selfharm:
		return "alarm.help_suicide"
	case risk.ViolenceVictim, risk.ChildSafety:
		return "alarm.help_code"
	case risk.ThreatToOthers:
		return "alarm.help_threat"
	case risk.Material:
		return "alarm.help_material"
	}
	return "alarm.help"
}

// AlarmHelp gives the same for a page: what must not be done, "" for nothing, and the
// lines of the card, as in a chat: with <b> around what must be found at once.
func (e *Engine) AlarmHelp(language string, card *AlarmCard) (warning, help string) {
	texts := e.Texts[language]
	if texts == nil {
		return "", ""
	}
	page := &turn{engine: e, texts: texts}
	if key := warningKey(card); key != "" {
		warning = page.line(key, nil)
	}
	return warning, page.line(helpKey(card), nil)
}
