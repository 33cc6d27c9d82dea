// Package measure says how well the screen does on labelled messages.
package measure

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"stapmaat/dialog/risk"
)

// Message is one labelled message, a line of a JSONL file:
//
//	{"id":"d0001","lang":"nl","text":"…","category":"suicide","urgency":"today"}
//
// Kind "hard" tells hard messages without danger (figures of speech, old grief,
// relief) from ordinary ones; without it they count as ordinary. Voice names who
// a training sentence was written as. Marks, Kind and Voice may be missing.
type Message struct {
	ID       ident  `json:"id"`
	Lang     string `json:"lang"`
	Text     string `json:"text"`
	Category string `json:"category"`
	Urgency  string `json:"urgency"`
	Marks    string `json:"marks,omitempty"`
	Kind     string `json:"kind,omitempty"`
	Voice    string `json:"voice,omitempty"`
}

// ident is an id written as a string or as a number.
type ident string

func (i *ident) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, (*string)(i))
	}
	*i = ident(data)
	if *i == "null" {
		*i = ""
	}
	return nil
}

// Danger reports whether the label says that something is wrong.
func (m Message) Danger() bool { return m.Category != none }

const none = "none"

var (
	categories = []string{string(risk.Suicide), string(risk.Selfharm), string(risk.ViolenceVictim), string(risk.ChildSafety),
		string(risk.ThreatToOthers), string(risk.Medical), string(risk.Material)}
	urgencies = []string{string(risk.Now), string(risk.Today), string(risk.Soon)}
)

// ErrLine is wrapped by every fault in a file of messages.
var ErrLine = errors.New("a line could not be read")

// Each calls do for every message of a JSONL file. Empty lines are passed over,
// lines may be of any length. A missing id is the line's number; to screen, the
// text is enough, and it may be empty. A line that is no such object, or whose
// labels are not of the table if labelled is true, is left out; when all others
// are done, the first such line is the error.
func Each(in io.Reader, labelled bool, do func(Message) error) error {
	lines := bufio.NewReader(in)
	var first error
	for n := 1; ; n++ {
		line, end := lines.ReadString('\n')
		if end != nil && end != io.EOF {
			return fmt.Errorf("%w: line %d: %w", ErrLine, n, end)
		}
		if line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff")); line != "" {
			m, err := read(line, n, labelled)
			switch {
			case err == nil:
				err = do(m)
				if err != nil {
					return err
				}
			case first == nil:
				first = fmt.Errorf("%w: line %d: %w", ErrLine, n, err)
			}
		}
		if end == io.EOF {
			return first
		}
	}
}

func read(line string, n int, labelled bool) (Message, error) {
	var m Message
	if err := json.Unmarshal([]byte(line), &m); err != nil {
		return m, fmt.Errorf("this is no JSON object like {\"id\":…,\"text\":…}: %w", err)
	}
	m.ID = cmp.Or(m.ID, ident(strconv.Itoa(n)))
	if !labelled {
		return m, nil
	}
	m.Lang = cmp.Or(strings.ToLower(m.Lang), "?")
	m.Category = cmp.Or(strings.ToLower(m.Category), none)
	m.Urgency = cmp.Or(strings.ToLower(m.Urgency), none)
	return m, m.check()
}

func (m Message) check() error {
	switch {
	case m.Category != none && !slices.Contains(categories, m.Category):
		return fmt.Errorf("category %q of %s is none of %s, none", m.Category, m.ID, strings.Join(categories, ", "))
	case m.Urgency != none && !slices.Contains(urgencies, m.Urgency):
		return fmt.Errorf("urgency %q of %s is none of %s, none", m.Urgency, m.ID, strings.Join(urgencies, ", "))
	case m.Danger() != (m.Urgency != none):
		return fmt.Errorf("category %s and urgency %s of %s do not go together", m.Category, m.Urgency, m.ID)
	}
	return nil
}
