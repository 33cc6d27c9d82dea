package transcript

import (
	"html"
	"slices"
	"strings"

	"stapmaat/dialog"
)

// Message is what a transcript shows of a message: its words and buttons, then
// what goes with it. who is "bot", "to mentor", …
func Message(who string, m dialog.Message) []Line {
	text := Plain(m.Text)
	if m.File != nil {
		text = "(file " + m.File.Name + ") " + text + "\n| " + strings.ReplaceAll(strings.TrimSpace(m.File.Body), "\n", "\n| ")
		text = strings.ReplaceAll(text, "| \n", "|\n")
	}
	if labels := slices.Concat(m.Buttons...); len(labels) > 0 {
		text += "\n" + buttonRow(labels)
	}
	lines := []Line{{Who: who, Text: text}}
	if m.Picture != nil {
		lines = append(lines, Line{Who: "picture", Text: pictureName(*m.Picture)})
	}
	return lines
}

func buttonRow(row []dialog.Button) string {
	var labels []string
	for _, b := range row {
		labels = append(labels, "["+b.Label+"]")
	}
	return strings.Join(labels, " ")
}

func pictureName(p dialog.Picture) string {
	name := "bridge"
	switch {
	case p.Plan != nil:
		name = "plan"
	case p.Sheet != nil:
		name = "log"
	}
	if p.Format == dialog.PDF {
		name += ".pdf"
	}
	return name
}

// Plain is a message's text without markup.
func Plain(text string) string {
	return html.UnescapeString(strings.NewReplacer("<b>", "", "</b>", "").Replace(text))
}

// Find looks a button up by its label, or by its number from 1 counted over all
// rows, in the message that was shown last and has it.
func Find(shown []dialog.Message, label string) (dialog.Button, bool) {
	for i := len(shown) - 1; i >= 0; i-- {
		for _, row := range shown[i].Buttons {
			for _, b := range row {
				if b.Label == label {
					return b, true
				}
			}
		}
	}
	return dialog.Button{}, false
}
