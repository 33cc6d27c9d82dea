package prompts

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// made is how a text that a model wrote may look before anybody weighs what it says.
type made struct {
	language string // BCP 47, of who will read it
	told     string // the instructions: a text must not give them away
	most     int    // characters
}

// echoed is how many words in a row of the instructions are no coincidence.
const echoed = 6

var (
	// marked is what no plain sentence holds: markup, links, code, and the signs by which our own
	// texts mark variables and the words of people.
	marked = regexp.MustCompile("[<>{}|`*#_~^\\\\\\[\\]“”„«»\"]|https?:|www\\.|\\b\\S+@\\S+\\.\\w")
	listed = regexp.MustCompile(`^\s*([-•·]|\d+[.)])\s`)
	again  = regexp.MustCompile(`[.?!]+\s+`)
)

// check says what is wrong with a text; "" is always fine.
func (m made) check(text string) error {
	if text == "" {
		return nil
	}
	if strings.TrimSpace(text) != text || len(words(text)) == 0 {
		return errors.New("no words, or space around them")
	}
	if n := len([]rune(text)); n > m.most {
		return fmt.Errorf("%d characters, at most %d", n, m.most)
	}
	if seen(text) != text || marked.MatchString(text) || listed.MatchString(text) {
		return errors.New("more than plain words on one line")
	}
	if loops(text) {
		return errors.New("says the same over and over")
	}
	if m.echoes(text) {
		return errors.New("words of the instructions")
	}
	if !speaks(text, m.language) {
		return errors.New("another language")
	}
	return nil
}

// echoes tells whether words of the instructions stand in a text.
func (m made) echoes(text string) bool {
	told := " " + strings.Join(folded(m.told), " ") + " "
	list := folded(text)
	for i := 0; i+echoed <= len(list); i++ {
		if strings.Contains(told, " "+strings.Join(list[i:i+echoed], " ")+" ") {
			return true
		}
	}
	return false
}

// loops tells whether a text turns in circles, as broken models do: one sign many times, a
// word four times running, three words three times, a sentence twice.
func loops(text string) bool {
	run, last := 0, rune(0)
	for _, r := range text {
		if run++; r != last || unicode.IsDigit(r) {
			run, last = 1, r
		}
		if run >= 6 {
			return true
		}
	}
	list := folded(text)
	count := map[string]int{}
	for i := range list {
		if i+4 <= len(list) && list[i] == list[i+1] && list[i] == list[i+2] && list[i] == list[i+3] {
			return true
		}
		if i+3 <= len(list) {
			key := strings.Join(list[i:i+3], " ")
			if count[key]++; count[key] == 3 {
				return true
			}
		}
	}
	met := map[string]bool{}
	for _, s := range again.Split(text, -1) {
		key := strings.Join(folded(s), " ")
		if key != "" && met[key] {
			return true
		}
		met[key] = true
	}
	return false
}

// folded is the words of a text in small letters, without signs.
func folded(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// literal finds words in what was said, whatever their case, accents and the signs between
// them, and returns them as they stand there, from the first word to the last. Words that
// begin or end inside a word of hers are not hers.
func literal(said, wanted string) (string, bool) {
	in, want := spoken(said), spoken(wanted)
	if len(want) == 0 {
		return "", false
	}
	for i := 0; i+len(want) <= len(in); i++ {
		if slices.EqualFunc(in[i:i+len(want)], want, func(a, b heard) bool { return a.word == b.word }) {
			return said[in[i].from:in[i+len(want)-1].to], true
		}
	}
	return "", false
}

// heard is a word, folded, and where it stands.
type heard struct {
	word     string
	from, to int
}

var accents = strings.NewReplacer("á", "a", "à", "a", "ä", "a", "â", "a", "é", "e", "è", "e", "ë", "e", "ê", "e", "í", "i", "ï", "i", "î", "i",
	"ó", "o", "ò", "o", "ö", "o", "ô", "o", "ú", "u", "ü", "u", "û", "u", "ç", "c", "ñ", "n")

// spoken are the words of a text. An apostrophe and what has no shape part none: m'n is a word.
func spoken(text string) []heard {
	var all []heard
	var b strings.Builder
	end := func() {
		if b.Len() > 0 {
			all[len(all)-1].word = accents.Replace(b.String())
			b.Reset()
		}
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) && b.Len() > 0:
			if b.Len() == 0 {
				all = append(all, heard{from: i})
			}
			b.WriteRune(unicode.ToLower(r))
			all[len(all)-1].to = i + utf8.RuneLen(r)
		case r == '\'' || r == '’' || r == '‘' || r == '`' || shapeless(r) && !unicode.IsSpace(r):
		default:
			end()
		}
	}
	end()
	return all
}
