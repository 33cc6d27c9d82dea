package dialog

import (
	"slices"
	"strings"

	"stapmaat/dialog/when"
)

// Reading who does a step, from an answer or from the step itself. What is no name
// must not become a person in somebody's plan.

// nameWords is how many words a name has at most: "mijn buurvrouw Samira".
const nameWords = 3

// whoSaid takes words that came before the question was put.
func (t *turn) whoSaid(words string, to next) next {
	if id, ok := t.texts.choose(words, choices(t.whoOptions()), true); ok {
		return t.takeWho(answer{choice: id, words: words}, to)
	}
	return t.takeWho(answer{words: words}, to)
}

// readsWho tells whether words answer who does it.
func (t *turn) readsWho(words string) bool {
	if id, ok := t.texts.choose(words, choices(t.whoOptions()), true); ok {
		return id != "byme" || !t.texts.noWords(words) // "nee" is no who here
	}
	_, _, ok := t.readWho(words)
	return ok
}

func choices(options []option) []Choice {
	var all []Choice
	for _, o := range options {
		all = append(all, Choice{ID: o.id, Label: o.label})
	}
	return all
}

// readWho reads "mijn zus", "samen met mijn zus" and "Samira doet het".
func (t *turn) readWho(words string) (By, string, bool) {
	by, name := ByOther, strings.Trim(strings.TrimSpace(words), ".,!")
	for _, with := range t.texts.Phrases["step.with"] {
		if rest, ok := afterWords(name, with); ok {
			by, name = ByTogether, rest
			break
		}
	}
	if in, who := t.whoIn(name); in != "" {
		by, name = in, who
	}
	if by == ByOther && t.hasMentor() && t.isMentor(name) {
		by = ByMentor
	}
	return by, name, name == "" && by == ByTogether || t.isName(name)
}

// isName refuses times, days, verbs, and what is too long to be a name.
func (t *turn) isName(name string) bool {
	said := strings.Fields(plain(name))
	_, day := when.Parse(name, t.p.Now)
	switch {
	case len(said) == 0 || len(said) > nameWords || day || t.texts.noWords(name):
		return false
	case strings.ContainsAny(name, "0123456789?"):
		return false
	}
	return !slices.ContainsFunc(said, func(w string) bool {
		return t.texts.hasAct(w) || slices.Contains(t.texts.Phrases["step.no_name"], w)
	})
}

// whoIn finds who does it in a step: "samen met mijn zus …", "Anne belt …", "mijn
// zoon doet …". "Mijn zus bellen" is done by herself.
func (t *turn) whoIn(words string) (By, string) {
	typed, said := strings.Fields(words), strings.Fields(plain(words))
	if len(typed) != len(said) {
		return "", "" // signs on their own: which word is which is not sure
	}
	for i := range said {
		if i+1 < len(said) && said[i]+" "+said[i+1] == t.texts.Phrases["step.with"][0] {
			if name := t.nameAt(typed[i+2:]); name != "" {
				return ByTogether, name
			}
		}
	}
	name := t.nameAt(typed)
	n := len(strings.Fields(name))
	if n == 0 || n >= len(said) || !slices.Contains(t.texts.Phrases["step.does"], said[n]) {
		return "", ""
	}
	switch {
	case slices.Contains(t.texts.Phrases["step.helps"], said[n]):
		return ByTogether, name
	case t.hasMentor() && t.isMentor(name):
		return ByMentor, name
	}
	return ByOther, name
}

// nameAt is the name with which words begin: "mijn zus", "mijn buurvrouw Samira",
// "Anne"; "" when there is none.
func (t *turn) nameAt(words []string) string {
	most := 1
	if len(words) > 1 && slices.Contains(t.texts.Phrases["step.my"], plain(words[0])) {
		most = 2
		if len(words) > 2 && words[2] != strings.ToLower(words[2]) {
			most = 3
		}
	}
	name := strings.Trim(strings.Join(words[:min(most, len(words))], " "), ".,!")
	if !t.isName(name) || most == 1 && slices.Contains(t.texts.Phrases["step.my"], plain(name)) {
		return ""
	}
	return name
}

// afterWords is what follows the words that a text begins with.
func afterWords(text, begin string) (string, bool) {
	said, first := strings.Fields(text), strings.Fields(begin)
	if len(said) < len(first) || !strings.EqualFold(strings.Join(said[:len(first)], " "), begin) {
		return "", false
	}
	return strings.Join(said[len(first):], " "), true
}
