package dialog

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// longestMessage is where a page of the log is cut into two messages, in
// characters: channels cut at about 4,000, and never between two lines.
const longestMessage = 3000

// showLog shows one page of what a participant shared, talk by talk, newest first.
func (t *turn) showLog() {
	f := t.p.Desk.Focus
	t.fact(LogRead{Person: f.Case.Person, ToEnd: !slices.ContainsFunc(lastLine(f), func(l LogLine) bool { return l.New })}, "", "")
	if len(f.Lines) == 0 {
		t.say(t.emptyLog(), t.focusVars()).Buttons = [][]Button{{t.menuButton()}}
		return
	}
	vars := t.focusVars()
	vars["page"], vars["pages"] = numeral(f.Page+1), numeral(max(f.Pages, f.Page+1))
	blocks := []string{t.texts.message("filelog.head", t.vars(vars))}
	for _, talk := range talks(f.Lines) {
		blocks = append(blocks, t.logTalk(talk))
	}
	for _, text := range parcels(blocks) {
		t.send(Message{Key: "filelog.page", Text: text, Lane: LaneAnswer})
	}
	t.out.Messages[len(t.out.Messages)-1].Buttons = t.logButtons(f)
}

// logTalk is one talk. Where all of it is new its head says so, else each new line does.
func (t *turn) logTalk(lines []LogLine) string {
	lines = slices.Clone(lines)
	vars := Vars{"day": t.date(lines[0].At), "new": ""}
	if !slices.ContainsFunc(lines, func(l LogLine) bool { return !l.New }) {
		vars["new"] = t.label("filelog.all_new")
		for i := range lines {
			lines[i].New = false
		}
	}
	vars["lines"] = strings.Join(t.logLines(lines), "\n")
	return t.texts.message("filelog.talk", t.vars(vars))
}

// lastLine is the last line on a page when more pages follow: is that one read
// already, then so is all that comes after it.
func lastLine(f *File) []LogLine {
	if len(f.Lines) == 0 || f.Page+1 >= f.Pages {
		return nil
	}
	return f.Lines[len(f.Lines)-1:]
}

// emptyLog says why there is nothing: that tells nothing about the person.
func (t *turn) emptyLog() string {
	switch f := t.p.Desk.Focus; {
	case !f.Case.Joined:
		return "filelog.unjoined"
	case !f.Sharing:
		return "filelog.off"
	}
	return "filelog.empty"
}

// logLines are the lines of a talk; what is new and what is bare says so.
func (t *turn) logLines(lines []LogLine) []string {
	var all []string
	for _, l := range lines {
		key := "filelog.line"
		if l.Bare {
			key = "filelog.bare"
		}
		vars := Vars{"text": l.Text, "new": ""}
		if l.New {
			vars["new"] = t.label("filelog.new") + " "
		}
		all = append(all, t.texts.label(key, vars))
	}
	return all
}

// talks cuts lines where another talk begins.
func talks(lines []LogLine) [][]LogLine {
	var all [][]LogLine
	for i, l := range lines {
		if i == 0 || l.Talk != lines[i-1].Talk {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], l)
	}
	return all
}

// parcels joins blocks into as few messages as will hold them.
func parcels(blocks []string) []string {
	var all []string
	for _, b := range blocks {
		n := len(all)
		if n > 0 && utf8.RuneCountInString(all[n-1])+utf8.RuneCountInString(b) < longestMessage {
			all[n-1] += "\n\n" + b
			continue
		}
		all = append(all, b)
	}
	return all
}

func (t *turn) logButtons(f *File) [][]Button {
	var pages []Button
	if f.Page > 0 {
		pages = append(pages, Button{t.label("filelog.newer"), caseData(f.Case.Person, "log:"+numeral(f.Page-1))})
	}
	if f.Page+1 < f.Pages {
		pages = append(pages, Button{t.label("filelog.older"), caseData(f.Case.Person, "log:"+numeral(f.Page+1))})
	}
	all := rows(pages)
	all = append(all, rows([]Button{{t.label("filelog.md"), caseData(f.Case.Person, "file")}, {t.label("filelog.pdf"), caseData(f.Case.Person, "pdf")}})...)
	return append(all, []Button{t.menuButton()})
}
