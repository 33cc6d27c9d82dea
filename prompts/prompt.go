package prompts

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Prompt is one question to a language model, ready to be sent: what it is told to do, the
// data it works on, and the form of its answer.
//
// Each prompt has a file of its own: its version, its words, what it takes, what it gives
// and the JSON schema of the answer, which is written by hand in the strict subset that
// servers agree on (every key required, no further keys, no limits on lengths).
// Ask… renders it, Read… takes the answer apart and refuses whatever is not as it was
// asked. A refusal says which field is wrong and why, never what stood in it: it may be logged.
//
// Where names and numbers are hidden from the model, what was asked is redacted first, then
// rendered; the answer is read against the redacted question, and then put back.
type Prompt struct {
	Name      string // what it is for, and the name of the schema
	Version   string // of its words and schema; raised with every change that matters
	System    string
	User      string
	Schema    json.RawMessage
	MaxTokens int // of the answer
}

// Size is how many bytes a model has to read.
func (p Prompt) Size() int { return len(p.System) + len(p.User) + len(p.Schema) }

// fenced is data for a model, as one JSON object with a field a line. What people or documents
// say stands inside JSON strings: nothing in them can end the string, and < and > are
// written as escapes, so that they can't pass for a model's own marks (<|im_end|>) either.
func fenced(data any) string {
	out, err := json.Marshal(data)
	if err != nil {
		panic(fmt.Sprintf("a question to the model is no JSON: %v", err)) // strings, numbers and lists of them always are
	}
	return string(out)
}

// seen is text as a person sees it: what has no shape on a screen is left out, since it
// could carry words that only a model reads. Runs of white space become one space.
func seen(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case shapeless(r):
			return -1
		}
		return r
	}, text)), " ")
}

// shapeless is what leaves no trace on a screen.
func shapeless(r rune) bool {
	return r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Variation_Selector)
}

// trimmed is seen text of at most so many bytes, cut after a sentence where there is one.
func trimmed(text string, most int) string {
	text = seen(text)
	if len(text) <= most {
		return text
	}
	cut := text[:most]
	for i := len(cut) - 1; i > most/2; i-- {
		if strings.IndexByte(".?!", cut[i]) >= 0 && !unicode.IsDigit(rune(cut[i-1])) { // "5." is no end
			return cut[:i+1]
		}
	}
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		return cut[:i]
	}
	return strings.ToValidUTF8(cut, "")
}
