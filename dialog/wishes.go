package dialog

import "slices"

// wishes are what somebody can ask for at any moment, by a button or in words.
var wishes = []string{"more", "stop", "later", "human", "back", "why", "plan", "bridge", "bridgepdf", "planpdf",
	"sees", "data", "erase", "pause", "name", "push", "consent", "about", "goon"}

// early are the wishes that are open to who does not take part yet.
var early = map[string]bool{"more": true, "stop": true, "human": true, "why": true, "about": true, "erase": true, "goon": true}

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
	return t.takesPart() && !t.p.Under18 || early[wish]
}

// answers tells whether words that may be a wish are one of the answers of the
// question that waits ("verder", "terug"). The ways out are never an answer.
func (t *turn) answers(wish, text string) bool {
	switch wish {
	case "stop", "more", "erase", "pause":
		return false
	}
	if t.s.Pending == nil {
		return false
	}
	_, ok := t.texts.choose(text, t.s.Pending.Choices, true)
	return ok
}

// wish does what was asked for. The question that was open waits, and comes back
// by itself after what is done at once.
func (t *turn) wish(wish string) {
	switch wish {
	case "more":
		t.showMenu()
	case "stop":
		t.stop()
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
var wishFlow = map[string]string{"later": "later", "human": "human", "sees": "sees", "data": "mydata", "erase": "erase",
	"pause": "pause", "name": "name", "push": "push", "consent": "consents"}

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
	return false
}

// why says what the question that waits is for.
func (t *turn) why() {
	key := "why.any"
	if len(t.s.Flows) > 0 {
		if special := "why." + t.top().Flow; t.texts.Messages[special] != "" {
			key = special
		}
	}
	t.say(key, nil)
	t.resume()
}

// goOn takes up what waits.
func (t *turn) goOn() {
	if len(t.s.Flows) > 0 {
		t.follow(again)
		return
	}
	if !t.takesPart() {
		t.listen("")
		return
	}
	if t.onward() {
		t.follow(again)
	}
}

// back goes to the question before this one, within the same part.
func (t *turn) back() {
	if len(t.s.Flows) == 0 || t.s.Pending == nil {
		t.goOn()
		return
	}
	f, s := t.here()
	for i := range f.steps {
		if f.steps[i].name == s.name && i > 0 && f.steps[i-1].take != nil && t.retract(s.name) {
			t.top().Step = f.steps[i-1].name
			t.follow(again)
			return
		}
	}
	t.say("back.first", nil)
	t.follow(again)
}

// retract tells whether the step before may be asked again. A new answer is
// recorded beside the old one; only what ends something can't be taken back.
func (t *turn) retract(step string) bool { return step != "placed" }
