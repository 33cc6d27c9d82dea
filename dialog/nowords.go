package dialog

import (
	"slices"
	"strconv"
	"strings"
)

// unsaid is what typed text is when it holds no words of one's own: nothing of it
// may be recorded as somebody's goal, link or dream.
type unsaid string

// The kinds of text without own words.
const (
	ownWords unsaid = ""
	plainYes unsaid = "yes"
	plainNo  unsaid = "no"  // no, "doet er niet toe", "weet ik echt niet"
	odd      unsaid = "odd" // a number, a question back, a greeting, a hand on the keyboard
)

// oddTries is how often an odd answer is asked about again before it counts as nothing.
const oddTries = 2

// noWords tells whether a text is a yes, a no, a number, a question, a greeting or
// less, and so says nothing by itself.
func (t *Texts) noWords(text string) bool { return t.unsaid(text) != ownWords }

func (t *Texts) unsaid(text string) unsaid {
	said := plain(text)
	words := strings.Fields(said)
	empty := !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(t.Phrases["words.empty"], w) })
	switch {
	case slices.Contains(t.Phrases["greeting"], said) || t.asksBack(text) || isMash(words):
		return odd
	case slices.Contains(t.Phrases["words.nothing"], said):
		return plainNo
	case empty && t.says(text, "words.no"):
		return plainNo
	case empty:
		return plainYes
	}
	return ownWords
}

// asksBack tells whether a text is a question to us: "moet dat?" Somebody who only
// doubts ("misschien een cursus?") does not begin with a word that asks.
func (t *Texts) asksBack(text string) bool {
	said := plain(text)
	first, _, _ := strings.Cut(said, " ")
	return slices.Contains(t.Phrases["words.huh"], said) ||
		strings.HasSuffix(strings.TrimSpace(text), "?") && slices.Contains(t.Phrases["words.ask"], first)
}

// isMash tells whether text is less than a word: nothing, one sign, a number, "aaaa", "sdfgh".
func isMash(words []string) bool {
	joined := strings.Join(words, "")
	_, err := strconv.Atoi(joined)
	return err == nil || len([]rune(joined)) < 2 || isKeys(joined)
}

func isKeys(word string) bool {
	if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
		return false // other letters than ours: what is a word there we can't tell
	}
	return strings.Trim(word, word[:1]) == "" || len(word) > 4 && !strings.ContainsAny(word, "aeiouy")
}

// unsaid sorts an answer. An odd one is met here, so that the flow has only to ask
// again; after a few it counts as a no, since nobody must be kept at a question.
func (t *turn) unsaid(a answer) unsaid {
	if a.choice != "" {
		return ownWords
	}
	kind := t.texts.unsaid(a.words)
	if kind != odd {
		t.forget("odd")
		return kind
	}
	tries := t.count("odd") + 1
	if tries > oddTries {
		t.forget("odd")
		return plainNo
	}
	t.keep("odd", numeral(tries))
	why := "why." + t.top().Flow
	if t.texts.asksBack(a.words) && t.texts.Messages[why] != "" {
		t.say(why, nil)
	} else {
		t.say("words.own", nil)
	}
	return odd
}
