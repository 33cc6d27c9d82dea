package desk

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// form is what somebody filled in, and what is not in order with it. A page that shows a
// form again gets it back as it was, so that nothing typed is lost.
type form struct {
	values url.Values
	faults map[string]string
	words  words
}

func (c *call) readForm() error {
	c.form = &form{values: url.Values{}, faults: map[string]string{}, words: c.desk.words}
	if c.r.Method != http.MethodPost {
		return nil
	}
	if err := c.r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return errTooLarge
		}
		return errBadForm
	}
	c.form.values = c.r.PostForm
	return nil
}

// Value is what stands in a field, for templates.
func (f *form) Value(name string) string { return f.values.Get(name) }

// Values are the values of a field that can have several.
func (f *form) Values(name string) []string { return f.values[name] }

// Has tells whether a box is ticked or an option is chosen.
func (f *form) Has(name, value string) bool { return slices.Contains(f.values[name], value) }

// Fault is the sentence beside a field, "" when it is in order.
func (f *form) Fault(name string) string { return f.faults[name] }

// OK tells whether all is in order.
func (f *form) OK() bool { return len(f.faults) == 0 }

// set fills a field before it is shown the first time.
func (f *form) set(name, value string) { f.values.Set(name, value) }

// fail puts a sentence of the words beside a field; the first one stays.
func (f *form) fail(name, key string, args ...any) {
	if f.faults[name] == "" {
		f.faults[name] = f.words.text(key, args...)
	}
}

// text is a field of at most so many characters, without white space around it and
// without characters that can't be seen. Lines may only break when there may be several.
func (f *form) text(name string, most int) string { return f.clean(name, most, false) }

// lines is text of several lines.
func (f *form) lines(name string, most int) string { return f.clean(name, most, true) }

func (f *form) clean(name string, most int, breaks bool) string {
	text := f.values.Get(name)
	if !utf8.ValidString(text) {
		f.fail(name, "form.unreadable")
		return ""
	}
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && breaks:
			return r
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\uFEFF':
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n")))
	if utf8.RuneCountInString(text) > most {
		f.fail(name, "form.too-long", "most", most)
	}
	return text
}

// required is text that must be there.
func (f *form) required(name string, most int) string {
	text := f.text(name, most)
	if text == "" {
		f.fail(name, "form.required")
	}
	return text
}

// one is one of the options; anything else is not in order.
func (f *form) one(name string, options ...string) string {
	value := f.values.Get(name)
	if !slices.Contains(options, value) {
		f.fail(name, "form.choose")
		return ""
	}
	return value
}

// ticked tells whether a box is ticked.
func (f *form) ticked(name string) bool { return f.values.Get(name) != "" }

// number is a whole number within bounds.
func (f *form) number(name string, least, most int) int {
	n, err := strconv.Atoi(strings.TrimSpace(f.values.Get(name)))
	if err != nil || n < least || n > most {
		f.fail(name, "form.number", "least", least, "most", most)
		return 0
	}
	return n
}

// id is the number of a thing, such as a person; 0 and a fault when it is none.
func (f *form) id(name string) int64 {
	n, err := strconv.ParseInt(f.values.Get(name), 10, 64)
	if err != nil || n <= 0 {
		f.fail(name, "form.choose")
		return 0
	}
	return n
}

// day is a date as <input type="date"> sends it, or as people write it: 3-12-2026. The zone is UTC: it is a day, no moment.
func (f *form) day(name string) time.Time {
	text := strings.TrimSpace(f.values.Get(name))
	for _, layout := range []string{time.DateOnly, "2-1-2006", "2/1/2006"} {
		if day, err := time.Parse(layout, text); err == nil && day.Year() >= 2000 && day.Year() < 2100 {
			return day
		}
	}
	f.fail(name, "form.day")
	return time.Time{}
}

// clock is an hour as <input type="time"> sends it, or as people write it, 14.30, in minutes after midnight.
func (f *form) clock(name string) int {
	text := strings.ReplaceAll(strings.TrimSpace(f.values.Get(name)), ".", ":")
	at, err := time.Parse("15:04", text)
	if err != nil {
		f.fail(name, "form.clock")
		return 0
	}
	return at.Hour()*60 + at.Minute()
}

// field is one input as the shared template "field" draws it.
type field struct {
	Form                *form
	Name, Label, Hint   string
	Type, Autocomplete  string
	Value, Fault        string
	Required, Multiline bool
	Most                int
}

// newField makes one for a template: {{template "field" field .Form "email" "sign-in.email" "type" "email" "required" true}}.
// label is a key of the words; hint, a key too, stands under it.
func newField(f *form, name, label string, options ...any) (field, error) {
	d, err := dict(options...)
	if err != nil {
		return field{}, err
	}
	x := field{Form: f, Name: name, Label: f.words.text(label), Type: "text", Value: f.Value(name), Fault: f.Fault(name)}
	if kind, ok := d["type"].(string); ok {
		x.Type, x.Multiline = kind, kind == "lines"
	}
	if hint, ok := d["hint"].(string); ok {
		x.Hint = f.words.text(hint)
	}
	x.Autocomplete, _ = d["autocomplete"].(string)
	x.Required, _ = d["required"].(bool)
	x.Most, _ = d["most"].(int)
	return x, nil
}
