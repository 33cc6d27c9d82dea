package eval

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
)

// Tokens are words and numbers that may be said, as token makes them.
type Tokens map[string]bool

// Add takes over all tokens of texts.
func (k Tokens) Add(texts ...string) {
	for _, text := range texts {
		for _, w := range wordlike.FindAllString(transcript.Plain(text), -1) {
			k[token(w)] = true
		}
	}
}

var (
	wordlike = regexp.MustCompile(`[\pL\pN]+(?:[.,:'’-][\pL\pN]+)*`)
	dated    = regexp.MustCompile(`(?i)\b\d{1,2} (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)( \d{4})?|\b\d{1,2}[.:]\d{2} uur|\b\d{1,2} uur`)
	listed   = regexp.MustCompile(`(?m)^\d{1,2}\. `)
)

func token(word string) string { return strings.ToLower(strings.Trim(word, ".,:'’-")) }

// invented counts numbers, amounts and names in the bot's words that stand neither in texts
// and approved content nor in what she said. Dates and hours come from code, as do the
// numbers of a list.
func (f *Figures) invented(t *Talk, known Tokens) {
	said := Tokens{}
	said.Add(t.Person.Called, mentor, organisation)
	for _, turn := range t.Turns {
		said.Add(turn.Said)
		for _, m := range turn.Messages {
			for _, w := range facts(m) {
				if tok := token(w); !known[tok] && !said[tok] {
					f.Invented++
					f.found("invented, %s: %s", m.Key, w)
				}
			}
		}
	}
}

// facts are the numbers in a message, and the words that are written as names: with a
// capital where no sentence begins.
func facts(m dialog.Message) (all []string) {
	text := listed.ReplaceAllString(dated.ReplaceAllString(transcript.Plain(m.Text), " "), " ")
	for _, at := range wordlike.FindAllStringIndex(text, -1) {
		w := text[at[0]:at[1]]
		first := []rune(w)[0]
		switch {
		case strings.ContainsFunc(w, unicode.IsDigit):
			all = append(all, w)
		case unicode.IsUpper(first) && !begins(text[:at[0]]):
			all = append(all, w)
		}
	}
	return all
}

// begins tells whether a sentence, a line, a quote or a label begins after text.
func begins(text string) bool {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " "))
	return before != ',' && !unicode.IsLetter(before) && !unicode.IsDigit(before)
}
