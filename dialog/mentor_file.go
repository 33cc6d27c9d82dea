package dialog

import (
	"slices"
	"strconv"
	"strings"
)

// The log as a file: the same lines, all of them. The Markdown goes by subject,
// to look things up; the sheet goes by talk, to take along.

// logSubjects says under which head an event stands, in the order of the method.
var logSubjects = []struct {
	head  string
	kinds []string
}{
	{"points", []string{"summed_up"}},
	{"story", []string{"story_told", "debt_help_said"}},
	{"bridge", []string{"placed"}},
	{"links", []string{"link_drawn", "link_said"}},
	{"dream", []string{"dream_told"}},
	{"goal", []string{"goal_set", "goal_said", "goal_ended"}},
	{"steps", nil}, // and whatever else there is
}

// logFile sends the whole log as Markdown.
func (t *turn) logFile() {
	t.sendLog(func(vars Vars) *Message {
		m := t.say("filelog.file", vars)
		m.File = &Attachment{Name: t.texts.label("filelog.name", vars), Body: t.logMarkdown(vars)}
		return m
	})
}

// logSheet sends the whole log as a sheet to print.
func (t *turn) logSheet() {
	t.sendLog(func(vars Vars) *Message {
		m := t.say("filelog.sheet", vars)
		sheet := Sheet{Title: t.texts.label("filelog.title", vars), Sub: t.texts.label("filelog.sub", vars), Footer: t.texts.label("filelog.footer", vars)}
		for _, talk := range talks(t.p.Desk.Focus.Lines) {
			sheet.Sections = append(sheet.Sections, SheetSection{Head: t.date(talk[0].At), Lines: t.logLines(talk)})
		}
		m.Picture = &Picture{Sheet: &sheet, Format: PDF}
		return m
	})
}

// sendLog looks up what every form of the log needs, and logs the look.
func (t *turn) sendLog(form func(Vars) *Message) {
	f := t.p.Desk.Focus
	t.fact(LogRead{Person: f.Case.Person, ToEnd: true}, "", "")
	if len(f.Lines) == 0 {
		t.say(t.emptyLog(), t.focusVars()).Buttons = [][]Button{{t.menuButton()}}
		return
	}
	whole := *f
	whole.Lines = slices.Clone(f.Lines)
	for i := range whole.Lines {
		whole.Lines[i].New = false // a file lies in a folder; what is new there is old tomorrow
	}
	t.p.Desk.Focus = &whole
	vars := t.vars(t.focusVars())
	vars["number"], vars["day"], vars["reader"] = strconv.FormatInt(f.Case.Person, 10), t.date(t.p.Now), t.p.Name
	form(vars).Buttons = [][]Button{{t.menuButton()}}
}

func (t *turn) logMarkdown(vars Vars) string {
	var b strings.Builder
	b.WriteString("# " + t.texts.label("filelog.title", vars) + "\n\n" + t.texts.label("filelog.sub", vars) + "\n\n" + t.texts.label("filelog.footer", vars) + "\n")
	left := slices.Clone(t.p.Desk.Focus.Lines)
	for _, subject := range logSubjects {
		var lines []LogLine
		left = slices.DeleteFunc(left, func(l LogLine) bool {
			here := subject.kinds == nil || slices.Contains(subject.kinds, l.Kind)
			if here {
				lines = append(lines, l)
			}
			return here
		})
		if len(lines) == 0 {
			continue
		}
		b.WriteString("\n## " + t.label("filelog.head."+subject.head) + "\n\n")
		for i, text := range t.logLines(lines) {
			b.WriteString("- " + t.date(lines[i].At) + ": " + strings.TrimPrefix(text, "• ") + "\n")
		}
	}
	return b.String()
}
