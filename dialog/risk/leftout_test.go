//go:build train

package risk

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestWriters is make risk-writers: for each writer of others.jsonl a classifier
// is trained without all that writer wrote, and the whole screen reads it. That
// is what to expect of the classifier on a writer it never met; the rules did
// meet them (README.md says which).
func TestWriters(t *testing.T) {
	readLeftOut(t, writer, writer)
}

// TestVoices is make risk-voices: the same by voice, a tenth of them left out at a time.
func TestVoices(t *testing.T) {
	const folds = 10
	fold := map[string]string{}
	for _, e := range examples(t) {
		fold[e.voice] = ""
	}
	for i, voice := range slices.Sorted(maps.Keys(fold)) {
		if voice != "" && voice != "programma" && voice != "sjablonen" {
			fold[voice] = fmt.Sprint("fold ", i%folds)
		}
	}
	readLeftOut(t, func(e example) string { return fold[e.voice] }, func(e example) string { return e.voice })
}

// writer is w1 of the voice "w1 boze vader", nobody for voices without one.
func writer(e example) string {
	name, _, _ := strings.Cut(e.voice, " ")
	if len(name) == 2 && name[0] == 'w' {
		return name
	}
	return ""
}

// readLeftOut trains without each group of sentences in turn (but never without
// the group ""), reads it with the whole screen and prints a line for each name.
func readLeftOut(t *testing.T, group, name func(example) string) {
	all := examples(t)
	shipped := classifier
	defer func() { classifier = shipped }()
	groups := map[string]bool{}
	for _, e := range all {
		groups[group(e)] = true
	}
	delete(groups, "")
	dutch, english := map[string]*tally{}, map[string]*tally{}
	for _, left := range slices.Sorted(maps.Keys(groups)) {
		without := slices.DeleteFunc(slices.Clone(all), func(e example) bool { return group(e) == left })
		var err error
		if classifier, err = readModel(train(without).file()); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{} // a sentence may count more than once in training
		for _, e := range all {
			if group(e) != left || seen[e.text] {
				continue
			}
			seen[e.text] = true
			if e.lang == "en" {
				into(english, name(e), e)
			} else {
				into(dutch, name(e), e)
			}
		}
	}
	show(t, "Dutch", dutch)
	show(t, "English", english)
}

func into(all map[string]*tally, name string, e example) {
	for _, n := range []string{name, "~ all"} {
		if all[n] == nil {
			all[n] = &tally{}
		}
		all[n].count(e)
	}
}

func show(t *testing.T, lang string, all map[string]*tally) {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Logf("%s %-40.40s %s", lang, name, all[name])
	}
}

// tally is what the screen did with some sentences.
type tally struct{ urgent, flagged, paged, ordinary, asked, alarmed, hard, hardAsked, hardPaged int }

func (c *tally) count(e example) {
	v := Screen(e.text)
	asked, paged := int(truth(v.Outcome == Ask)), int(truth(v.Outcome == Page))
	switch {
	case e.urgency >= 1:
		c.urgent++
		c.flagged += asked + paged
		c.paged += paged
	case e.category < 0 && e.hard:
		c.hard++
		c.hardAsked += asked
		c.hardPaged += paged
	case e.category < 0:
		c.ordinary++
		c.asked += asked
		c.alarmed += paged
	}
}

func (c tally) String() string {
	return fmt.Sprintf("now and today: %d flagged, %d paged of %d; ordinary: %d asked, %d paged of %d; hard: %d asked, %d paged of %d",
		c.flagged, c.paged, c.urgent, c.asked, c.alarmed, c.ordinary, c.hardAsked, c.hardPaged, c.hard)
}
