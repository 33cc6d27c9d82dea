package risk

import (
	"fmt"
	"slices"
	"strings"
)

// Marks say how a danger was spoken of. They lower what the rules do; they
// never change the category.
type Marks uint8

// The marks.
const (
	Other      Marks = 1 << iota // about somebody else
	Past                         // over, or long ago
	Figurative                   // a figure of speech, a film, a song, a game, the news
	Negated                      // said not to be so
)

var markNames = []string{"other", "past", "figurative", "negated"}

// MarshalText writes the names, in a fixed order, with spaces between.
func (m Marks) MarshalText() ([]byte, error) {
	var names []string
	for i, name := range markNames {
		if m&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return []byte(strings.Join(names, " ")), nil
}

// UnmarshalText reads what MarshalText wrote.
func (m *Marks) UnmarshalText(text []byte) error {
	*m = 0
	for _, name := range strings.Fields(string(text)) {
		i := slices.Index(markNames, name)
		if i < 0 {
			return fmt.Errorf("reading risk marks: %q is none of %s", name, strings.Join(markNames, ", "))
		}
		*m |= 1 << i
	}
	return nil
}
