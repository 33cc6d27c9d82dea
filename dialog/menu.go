package dialog

// showMenu lists what is always open. It is no question: the one that waits stays open.
func (t *turn) showMenu() {
	if t.p.Desk != nil {
		t.deskMenu()
		return
	}
	if t.p.Under18 {
		t.say("menu.early", nil).Buttons = t.wishButtons("stop", "human")
		return
	}
	if !t.takesPart() {
		t.say("menu.early", nil).Buttons = t.wishButtons("goon", "stop", "human")
		return
	}
	names := []string{"goon", "stop", "human", "later", "plan", "bridge", "back", "why", "sees", "data", "pause", "name", "push", "about"}
	if t.p.Suicide {
		names = []string{"human", "stop", "sees", "data", "pause", "about"}
	}
	t.say("menu.text", nil).Buttons = t.wishButtons(names...)
}

func (t *turn) wishButtons(names ...string) [][]Button {
	var buttons []Button
	for _, n := range names {
		buttons = append(buttons, Button{t.label("menu." + n), "m:" + n})
	}
	return rows(buttons)
}

// moreButton tells whether the way out stands under each question: for participants always.
func (t *turn) moreButton() bool { return t.p.Desk == nil }

// showThing shows what somebody asks to see.
func (t *turn) showThing(wish string) {
	switch wish {
	case "bridge", "bridgepdf":
		if t.p.Suicide {
			t.say("bridge.not_now", nil)
			break
		}
		if t.placedSubs() == 0 {
			t.say("bridge.not_yet", nil)
			break
		}
		if wish == "bridge" {
			t.showBridge()
			t.out.Messages[len(t.out.Messages)-1].Buttons = t.wishButtons("bridgepdf")
			break
		}
		picture := t.bridgePicture(PDF)
		t.say("bridge.pdf", nil).Picture = &picture
	default:
		t.showPlan(wish == "planpdf")
	}
	t.resume()
}
