package risk

// atom is one element of a pattern: a set of words that count as the same.
type atom uint16

// bits is a set of atoms.
type bits []uint64

func (b bits) has(a atom) bool { return b[a>>6]&(1<<(a&63)) != 0 }
func (b bits) set(a atom)      { b[a>>6] |= 1 << (a & 63) }
func (b bits) add(o bits) {
	for i := range o {
		b[i] |= o[i]
	}
}

// lexicon knows which atoms a word of a text stands for: as written, by its
// beginning, and, for a word it doesn't know, by its sound or one typing error away.
type lexicon struct {
	size    int // atoms
	words   map[string][]atom
	stems   map[string][]atom // "zelfmoord*"
	longest int               // longest stem, in bytes
	heads   map[string][]atom // the end of a compound is what it is: "goederentrein"
	sounds  map[string][]atom
	near    map[string][]string
	glued   map[string]bool // words a typist may have cut in two
}

const (
	soundLen = 4  // shorter words sound alike too easily
	nearLen  = 7  // shorter words are one letter away from other words
	wordLen  = 30 // longer ones are no words of the rules
)

func newLexicon() *lexicon {
	return &lexicon{words: map[string][]atom{}, stems: map[string][]atom{}, sounds: map[string][]atom{}, heads: map[string][]atom{},
		near: map[string][]string{}, glued: map[string]bool{}}
}

func (l *lexicon) learn(word string, a atom) {
	if stem, ok := cutStar(word); ok {
		l.stems[stem] = append(l.stems[stem], a)
		l.longest = max(l.longest, len(stem))
		return
	}
	_, known := l.words[word]
	l.words[word] = append(l.words[word], a)
	if !ascii(word) {
		return
	}
	if len(word) >= soundLen {
		s := sound(word)
		l.sounds[s] = append(l.sounds[s], a)
	}
	if len(word) >= nearLen && !known {
		for cut := range func(yield func(string) bool) { oneOff(word, yield) } {
			l.near[cut] = append(l.near[cut], word)
		}
		l.glued[word] = true
	}
}

const headLen = 5 // shorter endings are endings of anything

// learnHead takes a word as the end of compounds.
func (l *lexicon) learnHead(word string, a atom) {
	if word, star := cutStar(word); !star && len(word) >= headLen && ascii(word) {
		l.heads[word] = append(l.heads[word], a)
	}
}

func (l *lexicon) readHead(word string, b bits) {
	for from := 2; from <= len(word)-headLen; from++ {
		if found, ok := l.heads[word[from:]]; ok {
			setAll(b, found)
			return
		}
	}
}

// knows reports whether a word is in the lexicon as it stands.
func (l *lexicon) knows(word string) bool { return l.words[word] != nil || everyday[word] }

// read marks in b the atoms that word stands for.
func (l *lexicon) read(word string, b bits) {
	l.readStems(word, b)
	if found := l.words[word]; found != nil {
		setAll(b, found)
		return
	}
	if everyday[word] || len(word) > wordLen || !ascii(word) {
		return
	}
	l.readHead(word, b)
	if len(word) >= soundLen {
		s := sound(word)
		setAll(b, l.sounds[s])
	}
	if len(word) >= nearLen {
		l.readNear(word, b)
	}
}

func (l *lexicon) readStems(word string, b bits) {
	for n := 3; n <= len(word) && n <= l.longest; n++ {
		if found, ok := l.stems[word[:n]]; ok {
			setAll(b, found)
		}
	}
}

func (l *lexicon) readNear(word string, b bits) {
	oneOff(word, func(cut string) bool {
		for _, w := range l.near[cut] {
			if close1(word, w) {
				setAll(b, l.words[w])
			}
		}
		return true
	})
}

func setAll(b bits, found []atom) {
	for _, a := range found {
		b.set(a)
	}
}

// close1 keeps the pairs whose lengths allow one edit; two dropped letters could be two edits.
func close1(a, b string) bool {
	d := len(a) - len(b)
	if d < -1 || d > 1 || a[0] != b[0] {
		return false
	}
	if d != 0 {
		return true
	}
	diff := 0
	for i := range len(a) {
		if a[i] != b[i] {
			diff++
		}
	}
	return diff <= 2
}

func cutStar(word string) (string, bool) {
	if n := len(word) - 1; n > 2 && word[n] == '*' {
		return word[:n], true
	}
	return word, false
}

func ascii(word string) bool {
	for i := range len(word) {
		if word[i] >= 0x80 {
			return false
		}
	}
	return true
}
