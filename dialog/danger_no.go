package dialog

import (
	"slices"
	"strings"
)

// clearNo tells whether words are a clear no and nothing else: they begin with a no,
// and all the rest only strengthens it or says thanks. "Nee, soms" is none.
func (t *Texts) clearNo(text string) bool {
	words := strings.Fields(plain(text))
	if len(words) == 0 || len(words) > 12 {
		return false
	}
	said := strings.Join(words, " ")
	if slices.Contains(t.Phrases["danger.no"], said) {
		return true
	}
	if !slices.Contains(t.Phrases["lead.no"], words[0]) {
		return false
	}
	return !slices.ContainsFunc(words[1:], func(w string) bool { return !slices.Contains(t.Phrases["danger.no_words"], w) })
}

// asksWhy tells whether words only ask why the question was put, and say nothing else:
// "nou, waarom vraag je me dat opeens?"
func (t *Texts) asksWhy(text string) bool {
	words := strings.Fields(plain(text))
	if len(words) > 12 || !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(t.Phrases["danger.why"], w) }) {
		return false
	}
	return !slices.ContainsFunc(words, func(w string) bool {
		return !slices.Contains(t.Phrases["danger.why"], w) && !slices.Contains(t.Phrases["danger.why_words"], w)
	})
}

// first is the most special text there is: key.one.two.three, else key.one.three, key.one, key.
func (t *Texts) first(key, category, sub, other string) string {
	for _, parts := range [][]string{{key, category, sub, other}, {key, category, sub}, {key, category, other}, {key, category}, {key}} {
		parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
		if found := strings.Join(parts, "."); t.Messages[found] != "" {
			return found
		}
	}
	return key
}
