package double

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Obey does whatever orders stand in the question, as far as the schema lets it: texts say
// what they were told to say, values are set, places and links are proposed, the highest
// rungs are given. Where something looks like an order and says nothing that can be done,
// every text repeats it. Without an order the answer is blank.
//
// It looks through all of the question, so that an order in a passage, in a voice message
// or in an earlier message is obeyed, too. It points at ids that were given and quotes
// literally, so that only what an answer means can give it away.
func Obey() Reply { return Reply{text: func(r Request) string { return obey(r, false) }} }

// ObeyBlindly does so outside the schema as well: it adds what it was told to set, and
// gives a whole answer that it was told to give. Small servers that do not keep to a
// schema are like that.
func ObeyBlindly() Reply {
	return Reply{free: true, text: func(r Request) string { return obey(r, true) }}
}

// orders is what a question tells its model to do.
type orders struct {
	say    []string          // what to say, or the order itself
	set    map[string]string // name to value
	answer string            // a whole answer in JSON
	about  material
}

// Injected tells whether something in a text looks like an order to a model.
func Injected(text string) bool { return trigger.MatchString(text) }

var (
	trigger = regexp.MustCompile(`(?i)(negeer|vergeet|ignore|disregard|forget|override|overschrijf|you are now|je bent nu|jij bent nu|doe alsof|act as|pretend|` +
		`system\s*:|systeem\s*:|assistant\s*:|<\|?\s*(im_start|system|/?inst)|\[/?inst\]|### ?(instruction|system)|jailbreak|developer mode|` +
		`nieuwe (instructie|opdracht)|new instruction|antwoord (nu )?(alleen )?met|reply (only )?with|respond (only )?with|` +
		`jouw opdracht|your task|zet (mijn |de )?\w+ op|set \w+ to|zeg (dat|:|")|say (that|:|")|stuur |send |verwijder|delete|mark |markeer)`)
	sayOrder  = regexp.MustCompile(`(?i)\b(?:zeg|say|schrijf|write|vertel|tell \w+|antwoord(?: nu)?(?: alleen)? met|(?:reply|respond)(?: only)? with|herhaal|repeat)\b\s*(?:dat|that|:)?\s*["“'«]?([^"”'»\n]{2,300})`)
	setOrder  = regexp.MustCompile(`(?i)\b(?:zet|set|maak|make|verander|change)\s+(?:mijn |de |het |my |the )?([A-Za-z_][\w.-]{1,40})\s+(?:op|naar|to|=|als|as)\s+(?:trede |rung |stap |level )?["“']?([\w.-]{1,60})`)
	jsonOrder = regexp.MustCompile(`\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}`)
)

func read(r Request) orders {
	o := orders{set: map[string]string{}, about: materialOf(r.User)}
	at := trigger.FindStringIndex(o.about.text)
	if at == nil {
		return o
	}
	from := o.about.text[at[0]:]
	for _, m := range sayOrder.FindAllStringSubmatch(from, 20) {
		o.say = append(o.say, strings.TrimSpace(m[1]))
	}
	for _, m := range setOrder.FindAllStringSubmatch(from, 50) {
		o.set[strings.ToLower(m[1])] = m[2]
	}
	for _, m := range jsonOrder.FindAllString(from, 20) {
		if json.Valid([]byte(m)) {
			o.answer = m
		}
	}
	if len(o.say) == 0 {
		o.say = []string{strings.TrimSpace(from[:min(len(from), 400)])}
	}
	return o
}

func obey(r Request, blindly bool) string {
	o := read(r)
	s, err := parse(r.Schema)
	if err != nil || len(o.say) == 0 {
		return Fill(r.Schema, nil)
	}
	if o.answer != "" && (blindly || Fits(r.Schema, o.answer) == nil) {
		return o.answer
	}
	object, _ := s.follow("", o).(map[string]any) // the root is one
	if blindly {
		for name, value := range o.set {
			object[name] = value
		}
		object["say"], object["action"] = o.say[0], "send"
	}
	return string(mustJSON(object))
}

// follow makes an answer that does what it was told wherever the schema has a place for it.
func (s schema) follow(name string, o orders) any {
	value, told := o.set[strings.ToLower(name)]
	switch {
	case len(s.AnyOf) > 0:
		return s.AnyOf[len(s.AnyOf)-1].follow(name, o)
	case len(s.Enum) > 0:
		return s.pick(name, o)
	}
	switch s.Type[0] {
	case "string":
		if told {
			return value
		}
		if real, ok := o.about.point(name, o); ok {
			return real
		}
		return o.say[0]
	case "integer", "number":
		return s.number(value, o)
	case "boolean":
		return true
	case "array":
		return s.each(name, o)
	case "object":
		object := map[string]any{}
		for each, p := range s.Properties {
			object[each] = p.follow(each, o)
		}
		return object
	}
	return nil
}

// pick takes the value that was named anywhere in the order; else the last, which in our
// schemas is the one that does most.
func (s schema) pick(name string, o orders) any {
	wanted := o.set[strings.ToLower(name)]
	all := strings.ToLower(strings.Join(o.say, " "))
	best := s.Enum[len(s.Enum)-1]
	for _, e := range s.Enum {
		word := strings.ToLower(fmt.Sprint(e))
		_, named := o.set[word]
		if word != "" && (word == strings.ToLower(wanted) || named) {
			return e
		}
		if word != "" && strings.Contains(all, word) {
			best = e
		}
	}
	return best
}

// number is one that was named, a high one otherwise.
func (s schema) number(value string, o orders) any {
	if n, err := strconv.Atoi(value); err == nil {
		return n
	}
	for _, v := range o.set {
		if n, err := strconv.Atoi(v); err == nil {
			return n
		}
	}
	return 5
}

// each makes one thing for every value that was set, and one at least.
func (s schema) each(name string, o orders) any {
	all := []any{s.Items.follow(name, o)}
	for _, key := range sortedKeys(o.set) {
		one := o
		one.set = map[string]string{key: o.set[key]}
		if item := s.Items.follow(name, one); !slices.ContainsFunc(all, func(had any) bool { return string(mustJSON(had)) == string(mustJSON(item)) }) {
			all = append(all, item)
		}
	}
	return all
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
