package desk

import (
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzForm reads whatever is sent as every kind of field: what comes out is text that can
// be shown and kept, and nothing else.
func FuzzForm(f *testing.F) {
	w, err := readWords()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("naam=Anne&dag=2026-12-03&tijd=14.30&n=3")
	f.Add("naam=%00%ff%e2%80%ae&dag=0000-00-00&tijd=99:99&n=-1")
	f.Fuzz(func(t *testing.T, body string) {
		values, err := url.ParseQuery(body)
		if err != nil {
			return
		}
		form := &form{values: values, faults: map[string]string{}, words: w}
		for name := range values {
			for _, text := range []string{form.text(name, 100), form.lines(name, 100)} {
				if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
					t.Fatalf("%q came out", text)
				}
				if utf8.RuneCountInString(text) > 100 && form.Fault(name) == "" {
					t.Fatalf("%d characters came out", utf8.RuneCountInString(text))
				}
			}
			if day := form.day(name); !day.IsZero() && (day.Year() < 2000 || day.Year() > 2099) {
				t.Fatalf("the day %s came out", day)
			}
			if at := form.clock(name); at < 0 || at >= 24*60 {
				t.Fatalf("minute %d came out", at)
			}
			if n := form.number(name, 1, 9); n < 0 || n > 9 {
				t.Fatalf("%d came out", n)
			}
		}
	})
}

// FuzzLink tries where somebody may be sent after signing in: only to a path of this desk.
func FuzzLink(f *testing.F) {
	for _, to := range []string{"/", "/mensen?x=1", "//elders.example", "/\\elders.example", "https://elders.example", "/\t/elders.example", "/%2f/elders.example"} {
		f.Add(to)
	}
	base, _ := url.Parse("https://desk.example.org/inloggen")
	f.Fuzz(func(t *testing.T, to string) {
		path := ownPath(to)
		if path == "" {
			return
		}
		u, err := base.Parse(path)
		if err != nil {
			return // a browser goes nowhere with it
		}
		if u.Host != base.Host || u.Scheme != base.Scheme {
			t.Fatalf("%q leads to %s", to, u)
		}
		if escaped := unescape(escape(path)); escaped != path {
			t.Fatalf("%q came back as %q", path, escaped)
		}
	})
}
