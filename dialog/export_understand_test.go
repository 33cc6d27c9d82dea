package dialog

// Chosen is the choice that words mean, "" for none.
func Chosen(t *Texts, words string, ids ...string) string {
	var choices []Choice
	for _, id := range ids {
		choices = append(choices, Choice{ID: id, Label: t.Labels["choice."+id]})
	}
	id, _ := t.choose(words, choices, false)
	return id
}

// Called is the name in words, "" for none.
func Called(t *Texts, words string) string {
	name, _ := t.called(words)
	return name
}

// Asks tells whether words are a question, where own words are wanted or not.
func Asks(t *Texts, words string, own bool) bool { return t.question(words, own) }

// Quoted is how words are said back.
func Quoted(words string) string { return quoted(words) }
