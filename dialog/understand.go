package dialog

import (
	"slices"
	"strconv"
	"strings"
)

// choose finds the one choice that typed text means: by its number, its label,
// what people type for it, a typo of these, or one of these within a short
// sentence. Where own words are an answer too (whole), a sentence is own words.
func (t *Texts) choose(text string, choices []Choice, whole bool) (string, bool) {
	words := plain(text)
	if words == "" {
		return "", false
	}
	if n, ok := t.ordinal(words); ok && n <= visible(choices) {
		return choices[n-1].ID, true
	}
	for _, match := range []func(said, known string) bool{same, nearly} {
		if id, ok := t.only(words, choices, match); ok {
			return id, true
		}
	}
	if whole {
		return "", false
	}
	if id, decided := t.lead(words, choices); decided {
		return id, id != ""
	}
	return t.only(words, choices, within)
}

// chooseExactly is choose without typos and numbers.
func (t *Texts) chooseExactly(text string, choices []Choice, _ bool) (string, bool) {
	return t.only(plain(text), choices, same)
}

// visible is how many choices have a button: those come first.
func visible(choices []Choice) int {
	n := 0
	for _, c := range choices {
		if c.Label != "" {
			n++
		}
	}
	return n
}

// lead lets a "ja" or "nee" at the front decide, whatever follows it ("ja natuurlijk,
// Anne mag alles weten"). Where the rest says otherwise ("ja maar niet alles") the
// words are decided to be no answer.
func (t *Texts) lead(words string, choices []Choice) (id string, decided bool) {
	first, rest, _ := strings.Cut(words, " ")
	for _, word := range []string{"yes", "no"} {
		if !slices.Contains(t.Phrases["lead."+word], first) {
			continue
		}
		id, ok := t.only(t.Phrases["lead."+word][0], choices, same)
		if ok && t.says(t.without(rest, "contra.none"), "contra."+word) {
			return "", true
		}
		return id, ok
	}
	return "", false
}

// without is words less the given phrases.
func (t *Texts) without(words, phrases string) string {
	words = " " + words + " "
	for _, p := range t.Phrases[phrases] {
		words = strings.ReplaceAll(words, " "+p+" ", " ")
	}
	return strings.TrimSpace(words)
}

// nod reads a thumb up or down, and nothing beside it, as yes or no.
func (t *Texts) nod(text string, choices []Choice) (string, bool) {
	if plain(text) != "" {
		return "", false
	}
	for _, word := range []string{"yes", "no"} {
		for _, sign := range t.Phrases["emoji."+word] {
			if said := t.Phrases["choice."+word]; strings.Contains(text, sign) && len(said) > 0 {
				return t.only(said[0], choices, same)
			}
		}
	}
	return "", false
}

// labelled is the choice whose label was typed as it stands on the button.
func (t *Texts) labelled(text string, choices []Choice) (string, bool) {
	for _, c := range choices {
		if words := plain(text); words != "" && words == plain(c.Label) {
			return c.ID, true
		}
	}
	return "", false
}

// only is the choice that matches when it is the only one: a sentence that fits two is not guessed at.
func (t *Texts) only(words string, choices []Choice, match func(said, known string) bool) (string, bool) {
	found := ""
	for _, c := range choices {
		known := append([]string{plain(c.Label)}, t.Phrases["choice."+c.ID]...)
		if slices.ContainsFunc(known, func(k string) bool { return k != "" && match(words, k) }) {
			if found != "" && found != c.ID {
				return "", false
			}
			found = c.ID
		}
	}
	return found, found != ""
}

// wish finds what people can ask for at any time ("stop", "ik wil een mens").
// A wish must be all that was typed: in the middle of a story "stop" is a word.
func (t *Texts) wish(text string) (string, bool) {
	words := plain(text)
	for _, name := range wishes {
		if slices.Contains(t.Phrases["wish."+name], words) {
			return name, true
		}
	}
	return "", false
}

// ordinal reads "2", "nummer 2" and "de tweede".
func (t *Texts) ordinal(words string) (int, bool) {
	for _, lead := range t.Phrases["ordinal.lead"] {
		words = strings.TrimPrefix(words, lead+" ")
	}
	if n, err := strconv.Atoi(words); err == nil && n >= 1 && n <= 20 {
		return n, true
	}
	if i := slices.Index(t.Phrases["ordinal"], words); i >= 0 {
		return i + 1, true
	}
	if i := slices.Index(t.Phrases["ordinal.th"], words); i >= 0 {
		return i + 1, true
	}
	return 0, false
}

func numeral(n int) string { return strconv.Itoa(n) }
