package dialog

import "slices"

// wishes are what somebody can ask for at any moment, by a button or in words.
var wishes = []string{"more", "stop", "later", "human", "back", "why", "plan", "bridge", "bridgepdf", "planpdf",
	"sees", "data", "erase", "pause", "name", "push", "consent", "about", "goon", "enough", "english", "looked", "mistake", "contacts"}

// early are the wishes that are open to who does not take part yet.
var early = map[string]bool{"more": true, "stop": true, "human": true, "why": true, "about": true, "erase": true, "goon": true,
	"sees": true, "enough": true, "english": true}

// desk are the wishes of staff; the rest of what they do stands in their own menu.
var desk = map[string]bool{"more": true, "stop": true, "about": true, "back": true}

// mayWish tells whether a wish is one, and open to this person. Buttons are untrusted.
func (t *turn) mayWish(wish string) bool {
	if !slices.Contains(wishes, wish) {
		return false
	}
	if t.p.Desk != nil {
		return desk[wish]
	}
	if t.p.Under18 && wish == "sees" {
		return false
	}
	return t.takesPart() && !t.p.Under18 || early[wish]
}

// answers tells whether words that may be a wish are one of the answers of the
// question that waits ("verder", "terug"). The ways out are never an answer.
func (t *turn) answers(wish, text string) bool {
	switch wish {
	case "stop", "more", "pause":
		return false
	}
	if t.s.Pending == nil {
		return false
	}
	if wish == "erase" { // typed once more at the question about it, in the very words
		_, ok := t.texts.chooseExactly(text, t.s.Pending.Choices, true)
		return ok && t.top().Flow == "erase"
	}
	_, ok := t.texts.choose(text, t.s.Pending.Choices, true)
	return ok
}

// wish does what was asked for. The question that was open waits, and comes back
// by itself after what is done at once.
func (t *turn) wish(wish string) {
	t.uncount()
	switch wish {
	case "more":
		t.showMenu()
	case "stop", "enough":
		t.stop()
	case "english":
		t.say("english", nil)
		t.resume()
	case "sees":
		if !t.takesPart() {
			t.say("sees.early", nil)
			t.resume()
			return
		}
		t.interrupt("sees")
	case "erase":
		if len(t.s.Flows) > 0 && t.top().Flow == "erase" {
			t.resume()
			return
		}
		t.interrupt("erase")
	case "looked":
		t.showLooks()
		t.resume()
	case "why":
		t.why()
	case "about":
		t.say("about", nil)
		t.resume()
	case "goon":
		t.goOn()
	case "back":
		t.back()
	case "bridge", "plan", "bridgepdf", "planpdf":
		t.showThing(wish)
	case "human":
		if !t.p.Invited {
			t.say("door.human", nil) // nobody would know whom to call
			return
		}
		open := ""
		if t.s.Pending != nil {
			open = "yes"
		}
		t.interrupt("human", "open", open)
	default:
		t.interrupt(wishFlow[wish])
	}
}

// wishFlow is the flow that a wish begins.
var wishFlow = map[string]string{"later": "later", "human": "human", "sees": "sees", "data": "mydata", "mistake": "mistake", "erase": "erase",
	"pause": "pause", "contacts": "contacts", "name": "name", "push": "push", "consent": "consents"}

// stop ends the talk at once. What was being talked about waits.
func (t *turn) stop() {
	if t.p.Desk != nil {
		t.deskStop()
		return
	}
	t.s.Pending = nil
	t.s.Talk.Open = false
	t.s.Flows = slices.DeleteFunc(t.s.Flows, inPassing)
	if t.takesPart() && t.hasOffer() {
		t.say("stop.good", nil)
		if t.offerSharing() {
			t.follow(again)
		}
		return
	}
	t.say("stop.good", nil)
}

// inPassing tells whether a flow was asked for in passing: after a stop it is not
// taken up again, least of all a question about wiping.
func inPassing(f Frame) bool {
	for _, name := range wishFlow {
		if f.Flow == name {
			return true
		}
	}
	return f.Flow == "question" || f.Flow == "breath"
}
