package dialog

import (
	"slices"
	"strings"
)

// question is for what the person asks while the bot asks: it says honestly that
// it does not know, and can write the question down for the mentor.
func question() flow {
	return flow{name: "question", steps: []step{
		{name: "offer", ask: offerNote, take: takeNote},
	}}
}

// offerNote offers only what may be kept and shared.
func offerNote(t *turn) next {
	if !t.given(Sharing) || t.unkept(t.kept("words")) {
		t.say("question.mentor", nil)
		return t.aside()
	}
	return t.ask("question.offer", nil, t.opts("writedown", "nevermind")...)
}

func takeNote(t *turn, a answer) next {
	if a.choice == "writedown" {
		t.keepAside(t.kept("words"), true)
	}
	return t.aside()
}

// asked tells whether words are a question of the person, and answers it.
func (t *turn) asked(text string) bool {
	if t.p.Desk != nil || t.p.Under18 || t.p.Suicide || !t.p.Invited || !t.asksHere(text) {
		return false
	}
	switch {
	case t.texts.asksWho(text):
		t.say("about.who", nil)
		t.resume()
	case !t.takesPart():
		return false
	default:
		t.interrupt("question", "words", text)
	}
	return true
}

// asksHere tells whether text is a question, seen from the one that waits: an
// answer is no question, and where own words are wanted only the clear ones are.
func (t *turn) asksHere(text string) bool {
	if t.s.Pending == nil {
		return t.texts.question(text, false)
	}
	_, s := t.here()
	if _, ok := t.texts.choose(text, t.s.Pending.Choices, true); ok || s.digits {
		return false
	}
	if s.asks > 0 && len(strings.Fields(text)) >= s.asks {
		return false
	}
	return t.texts.question(text, s.words)
}

// question tells whether text asks something: by its first words, or, where no
// own words are wanted, by its last sign.
func (t *Texts) question(text string, own bool) bool {
	words := strings.Fields(plain(text))
	for len(words) > 0 {
		n := begins(words, t.Phrases["question.lead"])
		if n == 0 {
			break
		}
		words = words[n:]
	}
	if len(words) < 2 {
		return false
	}
	return begins(words, t.Phrases["question.begin"]) > 0 || !own && strings.HasSuffix(strings.TrimSpace(text), "?")
}

// asksWho tells whether a question is about who this is and whom it serves.
func (t *Texts) asksWho(text string) bool {
	words := strings.Fields(plain(text))
	return len(words) <= 10 && slices.ContainsFunc(t.Phrases["question.who"], func(p string) bool {
		return strings.Contains(" "+strings.Join(words, " ")+" ", " "+p+" ")
	})
}
