package terminal

import (
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"sync"

	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
)

// screen prints, and remembers what buttons there are. It is safe for concurrent use.
type screen struct {
	out      io.Writer
	save     io.Writer
	tty      bool
	person   string // who types: "person", "mentor", "supervisor"
	bot      string // who answers: "bot", "to mentor", …
	mu       sync.Mutex
	messages []dialog.Message
	asking   bool // the prompt stands on the last line
}

// shownAtMost is how many messages keep their buttons.
const shownAtMost = 100

// names are the words of a transcript for who types and who answers.
func names(role dialog.Role) (person, bot string) {
	switch role {
	case dialog.MentorRole:
		return "mentor", "to mentor"
	case dialog.Supervisor:
		return "supervisor", "to supervisor"
	}
	return "person", "bot"
}

func newScreen(o Options) *screen {
	s := &screen{out: o.Out, save: o.Save, tty: o.TTY}
	s.person, s.bot = names(o.Role)
	return s
}

// show prints a message of the bot.
func (s *screen) show(m dialog.Message, files ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.messages = append(s.messages, m)
	if len(s.messages) > shownAtMost {
		s.messages = slices.Delete(s.messages, 0, 1)
	}
	lines := transcript.Message(s.bot, m)
	s.keep(lines...)
	for _, file := range files {
		lines = append(lines, transcript.Line{Who: "#", Text: file})
	}
	if !s.tty {
		s.print(transcript.Format(lines))
		return
	}
	s.print(forPeople(s.bot, m, lines[1:]))
}

// typed is what the person did. A terminal has shown it already.
func (s *screen) typed(said string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asking = false // the person's own line break ended the prompt's line
	line := transcript.Line{Who: s.person, Text: said}
	s.keep(line)
	if !s.tty {
		s.print(transcript.Format([]transcript.Line{line}))
	}
}

// remark tells the person at the keyboard something that is no part of the talk.
func (s *screen) remark(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asking = false
	s.print(transcript.Line{Who: "#", Text: text}.String() + "\n")
}

// ask shows that it is the person's turn.
func (s *screen) ask() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tty && !s.asking {
		s.asking = true
		fmt.Fprint(s.out, s.person+": ")
	}
}

// end leaves the shell's prompt on a line of its own.
func (s *screen) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tty {
		fmt.Fprintln(s.out)
	}
}

func (s *screen) newest() []dialog.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.messages)
}

func (s *screen) keep(lines ...transcript.Line) {
	if s.save != nil {
		_, _ = io.WriteString(s.save, transcript.Format(lines)) // the talk goes on without its copy
	}
}

// print writes above the prompt, and puts the prompt back.
func (s *screen) print(text string) {
	if s.asking {
		text = "\r\033[K" + text + s.person + ": "
	}
	_, _ = io.WriteString(s.out, text) // a screen that is gone ends In, too
}

// forPeople is a message with bold and numbered buttons; more is what goes with it.
func forPeople(who string, m dialog.Message, more []transcript.Line) string {
	text := html.UnescapeString(strings.NewReplacer("<b>", "\033[1m", "</b>", "\033[0m").Replace(m.Text))
	if m.File != nil {
		text = "(file " + m.File.Name + ") " + text
	}
	if buttons := slices.Concat(m.Buttons...); len(buttons) > 0 {
		text += "\n" + numbered(buttons)
	}
	return transcript.Format(append([]transcript.Line{{Who: who, Text: text}}, more...))
}

// numbered is "[1] Ja  [2] Nee".
func numbered(buttons []dialog.Button) string {
	var all []string
	for i, b := range buttons {
		all = append(all, fmt.Sprintf("[%d] %s", i+1, b.Label))
	}
	return strings.Join(all, "  ")
}
