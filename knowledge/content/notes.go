package content

import (
	"regexp"
	"slices"
	"strings"
)

var (
	headed    = regexp.MustCompile(`^ {0,3}#{1,6}(\s|$)`)
	underline = regexp.MustCompile(`^ {0,3}(=+|-+)\s*$`)
	noted     = regexp.MustCompile(`(?i)^ {0,3}>\s*(?:kort|vraag)\s*:`)
	openNote  = regexp.MustCompile(`(?i)^ {0,3}>\s*(?:kort|vraag)\s*:\s*$`)
)

// WithNotes writes a short form ("" for none) and questions under the heading of a passage,
// where notes that were laid out and left open make room. ok is false, and nothing is
// written, when there is no place for them: notes are a section's, and this passage runs
// over several or is a later part of one.
func (d Document) WithNotes(id, short string, questions []string) (with Document, ok bool) {
	before, _ := d.Cut()
	i := slices.IndexFunc(before, func(p Passage) bool { return p.ID == id })
	if i < 0 {
		return d, false
	}
	lines := strings.Split(d.Body, "\n")
	at := underHeading(lines, before[i].Line-1)
	rest := lines[at:]
	for len(rest) > 0 && openNote.MatchString(rest[0]) {
		rest = rest[1:]
	}
	var notes []string
	if short != "" {
		notes = append(notes, "> "+noteShort+": "+short)
	}
	for _, q := range questions {
		notes = append(notes, "> "+noteQuestion+": "+q)
	}
	if len(rest) > 0 && strings.TrimSpace(rest[0]) != "" && !noted.MatchString(rest[0]) {
		notes = append(notes, "") // else the words would belong to the note
	}
	with = d
	with.Body = strings.Join(slices.Concat(lines[:at], notes, rest), "\n")
	before[i].Short = strings.TrimSpace(short + " " + before[i].Short)
	before[i].Questions = append(slices.Clone(questions), before[i].Questions...)
	if after, _ := with.Cut(); !slices.EqualFunc(before, after, samePassage) {
		return d, false
	}
	return with, true
}

// underHeading is the line after the heading that stands on a line, or that line when it is none.
func underHeading(lines []string, at int) int {
	switch {
	case at+1 < len(lines) && underline.MatchString(lines[at+1]):
		return at + 2
	case headed.MatchString(lines[at]):
		return at + 1
	}
	return at
}

func samePassage(a, b Passage) bool {
	return a.ID == b.ID && a.Text == b.Text && a.Short == b.Short && slices.Equal(a.Questions, b.Questions)
}
