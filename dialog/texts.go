package dialog

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"strings"
)

// Texts is all that the bot can say in one language, by key. Package prompts
// reads it from files; the engine holds no words of its own.
type Texts struct {
	Language string
	Messages map[string]string   // "welcome.computer": text with {variables}, <b> allowed
	Labels   map[string]string   // short words on buttons and cards
	Numbers  map[string]string   // telephone numbers from the checked list, by id: "113"
	Lines    map[string]Number   // the same with hours and whom they are for
	Ways     map[string][]string // ids of numbers for a danger, in order: "suicide.now"
	FollowUp map[string]string   // which danger has a follow-up: "dull", or "own" where only the person's own words will do
	Phrases  map[string][]string // what people type for a choice or a wish: "yes": ja, jazeker, …

	// Used, when set, is told each key that is asked for; a test finds texts that nothing says.
	Used func(key string)
}

// Vars are the named values of one text. They are escaped when they are put in.
type Vars map[string]string

// message returns the finished text of a key. A missing key or variable is a
// bug that the tests find, so it panics.
func (t *Texts) message(key string, vars Vars) string {
	text, ok := t.Messages[key]
	if !ok {
		panic(fmt.Sprintf("no message %q in language %q", key, t.Language))
	}
	t.used(key)
	return strings.TrimSpace(fill(key, text, vars))
}

// label returns the short words of a key.
func (t *Texts) label(key string, vars Vars) string {
	text, ok := t.Labels[key]
	if !ok {
		panic(fmt.Sprintf("no label %q in language %q", key, t.Language))
	}
	t.used(key)
	return html.UnescapeString(fill(key, text, vars))
}

// version names the exact wording of a text, for the record of a consent.
func (t *Texts) version(key string) string {
	sum := sha256.Sum256([]byte(t.Messages[key]))
	return t.Language + ":" + key + "@" + hex.EncodeToString(sum[:4])
}

func (t *Texts) used(key string) {
	if t.Used != nil {
		t.Used(key)
	}
}

// fill puts the values in the places of {name}.
func fill(key, text string, vars Vars) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			b.WriteString(text)
			return b.String()
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			panic(fmt.Sprintf("text %q has a { without }", key))
		}
		name := text[open+1 : open+end]
		value, ok := vars[name]
		if !ok {
			panic(fmt.Sprintf("text %q wants {%s}, which nobody gives", key, name))
		}
		b.WriteString(text[:open])
		b.WriteString(html.EscapeString(value))
		text = text[open+end+1:]
	}
}

// unquoted is words on one line, fit to stand between quotation marks.
func unquoted(words string) string {
	return strings.NewReplacer("“", "'", "”", "'", "\"", "'").Replace(strings.Join(strings.Fields(words), " "))
}

// quoted shortens a person's words for saying them back: one line, at most 160
// characters, cut where a sentence or clause ends if one does, else between words.
func quoted(words string) string {
	words = unquoted(words)
	runes := []rune(words)
	if len(runes) <= 160 {
		return words
	}
	cut := string(runes[:160])
	for _, ends := range []string{".!?", ",;:"} {
		if end := strings.LastIndexAny(cut, ends); end > 80 {
			return cut[:end] + "…"
		}
	}
	if space := strings.LastIndexByte(cut, ' '); space > 80 {
		cut = cut[:space]
	}
	return cut + "…"
}
