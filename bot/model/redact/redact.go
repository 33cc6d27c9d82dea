// Package redact hides from a language model who people are: what points at a person becomes
// a placeholder such as ⟨naam1⟩, and is put back in what comes back. It is pure; what is
// hidden stays in memory for one call.
//
// What it looks for: citizen service numbers (BSN), bank accounts, telephone numbers, e-mail
// addresses, postcodes and streets with a house number, dates of birth, case, customer and
// document numbers, licence plates, and names: those known from the file, also misspelt,
// and those told as one ("mevrouw …"). Sums, appointments and public numbers such as 112
// stay. A name that is nowhere known, and is not told as one, is not seen.
package redact

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Hidden is what one call hides. The same thing has the same placeholder in all texts of the
// call; written another way it has the same number with a letter (⟨naam1⟩, ⟨naam1b⟩), so
// that every text comes back to the byte. Not for use at the same time.
type Hidden struct {
	people []person
	behind map[string]string // what stands behind a placeholder, without its brackets
	given  map[written]string
	number map[thing]int
	count  map[kind]int
	spelt  map[thing]int
}

// thing is what is hidden, however it is written; written is one way to write it.
type (
	thing struct {
		kind kind
		key  string
	}
	written struct {
		thing
		text string
	}
)

// kind is what a placeholder tells the model of what it hides.
type kind string

const (
	name      kind = "naam"
	bsn       kind = "bsn"
	account   kind = "rekening"
	phone     kind = "telefoon"
	mail      kind = "mail"
	address   kind = "adres"
	birth     kind = "geboortedatum"
	reference kind = "nummer"
	plate     kind = "kenteken"
	sign      kind = "teken" // what looks like a placeholder itself, in what people wrote
)

// New begins a call about somebody of whose file these names are known: the person's own, of
// contacts, children, the mentor; first names or full ones.
func New(names ...string) *Hidden {
	return &Hidden{people: peopleOf(names), behind: map[string]string{}, given: map[written]string{},
		number: map[thing]int{}, count: map[kind]int{}, spelt: map[thing]int{}}
}

// span is something to hide in a text, by its bytes.
type span struct {
	from, to int
	thing
}

// Redact hides what must be hidden. Restore gives the very same text back.
func (h *Hidden) Redact(text string) string {
	spans := h.find(text)
	if len(spans) == 0 {
		return text
	}
	out, marks := h.replace(text, spans)
	if !onlyThese(out, marks) { // what is left around a placeholder came to look like one
		out, _ = h.replace(text, []span{{0, len(text), thing{sign, text}}})
	}
	return out
}

// replace writes placeholders for spans, and tells where they stand.
func (h *Hidden) replace(text string, spans []span) (string, []int) {
	var b strings.Builder
	var marks []int
	last := 0
	for _, s := range spans {
		b.WriteString(text[last:s.from])
		marks = append(marks, b.Len())
		b.WriteString("⟨" + h.placeholder(s.thing, text[s.from:s.to]) + "⟩")
		last = s.to
	}
	b.WriteString(text[last:])
	return b.String(), marks
}

// placeholder is what stands for a thing written so.
func (h *Hidden) placeholder(t thing, text string) string {
	w := written{t, text}
	if p, ok := h.given[w]; ok {
		return p
	}
	if h.number[t] == 0 || h.spelt[t] > 'z'-'a' {
		h.count[t.kind]++
		h.number[t], h.spelt[t] = h.count[t.kind], 0
	}
	p := string(t.kind) + strconv.Itoa(h.number[t])
	if n := h.spelt[t]; n > 0 {
		p += string(rune('a' + n))
	}
	h.spelt[t]++
	h.given[w], h.behind[p] = p, text
	return p
}

const kinds = `naam|bsn|rekening|telefoon|mail|adres|geboortedatum|nummer|kenteken|teken`

// A model may change the case, the brackets or the space of a placeholder, or lose its
// brackets. In round ones, and without any, it may also be words of its own ("nummer1").
var (
	likeMark = regexp.MustCompile(`(?i)(?:[⟨〈‹<\[{«]\s?(` + kinds + `)[ _-]?(\d{1,4})([a-z]?)\s?[⟩〉›>\]}»]|\b(` + kinds + `)(\d{1,4})([a-z]?)\b)`)
	brackets = "⟨⟩"
)

// ErrInvented says that a text holds a placeholder that stands for nothing.
var ErrInvented = errors.New("a placeholder that was not given")

// Restore puts back what was hidden. It refuses a placeholder that was not given.
func (h *Hidden) Restore(text string) (string, error) {
	return h.resolve(text, func(p string) string { return h.behind[p] })
}

// Tidy writes placeholders as they were given, where a model changed their brackets or case,
// and refuses one that was not given. It takes plain text and JSON.
func (h *Hidden) Tidy(text string) (string, error) {
	return h.resolve(text, func(p string) string { return "⟨" + p + "⟩" })
}

func (h *Hidden) resolve(text string, as func(string) string) (string, error) {
	var b strings.Builder
	last := 0
	for _, m := range likeMark.FindAllStringSubmatchIndex(text, -1) {
		p, bracketed := markAt(text, m)
		_, given := h.behind[p]
		switch {
		case given:
			b.WriteString(text[last:m[0]] + as(p))
			last = m[1]
		case bracketed:
			return "", fmt.Errorf("putting names back: %w", ErrInvented)
		}
	}
	rest := text[last:]
	if strings.ContainsAny(outside(text), brackets) {
		return "", fmt.Errorf("putting names back: %w", ErrInvented)
	}
	b.WriteString(rest)
	return b.String(), nil
}

// markAt is the placeholder that a match of likeMark means.
func markAt(text string, m []int) (p string, bracketed bool) {
	i := 2
	if m[2] < 0 {
		i = 8
	}
	number, _ := strconv.Atoi(text[m[i+2]:m[i+3]])
	return strings.ToLower(text[m[i]:m[i+1]]) + strconv.Itoa(number) + strings.ToLower(text[m[i+4]:m[i+5]]), i == 2
}

// outside is a text without what looks like a placeholder.
func outside(text string) string { return likeMark.ReplaceAllString(text, "") }

// onlyThese tells whether what looks like a placeholder begins at these places and nowhere else.
func onlyThese(text string, marks []int) bool {
	found := likeMark.FindAllStringIndex(text, -1)
	if len(found) != len(marks) || strings.ContainsAny(outside(text), brackets) {
		return false
	}
	for i, m := range found {
		if m[0] != marks[i] || !strings.HasPrefix(text[m[0]:], "⟨") || !strings.HasSuffix(text[:m[1]], "⟩") {
			return false
		}
	}
	return true
}
