package dialog

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// name lets the person choose how the bot calls her.
func name() flow {
	return flow{name: "name", steps: []step{
		{name: "ask", words: true, exact: true,
			ask: func(t *turn) next { return t.ask("name.ask", nil, t.opt("noname")) },
			take: func(t *turn, a answer) next {
				switch t.takeName(a) {
				case nameAgain:
					return again
				case nameGiven:
					t.say("name.changed", nil)
				}
				return t.aside()
			}},
	}}
}

// named is what came of an answer to "hoe mag ik je noemen?"
type named int

const (
	nameGiven named = iota
	nameAgain       // a sentence: asked once more
	nameLeft        // a sentence again: nothing changes
)

// takeName keeps the name that was given. A sentence is no name: it is asked once
// more, and what was told is asked for where it can be kept.
func (t *turn) takeName(a answer) named {
	switch a.choice {
	case "this":
		return nameGiven
	case "noname":
		t.fact(NameChosen{""}, "", "")
		return nameGiven
	}
	if called, ok := t.texts.called(a.words); ok {
		t.fact(NameChosen{called}, "", "")
		return nameGiven
	}
	if t.kept("name") != "" {
		return nameLeft
	}
	t.keep("name", "asked")
	key := "name.only"
	if long(a.words) && len(t.p.Story) == 0 {
		t.pass("cry")
		key = "name.only_told"
	}
	t.say(key, nil)
	return nameAgain
}

// called finds the name in "zeg maar Fatima hoor" and "ik heet Fatima, en jij?"; it
// finds none in a sentence, a number, or a word that is no name.
func (t *Texts) called(text string) (string, bool) {
	words := strings.Fields(text)
	said := make([]string, len(words))
	for i, w := range words {
		words[i] = strings.Trim(w, ".,;:!?()\"“”'’")
		said[i] = plain(w)
	}
	for n := begins(said, t.Phrases["name.lead"]); n > 0; n = begins(said, t.Phrases["name.lead"]) {
		words, said = words[n:], said[n:]
	}
	for i := 1; i < len(said); i++ {
		if onlyOf(said[i:], t.Phrases["name.tail"]) {
			words, said = words[:i], said[:i]
		}
	}
	name := strings.Join(words, " ")
	if name == "" || len(words) > 3 || utf8.RuneCountInString(name) > 30 || t.noName(said) {
		return "", false
	}
	if name == strings.ToLower(name) {
		first, size := utf8.DecodeRuneInString(name)
		name = string(unicode.ToUpper(first)) + name[size:]
	}
	return name, true
}

// noName tells whether words can't be a name: a number, a greeting, "moe".
func (t *Texts) noName(said []string) bool {
	all := strings.Join(said, " ")
	return plain(all) == "" || strings.ContainsFunc(all, unicode.IsDigit) || slices.Contains(t.Phrases["greeting"], all) ||
		slices.ContainsFunc(said, func(w string) bool { return slices.Contains(t.Phrases["name.never"], w) })
}
