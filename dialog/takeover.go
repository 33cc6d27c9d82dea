package dialog

import (
	"time"

	"stapmaat/dialog/risk"
)

// While a human has a talk in hand the bot is silent. What the person types goes to
// that human, and what the human types goes to the person, as it is. Whose the talk is
// stands in a row of its own (store/ownership.go): here it is read, and no more.

// Owner is the human who has a talk in hand.
type Owner struct {
	ID    int64
	Name  string    // first name
	Since time.Time // when she took it
	Wrote time.Time // when she last wrote to the person; zero when she did not yet
}

// Heard is when the human last let something hear of herself.
func (o Owner) Heard() time.Time {
	if o.Wrote.After(o.Since) {
		return o.Wrote
	}
	return o.Since
}

// Hand is the talk that one of the staff has in hand.
type Hand struct {
	Person int64
	Name   string
	Since  time.Time
	Wrote  time.Time // zero when she wrote nothing yet
}

// Taking is a talk that one of the staff wants to take over.
type Taking struct {
	Person    int64
	Name      string
	Mine      bool   // she has it in hand already
	Owner     int64  // a colleague who has it in hand, 0 for none
	OwnerName string // never "" with Owner
	Unreached bool   // nothing arrives there
	Behind    bool   // what is written stands behind a door there
}

// Whom is the participant whose words staff answers.
type Whom struct {
	Person int64
	Name   string
}

// How long a human may be silent while she has a talk in hand.
const (
	handIdle   = 30 * time.Minute // after words of the person
	handOver   = 2 * time.Hour    // at all
	handUnread = 5 * time.Minute  // after words of danger
	handAsk    = 15 * time.Minute // then the first words are asked about
	handNear   = 10 * time.Minute // who typed so recently has the phone in her own hand
	handLater  = 30 * time.Minute // by which what the clock brings is put off
)

// humanTalks deals with what comes in while a human has a talk in hand, on either
// side, and tells whether it did. The rest goes the usual way.
func (t *turn) humanTalks() bool {
	if t.p.Desk != nil {
		return t.staffTalks()
	}
	if t.p.Owner == nil {
		return false
	}
	if t.p.Leaving {
		t.tellOwner("note.hand_gone", nil)
		t.endHand("left")
		return false
	}
	if _, asked := t.p.OpenQuestion(); asked && t.in.Kind == Pressed && t.s.Pending != nil && t.top().Flow == "danger" {
		return false // an answer about danger counts, whoever has the talk
	}
	switch t.in.Kind {
	case Typed, Sent, Edited, Pressed, Started:
		t.noteHeard()
		t.toOwner()
	case TimerDue:
		return t.handRang(*t.in.Due)
	case Acted:
		if t.in.Act.Kind == "wrong_person" {
			t.tellOwner("note.hand_gone", nil)
			t.endHand("left")
		}
		return false
	case Answered:
		t.answeredInHand()
	case Failed:
		t.urgent("failed")
	default:
		return false
	}
	return true
}

// toOwner passes on what the person did.
func (t *turn) toOwner() {
	switch {
	case t.in.Kind == Pressed:
		t.pressedInHand(t.in.Press)
	case t.in.Kind == Started:
		t.busy("hand.busy")
	case t.in.Kind == Typed && len(t.p.Unshown) > 0 && plain(t.in.Text) == plain(t.label("push.show")):
		t.openDoor()
	case t.in.Kind == Typed && t.texts.says(t.in.Text, "hand.bot"):
		t.backToBot()
		return
	default:
		t.relayToOwner()
	}
	if t.in.Risk.Outcome == risk.Page {
		t.dangerInHand(t.in.Risk)
	}
}

// relayToOwner gives the human the person's words.
func (t *turn) relayToOwner() {
	words, key := t.in.Text, "said.heard"
	vars := map[string]string{"words": words}
	switch {
	case t.in.Kind == Edited:
		key = "said.heard_edit"
	case t.in.Kind == Sent:
		key = "said.heard_media"
		t.urgent("hand.media")
	}
	switch t.in.Risk.Outcome {
	case risk.Page:
		key = "said.heard_danger"
	case risk.Ask:
		key = "said.heard_doubt"
	}
	if words != "" {
		t.fact(ToldHuman{words}, "", "")
	}
	t.tellOwner(key, vars)
	t.timer(HandIdle, "", t.p.Now.Add(handIdle))
	wish, ok := t.texts.wish(words)
	if ok && wish == "stop" && t.in.Kind == Typed && plain(words) != "dag" { // which is a greeting as well
		t.busy("hand.stop")
	}
}

// answeredInHand is what a model found in words that were typed before the human came, or
// to her. She gets the words; of what a model makes of them only danger counts.
func (t *turn) answeredInHand() {
	t.out.Answer = AnswerDropped
	t.waitedToOwner()
	if a := t.in.Call; a != nil && a.Heard != "" && t.in.Risk.Outcome == risk.None {
		t.stopHearing(a.Number)
		t.tellOwner("said.heard", map[string]string{"words": a.Heard})
	}
	switch v := t.opinion(); v.Outcome {
	case risk.Page:
		t.tellOwner("said.heard_danger", map[string]string{"words": t.in.Text})
		t.dangerInHand(v)
	case risk.Ask:
		t.tellOwner("said.heard_doubt", map[string]string{"words": t.in.Text})
	}
}

// waitedToOwner gives the human words that waited for a model when she came.
func (t *turn) waitedToOwner() {
	if c := t.stopCalling(); c != nil {
		t.tellOwner("said.heard", map[string]string{"words": c.Words})
	}
}

func (t *turn) tellOwner(key string, vars map[string]string) {
	t.note(Note{To: ToStaff, Staff: t.p.Owner.ID, Key: key, Vars: vars, Lane: LaneSafety})
}

// pressedInHand is a button while a human is there: the old ones rest.
func (t *turn) pressedInHand(data string) {
	switch data {
	case "h:bot":
		t.backToBot()
	case "h:stay":
		t.urgent("hand.stays")
	case "h:show":
		t.openDoor()
	default:
		t.busy("hand.busy")
	}
}

// busy says that a human is there, and how to have the bot back.
func (t *turn) busy(key string) {
	m := t.say(key, t.ownerVars())
	m.Lane = LaneSafety
	m.Buttons = [][]Button{{{t.label("hand.bot"), "h:bot"}, {t.label("hand.stay"), "h:stay"}}}
}

// ownerVars name the human, where her name can do no harm.
func (t *turn) ownerVars() Vars {
	staff := t.label("hand.somebody")
	if !t.hidden() {
		staff = t.p.Owner.Name
	}
	return Vars{"staff": staff, "Staff": capital(staff)}
}

// dangerInHand leaves danger to the human who is there, as long as she answers. The
// alarm rose when the words came in.
func (t *turn) dangerInHand(v risk.Verdict) {
	if t.p.Owner != nil && t.p.Now.Sub(t.p.Owner.Heard()) < handUnread {
		t.timer(HandUnread, string(v.Category)+":"+string(v.Urgency), t.p.Now.Add(handUnread))
		return
	}
	t.crisis(v)
}

// backToBot is the person's own choice.
func (t *turn) backToBot() {
	vars := t.ownerVars()
	t.tellOwner("note.hand_bot", nil)
	t.endHand("person")
	t.say("hand.bot_again", vars)
	t.onAgain()
}

// endHand takes the talk out of the human's hands.
func (t *turn) endHand(by string) {
	t.fact(HandEnded{by}, "", "")
	t.forgetHand()
}

func (t *turn) forgetHand() {
	t.timer(HandIdle, "", time.Time{})
	t.timer(HandOver, "", time.Time{})
}

// onAgain puts the question that waited, unless danger is open.
func (t *turn) onAgain() {
	if t.p.Suicide || t.asksAnew() {
		return
	}
	t.resume()
}
