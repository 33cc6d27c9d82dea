package content

import (
	"slices"
	"strings"
	"time"
)

// Change is one thing that is not the same in two versions of a document. Key names its
// sentence in the words of the desk and the command line; What is what it is about.
type Change struct {
	Key  string // "title", "kind", "fits", "checked", "ends", "pinned", "source", "section_new", "section_gone", "section_text", "section_short", "section_questions", "golden"
	What string
}

// Differ tells what changed from one version to the next, sections in the order of the new one.
func Differ(before, after Document) (all []Change) {
	changed := func(differs bool, key, what string) {
		if differs {
			all = append(all, Change{key, what})
		}
	}
	changed(before.Title != after.Title, "title", after.Title)
	changed(before.Kind != after.Kind, "kind", string(after.Kind))
	changed(!slices.Equal(before.FitsWhen, after.FitsWhen), "fits", strings.Join(after.FitsWhen, ", "))
	changed(before.Source != after.Source, "source", after.Source)
	changed(!before.CheckedOn.Equal(after.CheckedOn), "checked", dayOrNone(after.CheckedOn))
	changed(!before.ValidUntil.Equal(after.ValidUntil), "ends", dayOrNone(after.ValidUntil))
	changed(before.Pinned != after.Pinned, "pinned", string(after.Pinned))
	all = append(all, sectionChanges(before, after)...)
	changed(!slices.Equal(before.Golden, after.Golden), "golden", "")
	return all
}

// sectionChanges compares passages by the heading they stand under.
func sectionChanges(before, after Document) (all []Change) {
	old, _ := before.Cut()
	now, _ := after.Cut()
	was := map[string]Passage{}
	for _, p := range old {
		was[headingOf(p)] = p
	}
	for _, p := range now {
		heading := headingOf(p)
		o, ok := was[heading]
		delete(was, heading)
		switch {
		case !ok:
			all = append(all, Change{"section_new", heading})
			continue
		case o.Text != p.Text:
			all = append(all, Change{"section_text", heading})
		}
		if o.Short != p.Short {
			all = append(all, Change{"section_short", heading})
		}
		if !slices.Equal(o.Questions, p.Questions) {
			all = append(all, Change{"section_questions", heading})
		}
	}
	for _, p := range old {
		if _, left := was[headingOf(p)]; left {
			all = append(all, Change{"section_gone", headingOf(p)})
		}
	}
	return all
}

func headingOf(p Passage) string {
	if len(p.Heading) == 0 {
		return ""
	}
	return p.Heading[len(p.Heading)-1]
}

func dayOrNone(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}
