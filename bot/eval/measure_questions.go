package eval

import (
	"regexp"
	"strings"

	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
)

var quoted = regexp.MustCompile(`“[^”]*”`)

// own are the bot's own words in a message: what it quotes of the person is left out.
func own(m dialog.Message) string { return quoted.ReplaceAllString(transcript.Plain(m.Text), "“”") }

// questions counts how much is asked at once. One question a message is the method's rule.
func (f *Figures) questions(t *Talk) {
	for _, m := range t.messages() {
		n := strings.Count(own(m), "?")
		f.Questions += n
		if n > 1 {
			f.ManyQuestions++
			f.found("%d questions in %s: %s", n, m.Key, oneLine(m.Text))
		}
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(transcript.Plain(text)), " ") }
