package search

import "sort"

// concept is one thing that a question is about, and the terms that may stand for it.
type concept struct {
	alternatives []alternative
	weight       float64
	idf          float64 // what the word itself is worth
	added        bool    // comes from the list of everyday words, not from the question
}

type alternative struct {
	term   int32
	weight float64
	idf    float64
}

// question is what is left of a text after little words are gone and its own
// question is told from the story before it.
type question struct {
	concepts []concept
	met      []phrase   // the everyday phrases in it
	said     []weighted // words, their other spellings and official names, for the vector leg
}

// said is where the stems of a question stand, for phrases.
type said map[string]spot

type spot struct {
	place  int
	inside bool // only as part of a compound
}

func (s said) put(stem string, place int, inside bool) {
	if old, ok := s[stem]; !ok || old.inside && !inside {
		s[stem] = spot{place, inside}
	}
}

// token is one word of a question at its place.
type token struct {
	word   string
	stem   string
	place  int
	weight float64
}

// understand reads a question.
func (ix *Index) understand(text string) question {
	tokens := ix.tokens(text)
	var q question
	at := said{}
	concepts := map[string]int{}
	for _, t := range tokens {
		if ix.d.stop[t.word] {
			at.put(ix.d.stopKey(t.word), t.place, false)
			continue
		}
		c, parts := ix.concept(t)
		at.put(t.stem, t.place, false)
		for _, part := range parts {
			at.put(part.stem, t.place, part.inside)
		}
		if i, ok := concepts[t.stem]; ok { // said twice: the weightier place counts
			q.concepts[i].weight = max(q.concepts[i].weight, c.weight)
			continue
		}
		concepts[t.stem] = len(q.concepts)
		q.concepts = append(q.concepts, c)
	}
	ix.join(tokens, at, &q)
	ix.official(at, concepts, &q)
	for _, c := range q.concepts {
		for _, a := range c.alternatives {
			q.said = append(q.said, weighted{ix.names[a.term], c.weight * a.weight})
		}
	}
	return q
}

// tokens are the words with the weight of the sentence they stand in.
func (ix *Index) tokens(text string) []token {
	var out []token
	sentences := sentencesOf(fold(bounded(text)))
	asked := false
	for _, s := range sentences {
		asked = asked || s.asks
	}
	place := 0
	for i, s := range sentences {
		weight := 1.0
		if len(sentences) > 1 && !s.asks && (asked || i < len(sentences)-1) {
			weight = ix.tuning.Story
		}
		for _, w := range s.words {
			out = append(out, token{word: w, stem: ix.d.stems.stem(w), place: place, weight: weight})
			place++
		}
		place += 3 // phrases do not easily reach over a full stop
	}
	return out
}

type sentence struct {
	words []string
	asks  bool
}

func opens(word string) bool {
	switch word {
	case "hoe", "wat", "waar", "wie", "welke", "welk", "wanneer", "waarom", "hoeveel", "hoelang", "kan", "kunnen", "mag", "mogen",
		"moet", "moeten", "is", "zijn", "krijg", "heb", "heeft", "bestaat", "waarvoor", "waarheen", "waarmee", "geldt", "ben":
		return true
	}
	return false
}

// sentencesOf cuts at full stops, question marks and line ends.
func sentencesOf(folded string) []sentence {
	var out []sentence
	start := 0
	cut := func(end int, asks bool) {
		list := words(folded[start:end])
		if len(list) > 0 {
			out = append(out, sentence{list, asks || opens(list[0])})
		}
		start = end
	}
	for i := range len(folded) {
		switch folded[i] {
		case '?':
			cut(i+1, true)
		case '.', '!', '\n', ';':
			if folded[i] != '.' || i+1 == len(folded) || folded[i+1] == ' ' || folded[i+1] == '\n' {
				cut(i+1, false)
			}
		}
	}
	cut(len(folded), false)
	return out
}

// another is a stem by which phrases may know a word, beside its own.
type another struct {
	stem   string
	inside bool
}

// concept gives the terms that a word may stand for, and its other stems.
func (ix *Index) concept(t token) (concept, []another) {
	c := concept{weight: t.weight}
	var stems []another
	if term, ok := ix.terms[t.stem]; ok {
		c.put(ix, term, 1)
	}
	parts := ix.parts(t.word)
	for _, part := range parts {
		stems = append(stems, another{part, true})
		if term, ok := ix.terms[part]; ok {
			c.put(ix, term, ix.tuning.PartSaid)
		}
	}
	known := len(c.alternatives) > 0 || len(parts) > 0
	if !known && !ix.d.list.has(t.stem) && ix.said[t.stem] == nil {
		for _, w := range ix.spell.meant(t.word) {
			stem := ix.d.stems.stem(w)
			stems = append(stems, another{stem, false})
			if term, ok := ix.terms[stem]; ok {
				c.put(ix, term, ix.tuning.Mended)
			}
			for _, part := range ix.parts(w) {
				if term, ok := ix.terms[part]; ok {
					c.put(ix, term, ix.tuning.Mended*ix.tuning.PartSaid)
				}
			}
		}
	}
	c.idf = ix.document.mostIDF()
	if len(c.alternatives) > 0 {
		c.idf = c.alternatives[0].idf
	}
	return c, stems
}

func (c *concept) put(ix *Index, term int32, weight float64) {
	for i, a := range c.alternatives {
		if a.term == term {
			c.alternatives[i].weight = max(a.weight, weight)
			return
		}
	}
	c.alternatives = append(c.alternatives, alternative{term, weight, ix.document.idf(term)})
}

func (ix *Index) parts(word string) []string {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	return ix.split.parts(word)
}

// join puts verbs together again: "ik vraag het aan" also means aanvragen.
func (ix *Index) join(tokens []token, at said, q *question) {
	for i, t := range tokens {
		if !isApart(t.word) {
			continue
		}
		for j := max(0, i-8); j < min(len(tokens), i+3); j++ {
			if j == i || len(tokens[j].word) < 3 || isApart(tokens[j].word) {
				continue
			}
			stem := ix.d.stems.stem(t.word + tokens[j].word)
			if _, ok := at[stem]; ok {
				continue
			}
			term, ok := ix.terms[stem]
			if !ok && ix.said[stem] == nil {
				continue
			}
			at.put(stem, t.place, false)
			if ok {
				c := concept{weight: t.weight * ix.tuning.Joined, added: true}
				c.put(ix, term, 1)
				q.concepts = append(q.concepts, c)
			}
		}
	}
}

func isApart(word string) bool {
	i := sort.SearchStrings(apart, word)
	return i < len(apart) && apart[i] == word
}

// phrase is one everyday phrase of a group, ready to be met.
type phrase struct {
	stems    []string
	official []string
	group    int
}

// compile puts every phrase under its longest stem, which is likely its rarest.
func compile(groups []group) map[string][]phrase {
	said := map[string][]phrase{}
	for i, g := range groups {
		for _, stems := range g.everyday {
			key := stems[0]
			for _, s := range stems {
				if len(s) > len(key) {
					key = s
				}
			}
			said[key] = append(said[key], phrase{stems, g.official, i})
		}
	}
	return said
}

// window is how far apart the words of an everyday phrase may stand.
const window = 9

// official adds the official words of every everyday phrase that was said. One
// word's official words are other names of it; those of a phrase are a concept each.
func (ix *Index) official(at said, concepts map[string]int, q *question) {
	keys := make([]string, 0, len(at))
	for stem := range at {
		keys = append(keys, stem)
	}
	sort.Strings(keys)
	added := map[string]bool{}
	for _, key := range keys {
		for _, p := range ix.said[key] {
			if !near(p.stems, at) {
				continue
			}
			q.met = append(q.met, p)
			if i, ok := concepts[p.stems[0]]; ok && len(p.stems) == 1 {
				ix.rename(&q.concepts[i], p)
				continue
			}
			ix.mean(p, at, added, q)
		}
	}
}

func near(stems []string, at said) bool {
	first, last := 1<<30, -1
	for _, s := range stems {
		spot, ok := at[s]
		if !ok || spot.inside && len(stems) == 1 {
			return false
		}
		first, last = min(first, spot.place), max(last, spot.place)
	}
	return last-first <= window
}

func (ix *Index) rename(c *concept, p phrase) {
	for _, stem := range p.official {
		if term, ok := ix.terms[stem]; ok {
			c.put(ix, term, ix.tuning.Official)
		}
	}
}

func (ix *Index) mean(p phrase, at said, added map[string]bool, q *question) {
	for _, stem := range p.official {
		term, ok := ix.terms[stem]
		if _, has := at[stem]; !ok || has || added[stem] {
			continue
		}
		added[stem] = true
		c := concept{weight: ix.tuning.Phrase, added: true}
		c.put(ix, term, 1)
		q.concepts = append(q.concepts, c)
	}
}
