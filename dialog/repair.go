package dialog

import (
	"slices"
	"strings"
)

// What happens with words that are no answer to the question that waits.

// shortWords is how many words at most are a failed answer; more is a person who tells something.
const shortWords = 3

func long(text string) bool { return len(strings.Fields(plain(text))) > shortWords }

// wordless tells whether text is no more than a yes, a no, a number or a greeting. A
// question may be somebody's own words: "hoe kom ik hier ooit uit?"
func (t *Texts) wordless(text string) bool { return t.noWords(text) && !t.asksBack(text) }

// leads tells whether text begins with a yes or a no: then it is an answer, clear or not.
func (t *Texts) leads(text string) bool {
	first, _, _ := strings.Cut(plain(text), " ")
	return slices.Contains(t.Phrases["lead.yes"], first) || slices.Contains(t.Phrases["lead.no"], first)
}

// unread is for text that answers nothing: who comes back is met, who tells
// something is heard, and the rest was not understood.
func (t *turn) unread(text string) {
	_, s := t.here()
	switch {
	case t.p.Desk != nil || !t.takesPart():
		t.missed()
	case t.fresh && leftover[t.top().Flow]:
		t.returned(text)
	case long(text) && !s.words && !t.texts.leads(text) && t.top().Flow != "door":
		t.overheard(text)
	default:
		t.missed()
	}
}

// overheard is for a sentence where only a tap was asked: it is read and kept, and
// the talk goes on where it was.
func (t *turn) overheard(text string) {
	if t.top().Flow == "comeback" {
		t.drop()
		t.listen(text)
		return
	}
	t.keepAside(text, false)
	if shown := visible(t.s.Pending.Choices); shown == 1 {
		t.answered(answer{choice: t.s.Pending.Choices[0].ID, words: text})
		return
	}
	if t.s.Misses++; t.s.Misses >= mostMisses {
		t.lost()
		return
	}
	t.putAgain()
}

// keepAside keeps what was said in passing as a line that can be shared like the rest.
func (t *turn) keepAside(words string, asked bool) {
	if t.unkept(words) {
		t.say("heard.not_kept", nil)
		return
	}
	key := "heard.kept"
	line := t.line("log.aside", Vars{"words": quoted(words)})
	if asked {
		key, line = "question.kept", t.line("log.question", Vars{"words": quoted(words)})
	}
	t.fact(SaidAside{words, asked}, line, "")
	t.say(key, nil)
	t.applying(words)
}

// mostMisses is after how many misses in a row a human is offered.
const mostMisses = 3

// missed is for an answer that nobody understood: the question comes back, more
// plainly each time, and the third time a human is offered.
func (t *turn) missed() {
	t.s.Misses++
	t.uncount()
	if t.s.Misses >= mostMisses {
		t.lost()
		return
	}
	t.sayMissed()
	t.putAgain()
}

// uncount leaves an input out of what makes a talk long: only answers do.
func (t *turn) uncount() { t.s.Talk.Idle++ }

// longTalk tells whether much was said since the talk began, or since the person chose to go on.
func (t *turn) longTalk() bool { return t.s.Talk.Turns-t.s.Talk.Idle >= longTalk }

// afresh counts what makes a talk long from here.
func (t *turn) afresh() { t.s.Talk.Idle = t.s.Talk.Turns }

func (t *turn) sayMissed() {
	_, s := t.here()
	shown := visible(t.s.Pending.Choices)
	switch {
	case t.p.Desk == nil && !t.takesPart() && t.texts.question(t.in.Text, false):
		t.say("question.early", nil)
	case t.p.Desk == nil && !t.takesPart() && long(t.in.Text):
		t.pass("cry")
		t.say("repair.not_joined", nil)
	case t.s.Misses == 1 && s.words && shown <= 1:
		t.say("repair.words", nil)
	case t.s.Misses == 1:
		t.say("repair.once", nil)
	case shown == 1:
		t.say("repair.button", nil)
	default:
		t.say("repair.numbers", Vars{"last": numeral(shown)})
	}
}

// lost offers a human. Nobody is told anything before the person says yes.
func (t *turn) lost() {
	switch {
	case t.p.Desk != nil:
		t.s.Misses = 0
		t.rest()
		t.say("staff.lost", nil)
		t.deskMenu()
	case !t.takesPart():
		t.s.Misses = mostMisses - 1
		t.sayMissed()
		t.putAgain()
	default:
		t.interrupt("human", "why", "repair", "open", "yes")
	}
}

// putAgain puts the question that waits once more. Within a talk that is the
// question alone; who comes back after a while gets all that stood before it.
func (t *turn) putAgain() {
	before, misses, sent := *t.top(), t.s.Misses, len(t.out.Messages)
	t.follow(again)
	t.s.Misses = misses
	n := len(t.out.Messages)
	if t.fresh || n-sent < 2 || t.s.Pending == nil || t.top().Flow != before.Flow || t.top().Step != before.Step {
		return
	}
	t.out.Messages = slices.Delete(t.out.Messages, sent, n-1)
}
