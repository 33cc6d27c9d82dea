package search

// IsDutch tells whether a word is one of the dictionary, or a form of one. Names of people
// are not, but for those that are words too.
func IsDutch(word string) (bool, error) {
	d, err := language()
	if err != nil {
		return false, err
	}
	w := fold(word)
	return d.stop[w] || d.list.has(d.stems.stem(w)), nil
}
