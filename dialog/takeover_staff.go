package dialog

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Staff with a talk in hand: what they type goes to that one person. Words must never
// reach the wrong one, so whatever could be meant otherwise is asked about first.

// mostHeld is how many bytes of words a question may hold until they are sent.
const mostHeld = 1500

// staffTalks deals with words of staff that are for a person, and tells whether they were.
func (t *turn) staffTalks() bool {
	whom, hand := t.p.Desk.Answer, t.p.Desk.Hand
	if t.in.Kind != Typed && t.in.Kind != Sent && t.in.Kind != Edited {
		return false
	}
	inHand := hand != nil && (whom == nil || whom.Person == hand.Person)
	switch {
	case hand == nil && whom == nil:
		return false
	case whom == nil && t.s.Pending != nil && t.in.Kind == Typed:
		return false // a question of the bot waits for these words
	case t.in.Kind == Sent:
		t.handSays("hand.only_text")
	case t.in.Kind == Edited:
		t.handSays("hand.edit_stays")
	case !inHand:
		t.writeAside(*whom)
	case whom == nil && plain(t.in.Text) == plain(t.label("hand.back")):
		t.interrupt("giveback")
	case whom == nil && (t.meantForBot(t.in.Text) || t.p.Now.Sub(hand.heard()) > handAsk):
		t.interrupt("sendto", "to", strconv.FormatInt(hand.Person, 10))
		t.hold(t.in.Text)
	default:
		t.relayWords(t.in.Text)
	}
	return true
}

// heard is when the human last let something hear of herself.
func (h Hand) heard() time.Time { return Owner{Since: h.Since, Wrote: h.Wrote}.Heard() }

func (t *turn) handSays(key string) {
	name := ""
	if h := t.p.Desk.Hand; h != nil {
		name = t.personName(h.Name, h.Person)
	}
	t.say(key, Vars{"person": name})
}

// meantForBot tells whether words may be a wish of the staff's own menu.
func (t *turn) meantForBot(text string) bool {
	said := plain(text)
	wish, ok := t.texts.wish(text)
	return ok && desk[wish] || slices.ContainsFunc(append(t.deskCan(), "menu"), func(what string) bool {
		return said == plain(t.label("desk."+what)) || slices.Contains(t.texts.Phrases["desk."+what], said)
	})
}

// writeAside is an answer to words of somebody else than whose talk is in hand: it
// goes to her as a message of its own.
func (t *turn) writeAside(whom Whom) {
	t.out.Acts = append(t.out.Acts, ActFor{Person: whom.Person, Act: Act{Staff: t.p.ID, Name: t.p.Name, Kind: "staff_wrote", Words: t.in.Text}})
	t.say("hand.aside", Vars{"person": t.personName(whom.Name, whom.Person)})
}

// relayWords sends words to the person whose talk is in hand.
func (t *turn) relayWords(words string) {
	person := t.p.Desk.Hand.Person
	t.fact(Wrote{person}, "", "")
	t.out.Acts = append(t.out.Acts, ActFor{Person: person, Act: Act{Staff: t.p.ID, Name: t.p.Name, Kind: "talk_words", Words: words}})
}

// hold keeps words with the question on top, whole; too many are typed again after a yes.
func (t *turn) hold(words string) {
	held := strings.TrimSpace(t.kept("words") + "\n" + words)
	if len(held) > mostHeld {
		held = ""
	}
	t.top().Draft["words"] = held
}

// sendTo asks whether words are for the person whose talk is in hand.
func sendTo() flow {
	return flow{name: "sendto", steps: []step{
		{name: "ask", words: true, exact: true,
			ask: func(t *turn) next {
				if h := t.p.Desk.Hand; h == nil || strconv.FormatInt(h.Person, 10) != t.kept("to") {
					t.say("hand.gone", nil)
					return t.leave()
				}
				return t.ask("hand.send", t.handVars(), t.opts("sendyes", "sendno")...)
			},
			take: takeSendTo},
	}}
}

func (t *turn) handVars() Vars {
	h := t.p.Desk.Hand
	return Vars{"person": t.personName(h.Name, h.Person)}
}

func takeSendTo(t *turn, a answer) next {
	h := t.p.Desk.Hand
	switch {
	case h == nil || strconv.FormatInt(h.Person, 10) != t.kept("to"):
		t.say("hand.gone", nil)
	case a.choice == "sendno":
		t.sayHand("hand.not_sent", h)
	case a.choice == "":
		t.hold(a.words)
		return again
	case t.kept("words") == "":
		t.fact(Wrote{h.Person}, "", "") // from now on it is clear whom words are for
		t.say("hand.again", t.handVars())
	default:
		t.relayWords(t.kept("words"))
		t.say("hand.sent", t.handVars())
	}
	return t.leave()
}

// takeTalk puts the talk of a participant into the reader's hands. Of two who do so at
// the same time one is first; the other reads her name, and may still insist.
func (t *turn) takeTalk(insist bool) {
	card, hand := t.p.Desk.Taking, t.p.Desk.Hand
	switch {
	case card == nil:
		t.say("staff.not_yours", nil).Buttons = [][]Button{{t.menuButton()}}
	case card.Mine:
		t.sayHand("hand.line", hand)
	case hand != nil:
		t.sayHand("hand.full", hand)
	case card.Unreached:
		t.say("hand.unreached", t.takingVars(card)).Buttons = [][]Button{{t.menuButton()}}
	case card.Owner != 0 && !insist:
		t.say("hand.theirs", t.takingVars(card)).Buttons = [][]Button{{{t.label("hand.insist"), caseData(card.Person, "talkover")}}, {t.menuButton()}}
	default:
		t.tookTalk(card)
	}
}

func (t *turn) takingVars(card *Taking) Vars {
	return Vars{"person": t.personName(card.Name, card.Person), "colleague": card.OwnerName}
}

func (t *turn) tookTalk(card *Taking) {
	t.rest() // whatever was asked: from here on words are for the person
	t.fact(TookOver{card.Person}, "", "")
	t.out.Acts = append(t.out.Acts, ActFor{Person: card.Person, Act: Act{Staff: t.p.ID, Name: t.p.Name, Kind: "talk_taken"}})
	if card.Owner != 0 {
		t.out.Notes = append(t.out.Notes, Note{To: ToStaff, Staff: card.Owner, Key: "note.hand_taken", Person: card.Person, Name: card.Name,
			Vars: map[string]string{"colleague": t.p.Name}, Lane: LaneSafety})
	}
	t.sayHand("hand.line", &Hand{Person: card.Person, Name: card.Name})
	if card.Behind {
		t.say("hand.behind", t.takingVars(card))
	}
}

// sayHand names the talk in hand, pinned, with the way out.
func (t *turn) sayHand(key string, h *Hand) {
	m := t.say(key, Vars{"person": t.personName(h.Name, h.Person)})
	m.Pin = key == "hand.line"
	m.Buttons = [][]Button{{{t.label("hand.back"), "h:back"}}}
}

// talkButton takes over a talk, from wherever a participant is named.
func (t *turn) talkButton(person int64) Button {
	return Button{t.label("hand.take"), caseData(person, "talk")}
}

// handPressed acts on the buttons of a talk in hand.
func (t *turn) handPressed(what string) bool {
	if what != "back" {
		return false
	}
	if t.p.Desk.Hand == nil {
		t.say("hand.none", nil).Buttons = [][]Button{{t.menuButton()}}
		t.resume()
		return true
	}
	t.interrupt("giveback")
	return true
}

// giveBack asks what was agreed, and gives the talk back to the bot.
func giveBack() flow {
	return flow{name: "giveback", steps: []step{
		{name: "ask", words: true, exact: true,
			ask: func(t *turn) next {
				if t.p.Desk.Hand == nil {
					t.say("hand.none", nil)
					return t.leave()
				}
				return t.ask("hand.agreed", t.handVars(), t.opts("nothingagreed", "holdon")...)
			},
			take: takeGiveBack},
	}}
}

func takeGiveBack(t *turn, a answer) next {
	h := t.p.Desk.Hand
	switch {
	case h == nil:
		t.say("hand.none", nil)
		return t.leave()
	case a.choice == "holdon":
		t.sayHand("hand.line", h)
		return t.leave()
	case a.choice != "":
		a.words = ""
	}
	t.fact(GaveBack{h.Person}, "", "")
	t.out.Acts = append(t.out.Acts, ActFor{Person: h.Person, Act: Act{Staff: t.p.ID, Name: t.p.Name, Kind: "talk_back", Agreed: a.words}})
	m := t.say("hand.given_back", t.handVars())
	m.Pin, m.Buttons = true, [][]Button{{t.menuButton()}}
	t.rest()
	return stay
}
