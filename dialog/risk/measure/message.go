// Package measure says how well the screen does on labelled messages.
package measure

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"stapmaat/dialog/risk"
)

// Message is one labelled message, a line of a JSONL file:
//
//	{"id":"d0001","lang":"nl","text":"…","category":"suicide","urgency":"today"}
//
// Marks and Kind may be missing. Kind tells ordinary messages from hard ones
// among those without danger; without it they count as ordinary.
type Message struct {
	ID       string `json:"id"`
	Lang     string `json:"lang"`
	Text     string `json:"text"`
	Category string `json:"category"`
	Urgency  string `json:"urgency"`
	Marks    string `json:"marks,omitempty"`
	Kind     string `json:"kind,omitempty"`
}

// Danger reports whether the label says that something is wrong.
func (m Message) Danger() bool { return m.Category != none }

const (
	none     = "none"
	longLine = 1 << 20 // bytes; the longest message has 4,096 characters
)

var (
	categories = []string{string(risk.Suicide), string(risk.Selfharm), string(risk.ViolenceVictim), string(risk.ChildSafety),
		string(risk.ThreatToOthers), string(risk.Medical), string(risk.Material)}
	urgencies = []string{string(risk.Now), string(risk.Today), string(risk.Soon)}
)

// ErrLine is wrapped by every fault in a file of messages.
var ErrLine = errors.New("a line could not be read")

// Each calls do for every message of a JSONL file. Empty lines are passed over;
// the first bad one ends it with a sentence that names the line. Labels are
// checked if labelled is true; to screen, id and text are enough.
func Each(in io.Reader, labelled bool, do func(Message) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 1<<16), longLine)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" {
			continue
		}
		m, err := read(line, labelled)
		if err != nil {
			return fmt.Errorf("%w: line %d: %w", ErrLine, n, err)
		}
		if err := do(m); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%w: line %d: %w", ErrLine, n+1, err)
	}
	return nil
}

func read(line string, labelled bool) (Message, error) {
	var m Message
	switch err := json.Unmarshal([]byte(line), &m); {
	case !utf8.ValidString(line):
		return m, errors.New("this is not UTF-8 text")
	case err != nil:
		return m, fmt.Errorf("this is no JSON object like {\"id\":…,\"text\":…}: %w", err)
	case m.ID == "":
		return m, errors.New("\"id\" is missing")
	case m.Text == "":
		return m, fmt.Errorf("\"text\" of %s is missing or empty", m.ID)
	}
	if !labelled {
		return m, nil
	}
	return m, m.check()
}

func (m Message) check() error {
	switch {
	case m.Lang == "":
		return fmt.Errorf("\"lang\" of %s is missing", m.ID)
	case m.Category != none && !slices.Contains(categories, m.Category):
		return fmt.Errorf("category %q of %s is none of %s, none", m.Category, m.ID, strings.Join(categories, ", "))
	case m.Urgency != none && !slices.Contains(urgencies, m.Urgency):
		return fmt.Errorf("urgency %q of %s is none of %s, none", m.Urgency, m.ID, strings.Join(urgencies, ", "))
	case m.Danger() != (m.Urgency != none):
		return fmt.Errorf("category %s and urgency %s of %s do not go together", m.Category, m.Urgency, m.ID)
	}
	return nil
}
