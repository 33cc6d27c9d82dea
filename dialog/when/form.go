package when

import (
	"fmt"
	"math"
	"strings"
)

// A form is how a phrase is said: words, "<class>" for a word with that sense,
// "a|b" for either, "?" behind what may be missing.
//
//	<weekday> over <count> <week>
type form []item

type item struct {
	choices  []choice
	optional bool
}

type choice struct {
	text  string // a word as it stands, or
	class string // the name in <…>
	group class  // what belongs to it
}

func parseForm(text string) form {
	var f form
	for field := range strings.FieldsSeq(text) {
		i := item{}
		field, i.optional = strings.CutSuffix(field, "?")
		for part := range strings.SplitSeq(field, "|") {
			name, isClass := strings.CutPrefix(part, "<")
			if !isClass {
				i.choices = append(i.choices, choice{text: part})
				continue
			}
			name = strings.TrimSuffix(name, ">")
			i.choices = append(i.choices, choice{class: name, group: classNamed(name)})
		}
		f = append(f, i)
	}
	return f
}

// class is a named group of senses, with bounds for their values.
type class struct {
	senses    []string
	low, high int
}

var classes = map[string]class{
	"anymonth":   {[]string{"month", "mon"}, 1, 12},
	"count":      {[]string{"number", "one"}, 1, 999},
	"day":        {[]string{"number"}, 1, 99},
	"hour":       {[]string{"number", "one"}, 0, 24},
	"hour12":     {[]string{"number", "one"}, 1, 12},
	"minutes":    {[]string{"number", "one"}, 1, 59},
	"day-2":      {[]string{"number"}, 1, 99},
	"year":       {[]string{"digits4"}, 1900, 2200},
	"weeknr":     {[]string{"digits1", "digits2"}, 1, 53},
	"monthnr":    {[]string{"digits1", "digits2"}, 1, 12},
	"nth":        {[]string{"first", "ordinal-low", "ordinal"}, -1, 5},
	"monthday":   {[]string{"ordinal", "ordinal-low", "first"}, 1, 99},
	"monthday-2": {[]string{"ordinal", "ordinal-low", "first"}, 1, 99},
	"clearday":   {[]string{"ordinal", "ordinal-low"}, 1, 99},
	"day-unit":   {[]string{"unit"}, 1, 1},
	"week":       {[]string{"unit"}, 2, 2},
	"month-gap":  {[]string{"unit"}, 3, 3},
	"year-gap":   {[]string{"unit"}, 4, 4},
	"hour-gap":   {[]string{"short"}, 60, 60},
	"quarter":    {[]string{"short"}, 15, 15},
	"minute":     {[]string{"short"}, 1, 1},
	"uur":        {[]string{"hour-word", "hour-letter"}, 0, 0},
	"hm-any":     {[]string{"hm", "hm-full", "hm-dot", "hm-dot-full"}, 0, 2459},
	"hm-dots":    {[]string{"hm-dot", "hm-dot-full"}, 0, 2459},
	"hm-colon":   {[]string{"hm", "hm-full"}, 0, 2459},
}

// classNamed is a class of the table, or just the sense of that name.
func classNamed(name string) class {
	if group, ok := classes[name]; ok {
		return group
	}
	return class{[]string{name}, math.MinInt, math.MaxInt}
}

func (t token) fits(group class) (int, bool) {
	for _, s := range group.senses {
		if v, ok := t.sense(s); ok && group.low <= v && v <= group.high {
			return v, true
		}
	}
	return 0, false
}

// capture is a class of the form with the value of the word that took its place.
type capture struct {
	class string
	value int
}

// beginnings are the words ("=half") and senses that the form may begin with.
func (f form) beginnings() map[string]bool {
	keys := make(map[string]bool)
	for _, i := range f {
		for _, c := range i.choices {
			if c.class == "" {
				keys["="+c.text] = true
			}
			for _, sense := range c.group.senses {
				keys[sense] = true
			}
		}
		if !i.optional {
			break
		}
	}
	return keys
}

// match gives the end of the longest way to read the form from a token on, and
// what was captured; the end is -1 when the form does not fit.
func (f form) match(tokens []token, from int) (end int, got []capture) {
	if len(f) == 0 {
		return from, nil
	}
	end = -1
	if from < len(tokens) {
		for _, c := range f[0].choices {
			taken, ok := c.take(tokens[from])
			if !ok {
				continue
			}
			if e, more := f[1:].match(tokens, from+1); e > end {
				end, got = e, append(taken, more...)
			}
		}
	}
	if f[0].optional {
		if e, more := f[1:].match(tokens, from); e > end {
			end, got = e, more
		}
	}
	return end, got
}

func (c choice) take(t token) ([]capture, bool) {
	if c.class == "" {
		return nil, c.text == t.text
	}
	value, ok := t.fits(c.group)
	if !ok {
		return nil, false
	}
	return []capture{{c.class, value}}, true
}

// check tells what is wrong with a form: a class that no word has.
func (f form) check(known map[string]bool) error {
	for _, i := range f {
		for _, c := range i.choices {
			for _, sense := range c.group.senses {
				if !known[sense] {
					return fmt.Errorf("no word means <%s>", sense)
				}
			}
		}
	}
	return nil
}
