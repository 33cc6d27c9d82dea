package knowledge

import (
	"bytes"
	"errors"
	"io/fs"
	"testing"
	"unicode/utf8"

	"stapmaat/dialog"
)

// FuzzParseBridge: whatever the bytes, ParseBridge returns a bridge that keeps
// the rules, or faults that each name a line of the file; it never panics.
func FuzzParseBridge(f *testing.F) {
	f.Add([]byte(small))
	for _, c := range broken {
		f.Add(bytes.Replace([]byte(small), []byte(c.old), []byte(c.with), 1))
	}
	names, err := fs.Glob(starter, "starter/bridges/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := starter.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := ParseBridge("f.yaml", data)
		if err == nil {
			checkBridge(t, b)
			return
		}
		if b != nil {
			t.Fatal("a bridge and faults together")
		}
		checkFaults(t, err, 1+bytes.Count(data, []byte("\n"))+bytes.Count(data, []byte("\r")))
	})
}

func checkFaults(t *testing.T, err error, lines int) {
	var faults Faults
	if !errors.As(err, &faults) || len(faults) == 0 {
		t.Fatalf("not Faults: %v", err)
	}
	last := 1
	for _, one := range faults {
		if one.Line < last || one.Line > lines || one.What == "" {
			t.Fatalf("fault out of order or outside the %d lines: %v", lines, one)
		}
		last = one.Line
	}
}

func checkBridge(t *testing.T, b *dialog.Bridge) {
	if len(b.Pillars) == 0 || b.Version == "" || b.AdaptedFrom == "" {
		t.Fatalf("a bridge without its parts: %+v", b)
	}
	for _, s := range b.Subs() {
		if len(s.Rungs) < minRungs || len(s.Rungs) > maxRungs || utf8.RuneCountInString(s.Title) > maxButton {
			t.Fatalf("a sub-pillar outside the measures: %+v", s)
		}
		for _, g := range []dialog.Group{dialog.Hard, dialog.Fair, dialog.Good} {
			if n := len(s.In(g)); n < 1 || n > maxInGroup {
				t.Fatalf("group %s has %d rungs: %+v", g, n, s)
			}
		}
		for i, r := range s.Rungs {
			if r.Number != i+1 || r.Label == "" || utf8.RuneCountInString(r.Label) > maxButton {
				t.Fatalf("a rung outside the measures: %+v", r)
			}
		}
	}
}
