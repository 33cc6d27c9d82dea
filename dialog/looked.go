package dialog

import (
	"strings"
	"time"
)

// Look is one look of staff at what is kept about the person.
type Look struct {
	Staff string // first name; "" when it is not known any more
	What  string // "log", "details", or a page of the desk
	At    time.Time
}

// showLooks answers "wie heeft gekeken?" with the last looks, newest first.
func (t *turn) showLooks() {
	if len(t.p.Looks) == 0 {
		t.say("looked.nobody", nil)
		return
	}
	var lines []string
	for _, l := range t.p.Looks {
		what := "page"
		if l.What == "log" || l.What == "details" {
			what = l.What
		}
		name := l.Staff
		if name == "" {
			name = t.label("looked.somebody")
		}
		lines = append(lines, "• "+name+", "+t.moment(l.At.In(t.p.Now.Location()))+": "+t.label("looked.what."+what))
	}
	t.say("looked.list", Vars{"lines": strings.Join(lines, "\n")})
}
