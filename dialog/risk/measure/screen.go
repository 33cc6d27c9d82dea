package measure

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"

	"stapmaat/dialog/risk"
)

// Line is what Screen prints of one message; nothing is left out.
type Line struct {
	ID       string `json:"id"`
	Outcome  string `json:"outcome"`
	Category string `json:"category"`
	Urgency  string `json:"urgency"`
	Layer    string `json:"layer"`
}

// Screen writes one JSON line for each message, in their order. It needs ids
// and texts only, looks at no label, and no message is read in the light of another.
func Screen(in io.Reader, out io.Writer) error {
	encode := json.NewEncoder(out)
	return Each(in, false, func(m Message) error {
		if err := encode.Encode(lineOf(string(m.ID), risk.Screen(m.Text))); err != nil {
			return fmt.Errorf("writing the line of %s: %w", m.ID, err)
		}
		return nil
	})
}

func lineOf(id string, v risk.Verdict) Line {
	return Line{id, cmp.Or(string(v.Outcome), none), cmp.Or(string(v.Category), none),
		cmp.Or(string(v.Urgency), none), cmp.Or(string(v.Layer), none)}
}
