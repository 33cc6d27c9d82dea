package dialog

// Made opens the checks of what a model wrote: what would be said of a reflection and a
// question, "" for nothing.
func Made(e *Engine, phase Phase, said string, p Proposal) (reflection, question string) {
	t := e.turn(Person{Language: "nl"}, State{Called: 1}, Input{})
	m := movesIn[phase]
	return t.reflection(p, said, m), t.question(p, said, m)
}

// Grounded tells whether a passage holds a sentence.
func Grounded(e *Engine, p Passage, s Sentence) bool {
	t := e.turn(Person{Language: "nl"}, State{}, Input{Found: &Found{Passages: []Passage{p}}})
	return len(t.grounded([]Sentence{s})) == 1
}
