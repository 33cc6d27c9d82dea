package eval

import (
	"maps"
	"slices"

	"stapmaat/dialog"
	"stapmaat/knowledge/content"
)

// Sayable is all that may be said of itself: texts and labels, the bridges, the telephone
// numbers, and approved content.
func Sayable(texts *dialog.Texts, bridges []*dialog.Bridge, documents []content.Document) Tokens {
	known := Tokens{}
	for _, some := range []map[string]string{texts.Messages, texts.Labels, texts.Numbers} {
		known.Add(slices.Collect(maps.Values(some))...)
	}
	for _, b := range bridges {
		known.Add(b.Title)
		for _, pillar := range b.Pillars {
			known.Add(pillar.Title)
			for _, sub := range pillar.Subs {
				known.Add(sub.Title, sub.Question)
				for _, rung := range sub.Rungs {
					known.Add(rung.Label, rung.Sentence, rung.Example)
				}
			}
		}
	}
	for _, d := range documents {
		known.Add(d.Title, d.Source, d.Body)
	}
	return known
}
