package dialog

import (
	"html"
	"maps"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"
)

// turn is one turn being taken. Flows read p and in, and speak through the methods below.
type turn struct {
	engine *Engine
	texts  *Texts
	p      Person // as it is now: facts of this turn are in it already
	s      State
	in     Input
	out    Effects
	// hushed is set when danger was heard in this turn: no question follows it.
	hushed bool
	// fresh is set when a new talk begins with this input.
	fresh bool
	// rulesOnly is set when words are read as if there were no language model.
	rulesOnly bool
	// asks is the question that waited when this turn began, in plain words; only where a model reads it.
	asks string
	// wonder is an open question that a model proposed, fit to be put; wonders is the phase it is for.
	wonder  string
	wonders Phase
	// reflected is set when what was heard has been given back already.
	reflected bool
	// proposed is an answer that a model made, not yet held against what it cites.
	proposed []Sentence
	// waited are words that waited for a model when danger was seen in them.
	waited string
}

// option is one answer that a question offers.
type option struct{ id, label string }

// opt is an option whose label stands in the texts under "choice.<id>".
func (t *turn) opt(id string) option { return option{id, t.texts.label("choice."+id, t.vars(nil))} }

// opts is opt for several.
func (t *turn) opts(ids ...string) []option {
	var all []option
	for _, id := range ids {
		all = append(all, t.opt(id))
	}
	return all
}

// say sends a message that asks nothing.
func (t *turn) say(key string, vars Vars) *Message {
	return t.send(Message{Key: key, Text: t.texts.message(key, t.vars(vars)), Lane: LaneAnswer})
}

// send puts a finished message in line. On a phone that somebody unwanted reads,
// nothing of the bot can be forwarded or saved.
func (t *turn) send(m Message) *Message {
	m.Protect = m.Protect || t.p.Phone == PhoneWatched
	t.out.Messages = append(t.out.Messages, m)
	return &t.out.Messages[len(t.out.Messages)-1]
}

// ask puts a question with its options, and waits.
func (t *turn) ask(key string, vars Vars, options ...option) next {
	t.say(key, vars)
	return t.offer(options...)
}

// unseen is an option without a button: it can only be typed.
func unseen(id string) option { return option{id, ""} }

// offer hangs the options under the last message and waits for one of them.
func (t *turn) offer(options ...option) next {
	if _, s := t.here(); s.skip != nil {
		if t.s.Misses > 0 {
			options = append(options, t.opt(passOver))
		} else {
			options = append(options, unseen(passOver))
		}
	}
	t.s.Asked++
	t.s.Pending = &Pending{Number: t.s.Asked}
	var buttons []Button
	for _, o := range options {
		t.s.Pending.Choices = append(t.s.Pending.Choices, Choice{ID: o.id, Label: o.label})
		if o.label == "" {
			continue
		}
		buttons = append(buttons, Button{o.label, "q:" + strconv.Itoa(t.s.Asked) + ":" + o.id})
	}
	last := &t.out.Messages[len(t.out.Messages)-1]
	last.Buttons = rows(buttons)
	if t.moreButton() {
		last.Buttons = append(last.Buttons, []Button{{t.texts.label("menu.more", nil), "m:more"}})
	}
	return stay
}

// rows lays buttons for a narrow screen: two short ones beside each other, else one a row.
func rows(buttons []Button) [][]Button {
	const short = 13
	var all [][]Button
	for i := 0; i < len(buttons); i++ {
		row := []Button{buttons[i]}
		if i+1 < len(buttons) && utf8.RuneCountInString(buttons[i].Label) <= short && utf8.RuneCountInString(buttons[i+1].Label) <= short {
			row = append(row, buttons[i+1])
			i++
		}
		all = append(all, row)
	}
	return all
}

// fact records an event and applies it to the snapshot. line and bare are what
// the mentor's log will hold, "" for nothing (see Fact).
func (t *turn) fact(e Event, line, bare string) {
	t.out.Events = append(t.out.Events, Fact{Event: e, Line: line, Bare: bare})
	t.p.Apply(e)
	if line != "" {
		t.p.Record = append(t.p.Record, Entry{Kind: e.Kind(), Line: line, At: t.p.Now})
	}
}

// line is a text for the log: plain, not escaped, since it is a value of later texts.
func (t *turn) line(key string, vars Vars) string {
	return html.UnescapeString(t.texts.message(key, t.vars(vars)))
}

// timer sets or moves a timer.
func (t *turn) timer(kind TimerKind, ref string, due time.Time) {
	t.out.Timers = append(t.out.Timers, Timer{kind, ref, due})
}

// note tells staff something about this person.
func (t *turn) note(n Note) {
	n.Person, n.Name = t.p.ID, t.p.Name
	t.out.Notes = append(t.out.Notes, n)
}

// vars adds to a text's own values those that every text may use.
func (t *turn) vars(own Vars) Vars {
	word := t.p.Organisation.MentorWord
	if word == "" {
		word = t.texts.label("mentor.word", nil)
	}
	mentor := t.texts.label("mentor.yours", Vars{"word": word})
	first := mentor
	if t.p.Mentor.Name != "" {
		mentor = t.texts.label("mentor.named", Vars{"word": word, "name": t.p.Mentor.Name})
		first = t.p.Mentor.Name
	}
	space, comma := "", ""
	if t.p.Name != "" {
		space, comma = " "+t.p.Name, ", "+t.p.Name
	}
	all := Vars{
		"name":         t.p.Name,
		"_name":        space, // " Fatima", or nothing
		",name":        comma, // ", Fatima", or nothing
		"word":         word,
		"mentor":       mentor,
		"Mentor":       capital(mentor),
		"first":        first, // "Anne", or "je begeleider"
		"First":        capital(first),
		"organisation": t.p.Organisation.Name,
	}
	for id, number := range t.texts.Numbers {
		all["tel_"+id] = number
	}
	maps.Copy(all, own)
	return all
}

// capital begins a text with a capital letter, also where that is "ö".
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// label is a short text without values of its own.
func (t *turn) label(key string) string { return t.texts.label(key, t.vars(nil)) }

// given tells whether a consent stands.
func (t *turn) given(kind ConsentKind) bool { return t.p.Consents[kind].Given }
