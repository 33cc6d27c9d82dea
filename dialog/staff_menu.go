package dialog

import (
	"slices"
	"strings"
)

// Staff talk by buttons that act on a thing; each press carries all it needs, so
// an old button works as well as a new one. What may be read is what the turn
// loaded into Desk.

// staffCameIn greets a colleague who opened an invitation.
func (t *turn) staffCameIn(i Invitation) {
	t.p.Role, t.p.Desk = i.Role, &Desk{}
	if i.Name != "" {
		t.p.Name = i.Name
	}
	t.say("staff.hello."+string(i.Role), nil)
	if i.Role == MentorRole {
		t.chooseDigest(usualDigest)
	}
	t.deskMenu()
}

func (t *turn) deskStarted() { t.deskMenu() }

// deskListen is for words that no question waits for: a wish of the menu, or the menu.
func (t *turn) deskListen() {
	if t.deskWished(t.in.Text, true) {
		return
	}
	if len(strings.Fields(t.in.Text)) > 2 { // it may have been meant for a person whose talk is in hand no more
		t.say("staff.to_nobody", nil)
	}
	t.deskMenu()
}

// deskWished does what the menu offers when its label was typed, or with loose
// other words for it, and tells whether it did.
func (t *turn) deskWished(text string, loose bool) bool {
	said := plain(text)
	for _, what := range t.deskCan() {
		if said != "" && (said == plain(t.label("desk."+what)) || loose && slices.Contains(t.texts.Phrases["desk."+what], said)) {
			return t.deskDo(what)
		}
	}
	return false
}

// deskCan lists what the menu offers to this reader.
func (t *turn) deskCan() []string {
	can := []string{"colleague", "staff"}
	if t.p.Role == MentorRole {
		can = []string{"cases", "invite", "digest"}
	}
	if t.engine.Desk != "" {
		can = append(can, "desk")
	}
	return can
}

// DeskPress is the data of the button to the pages for staff. A face that can open them
// itself does; where it can't, a press says where they are.
const DeskPress = "d:desk"

func (t *turn) deskMenu() {
	var buttons []Button
	for _, what := range t.deskCan() {
		buttons = append(buttons, Button{t.label("desk." + what), "d:" + what})
	}
	t.say("staff.menu", nil).Buttons = rows(buttons)
	t.resume()
}

// menuButton leads back to the menu from wherever a staff talk ends.
func (t *turn) menuButton() Button { return Button{t.label("desk.menu"), "d:menu"} }

// deskPressed acts on a button of staff and tells whether it was one.
func (t *turn) deskPressed(kind, rest string) bool {
	switch kind {
	case "d":
		return t.deskDo(rest)
	case "p":
		return t.casePressed(rest)
	case "a":
		return t.alarmPressed(rest)
	case "st":
		return t.askedPressed(rest)
	case "h":
		return t.handPressed(rest)
	}
	return false
}

// deskDo does what the menu offers; what it does not offer to this reader is no button.
func (t *turn) deskDo(what string) bool {
	if what == "menu" {
		t.deskMenu()
		return true
	}
	name, page := cutPage(what)
	if !slices.Contains(t.deskCan(), name) {
		return false
	}
	switch name {
	case "cases":
		t.showCases(page)
	case "staff":
		t.showStaff()
	case "desk":
		t.say("staff.desk", Vars{"address": t.engine.Desk}).Buttons = rows([]Button{{t.label("desk.desk"), DeskPress}, t.menuButton()})
	default:
		if hand := t.p.Desk.Hand; hand != nil { // words can't be for the bot and for a person at once
			t.sayHand("hand.first", hand)
			return true
		}
		t.interrupt(name)
	}
	return true
}

// deskStop ends what staff is busy with. What was typed for it is gone.
func (t *turn) deskStop() {
	t.rest()
	t.say("staff.stopped", nil)
	t.deskMenu()
}
