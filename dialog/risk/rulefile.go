package risk

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// The rules are text for people to read and correct. A file holds
//
//	# a remark
//	@kind = kind kinderen dochter zoon        words that count as the same
//	[page suicide now sub=farewell]           what follows from the lines below
//	@ik heb .. afscheidsbrief* geschreven     # why, or an example
//
// In a line: a|b either word · stem* every word that begins so · ?x may be
// missing · .. up to three words, ... up to six, never across a "niet" or the
// end of a sentence · &8 first: the words in any order, at most 8 apart.
// A heading is: what follows (page, ask, half, date, safe, or past, over, again,
// media, joke: how what stands near is meant), category, urgency, and
// sub=, kind= (of a half signal), lang=, keep (no look at what stands around it).
//
//go:embed rules/*.txt
var ruleFiles embed.FS

// act is what a rule does when its pattern is found.
type act string

const (
	actPage act = "page"
	actAsk  act = "ask"
	actHalf act = "half" // weighs only together with another kind
	actDate act = "date" // its urgency is told by the date beside it
	actSafe act = "safe" // its words mean something else here

	actPast  act = "past"  // long ago
	actOver  act = "over"  // and no longer so
	actAgain act = "again" // and so again
	actMedia act = "media" // a film, a song, a game, the news
	actJoke  act = "joke"  // laughed at as it is said: still asked about, but nobody is woken
)

var acts = []act{actPage, actAsk, actHalf, actDate, actSafe, actPast, actOver, actAgain, actMedia, actJoke}

// heading is what the rules of a section have in common.
type heading struct {
	act      act
	category Category
	urgency  Urgency
	sub      Sub
	kind     string
	lang     string
	keep     bool
}

// rule is one line of a rule file.
type rule struct {
	heading
	pattern pattern
	line    string // file:line, for reports and tests
}

// readRules reads every rule file. A fault names the file and line; shipped
// rules have none, a test sees to that.
func readRules(files fs.FS) (*book, error) {
	b := newBook()
	names, err := fs.Glob(files, "rules/*.txt")
	if err != nil {
		return nil, fmt.Errorf("listing rule files: %w", err)
	}
	slices.Sort(names)
	for _, pass := range []func(line) error{b.define, b.rule} {
		for _, name := range names {
			if strings.HasSuffix(name, "aliases.txt") || strings.HasSuffix(name, "everyday.txt") {
				continue
			}
			if err := eachLine(files, name, pass); err != nil {
				return nil, err
			}
		}
	}
	b.close()
	return b, nil
}

// line is one line of a rule file with its place.
type line struct{ text, place string }

func eachLine(files fs.FS, name string, do func(line) error) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("reading rules: %w", err)
	}
	n := 0
	for text := range strings.Lines(string(data)) {
		n++
		text, _, _ = strings.Cut(text, "#")
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		place := fmt.Sprintf("%s:%d", strings.TrimPrefix(name, "rules/"), n)
		if err := do(line{text, place}); err != nil {
			return fmt.Errorf("%s: %w", place, err)
		}
	}
	return nil
}

func readHeading(text string) (heading, error) {
	var h heading
	for field := range strings.FieldsSeq(strings.Trim(text, "[]")) {
		if err := h.put(field); err != nil {
			return h, err
		}
	}
	if h.act == "" {
		return h, fmt.Errorf("heading %q has no outcome", text)
	}
	if c, ok := CategoryOf(h.sub); ok && c != h.category && h.sub != Minor && h.act != actHalf {
		return h, fmt.Errorf("sub-label %s belongs to %s, not to %s", h.sub, c, h.category)
	}
	return h, nil
}

func (h *heading) put(field string) error {
	key, value, _ := strings.Cut(field, "=")
	_, sub := subCategory[Sub(value)]
	switch {
	case slices.Contains(acts, act(field)):
		h.act = act(field)
	case slices.Contains(categories, Category(field)):
		h.category = Category(field)
	case slices.Contains(urgencies, Urgency(field)):
		h.urgency = Urgency(field)
	case key == "sub" && sub:
		h.sub = Sub(value)
	case key == "kind":
		h.kind = value
	case key == "lang":
		h.lang = value
	case key == "keep":
		h.keep = true
	default:
		return fmt.Errorf("heading: %q is no outcome, category, urgency or known setting", field)
	}
	return nil
}
