package prompts

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

//go:embed gate/nl.yaml
var gateNL []byte

// Gate keeps the bot's own words plain, short and kind. It measures what can be
// counted; that a text sounds right it can't tell. Words of people stand between
// “ and ” and are skipped.
type Gate struct {
	Limits map[string]Limits   `yaml:"limits"` // by kind
	Kinds  map[string][]string `yaml:"kinds"`  // kind to text keys, which may end in *
	Blame  []string            `yaml:"blame"`
	Pep    []string            `yaml:"pep"`
	Stiff  []string            `yaml:"stiff"`
}

// Limits are counts in words and lines; 0 is no limit.
type Limits struct {
	Sentence int     `yaml:"sentence"` // longest sentence
	Mean     float64 `yaml:"mean"`     // words a sentence, in the mean
	Words    int     `yaml:"words"`    // the whole message
	Lines    int     `yaml:"lines"`
	Line     int     `yaml:"line"` // longest line
}

// MaxLabel is what fits a button on a small phone, in characters.
const MaxLabel = 18

// NewGate reads the gate for Dutch.
func NewGate() (*Gate, error) {
	var g Gate
	if err := yaml.UnmarshalWithOptions(gateNL, &g, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("reading the gate: %w", err)
	}
	return &g, nil
}

// Kind tells by which limits a text is measured: "message", "careful", "card", "staff" or "line".
func (g *Gate) Kind(key string) string {
	for kind, keys := range g.Kinds {
		for _, k := range keys {
			stem, open := strings.CutSuffix(k, "*")
			if k == key || open && strings.HasPrefix(key, stem) {
				return kind
			}
		}
	}
	return "message"
}

// Check lists what is wrong with a text, each finding a sentence; none when it passes.
func (g *Gate) Check(key, text string) []string {
	text = own(text)
	kind := g.Kind(key)
	if kind == "human" {
		return nil
	}
	var found []string
	note := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	folded := fold(text)
	for name, list := range map[string][]string{"blame": g.Blame, "pep": g.Pep, "stiff": g.Stiff} {
		for _, w := range list {
			if hasWords(folded, w) {
				note("%q is %s", w, name)
			}
		}
	}
	if kind == "staff" {
		return found
	}
	if n := strings.Count(text, "?"); n > 1 {
		note("%d questions, one is enough", n)
	}
	return append(found, g.Limits[kind].check(text)...)
}

// Refuses says what is wrong with a text as an error, for who must not say such a one.
func (g *Gate) Refuses(key, text string) error {
	if found := g.Check(key, text); len(found) > 0 {
		return fmt.Errorf("the gate refuses %s: %s", key, strings.Join(found, "; "))
	}
	return nil
}

func (l Limits) check(text string) []string {
	var found []string
	over := func(got, most int, what string) {
		if most > 0 && got > most {
			found = append(found, fmt.Sprintf("%s: %d, at most %d", what, got, most))
		}
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	over(len(lines), l.Lines, "lines")
	over(len(words(text)), l.Words, "words in the message")
	for _, line := range lines {
		over(len(words(line)), l.Line, "words in the line “"+line+"”")
	}
	sum, count := 0, 0
	for _, s := range sentences(text) {
		n := len(words(s))
		sum, count = sum+n, count+1
		over(n, l.Sentence, "words in the sentence “"+strings.TrimSpace(s)+"”")
	}
	if count > 0 && l.Mean > 0 && float64(sum)/float64(count) > l.Mean {
		found = append(found, fmt.Sprintf("mean sentence %.1f words, at most %.0f", float64(sum)/float64(count), l.Mean))
	}
	return found
}

// CheckLabel lists what is wrong with the words on a button.
func (g *Gate) CheckLabel(label string) []string {
	if n := utf8.RuneCountInString(label); n > MaxLabel {
		return []string{fmt.Sprintf("label %q has %d characters, at most %d", label, n, MaxLabel)}
	}
	return nil
}

var (
	quotes = regexp.MustCompile(`“[^”]*”`)
	markup = regexp.MustCompile(`</?b>`)
	ends   = regexp.MustCompile(`[.?!:]+(\s|$)|\n`)
	letter = regexp.MustCompile(`[\pL\pN]`)
)

// own is a text without markup and without what people said.
func own(text string) string {
	return markup.ReplaceAllString(quotes.ReplaceAllString(text, "“”"), "")
}

func sentences(text string) []string {
	var all []string
	for _, s := range ends.Split(text, -1) {
		if letter.MatchString(s) {
			all = append(all, s)
		}
	}
	return all
}

func words(text string) []string {
	var all []string
	for _, w := range strings.Fields(text) {
		if letter.MatchString(w) {
			all = append(all, w)
		}
	}
	return all
}

// hasWords finds whole words in a folded text, whatever their case. What a model says is checked
// in the middle of a turn: a pattern a word would cost more than all the rest of that turn.
func hasWords(folded, wanted string) bool {
	wanted = fold(wanted)
	if !letter.MatchString(wanted) {
		return strings.Contains(folded, wanted)
	}
	for rest, before := folded, utf8.RuneError; ; {
		at := strings.Index(rest, wanted)
		if at < 0 {
			return false
		}
		if at > 0 {
			before, _ = utf8.DecodeLastRuneInString(rest[:at])
		}
		after, _ := utf8.DecodeRuneInString(rest[at+len(wanted):]) // no letter at the end
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		first, size := utf8.DecodeRuneInString(rest[at:])
		rest, before = rest[at+size:], first
	}
}

// fold makes upper and lower case one, also where a letter has more than two forms.
func fold(text string) string { return strings.ToLower(strings.ToUpper(text)) }
