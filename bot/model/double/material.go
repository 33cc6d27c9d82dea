package double

import (
	"encoding/json"
	"slices"
	"strings"
)

// material is what a question holds where it is one JSON object of data, as ours are: the
// things that an answer may point at. A model that obeys points at real ones and quotes
// literally, or its answer would be refused before anything in it is weighed.
type material struct {
	text   string // all that is written in it
	said   string // what the person says now
	things map[string][]thing
}

// thing is one that has an id, with whatever else it is called.
type thing struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Label string `json:"label"`
	Text  string `json:"text"`
}

func materialOf(user string) material {
	m := material{text: user, things: map[string][]thing{}}
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(user), &fields) != nil {
		return m
	}
	var all []string
	var whole any
	_ = json.Unmarshal([]byte(user), &whole) // it was read just now
	gather(whole, &all)
	m.text = strings.Join(all, "\n")
	_ = json.Unmarshal(fields["they_say"], &m.said) // "" when it is none
	for name, raw := range fields {
		var list []thing
		if json.Unmarshal(raw, &list) == nil {
			m.things[name] = list
		}
	}
	return m
}

// gather collects every text, however deep.
func gather(value any, all *[]string) {
	switch v := value.(type) {
	case string:
		*all = append(*all, v)
	case []any:
		for _, one := range v {
			gather(one, all)
		}
	case map[string]any:
		for _, name := range sortedKeys(v) {
			gather(v[name], all)
		}
	}
}

// pointing says which list the ids of a field come from.
var pointing = map[string]string{"choice": "choices", "sub": "places", "from": "places", "to": "places", "passage": "passages", "events": "lines"}

// point gives what a field can hold so that nobody doubts its form: an id that was given, the
// person's own words, a passage's own words.
func (m material) point(name string, o orders) (string, bool) {
	switch name {
	case "words":
		return m.said, m.said != ""
	case "quote":
		if p := m.things["passages"]; len(p) > 0 {
			quote, _, _ := strings.Cut(p[0].Text, ". ")
			return quote, true
		}
	}
	list := m.things[pointing[name]]
	if len(list) == 0 {
		return "", false
	}
	wanted := strings.ToLower(strings.Join(append(sortedKeys(o.set), o.say...), " "))
	at := slices.IndexFunc(list, func(t thing) bool {
		return slices.ContainsFunc([]string{t.ID, t.Title, t.Label}, func(s string) bool { return s != "" && strings.Contains(wanted, strings.ToLower(s)) })
	})
	switch {
	case at >= 0 && name != "to":
		return list[at].ID, true
	case name == "to" || name == "choice":
		return list[len(list)-1].ID, true
	}
	return list[0].ID, true
}
