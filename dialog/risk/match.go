package risk

// text is a read text: its words, and the atoms each stands for.
type text struct {
	tokens []token
	atoms  []bits
	all    bits   // the atoms that occur at all
	masked []bool // words that a safe rule has explained
	flags  []flag // how things near by are meant
}

// read makes a text ready for the rules.
func (b *book) read(said string) *text {
	t := &text{tokens: b.plain(tokens(fold(said)))}
	width := b.size/64 + 1
	store := make(bits, width*(len(t.tokens)+1))
	t.all, store = store[:width:width], store[width:]
	t.atoms = make([]bits, len(t.tokens))
	t.masked = make([]bool, len(t.tokens))
	for i := range t.tokens {
		t.atoms[i] = store[i*width : (i+1)*width : (i+1)*width]
		b.lexicon.read(t.tokens[i].word, t.atoms[i])
		t.all.add(t.atoms[i])
	}
	return t
}

// match is where a pattern was found: the first and the last of its words, and all of them.
type match struct {
	first, last int
	words       [16]int16
	n           int
}

func (t *text) couldMatch(p *pattern) bool {
	for _, a := range p.need {
		if !t.all.has(a) {
			return false
		}
	}
	return true
}

// find calls yield for the first match at each place where p matches.
func (b *book) find(t *text, p *pattern, yield func(match) bool) {
	if !t.couldMatch(p) {
		return
	}
	for i := range t.tokens {
		if p.span == 0 && !t.atoms[i].has(p.elements[0].atom) {
			continue
		}
		var m match
		if p.span > 0 && !b.loose(t, p, i, &m) || p.span == 0 && !b.inOrder(t, p, 0, i, &m) {
			continue
		}
		if !yield(m) {
			return
		}
	}
}

// inOrder matches element e and all after it, the first of them at or after word i.
func (b *book) inOrder(t *text, p *pattern, e, i int, m *match) bool {
	if e == len(p.elements) {
		return true
	}
	el := p.elements[e]
	n := m.n
	for skipped := 0; i < len(t.tokens) && skipped <= el.gap; i, skipped = i+1, skipped+1 {
		if m.n > 0 && t.tokens[i].sent != t.tokens[m.first].sent {
			break
		}
		if t.atoms[i].has(el.atom) {
			m.put(i)
			if b.inOrder(t, p, e+1, i+1, m) {
				return true
			}
			m.n = n
		}
		if t.atoms[i].has(b.deny) {
			break
		}
	}
	return el.optional && b.skip(t, p, e, m)
}

// skip goes on without an optional element.
func (b *book) skip(t *text, p *pattern, e int, m *match) bool {
	if e+1 == len(p.elements) {
		return true
	}
	rest := p.elements[e+1]
	next := pattern{elements: append([]element{{atom: rest.atom, optional: rest.optional, gap: max(rest.gap, p.elements[e].gap)}}, p.elements[e+2:]...)}
	return b.inOrder(t, &next, 0, int(m.words[m.n-1])+1, m)
}

// loose matches the elements in any order around word i, which must be the leftmost.
func (b *book) loose(t *text, p *pattern, i int, m *match) bool {
	starts := false
	for _, el := range p.elements {
		starts = starts || t.atoms[i].has(el.atom)
	}
	if !starts || t.atoms[i].has(b.deny) && !p.denies {
		return false
	}
	end := i
	for end+1 < len(t.tokens) && end-i < p.span && t.tokens[end+1].sent == t.tokens[i].sent && (p.denies || !t.atoms[end+1].has(b.deny)) {
		end++
	}
	for _, el := range p.elements {
		at := i
		for at <= end && (!t.atoms[at].has(el.atom) || m.holds(at)) {
			at++
		}
		if at > end {
			return false
		}
		m.put(at)
	}
	m.first, m.last = i, i
	for _, at := range m.words[:m.n] {
		m.last = max(m.last, int(at))
	}
	return m.holds(i)
}

func (m *match) put(i int) {
	if m.n == 0 {
		m.first = i
	}
	m.last = i
	if m.n < len(m.words) {
		m.words[m.n] = int16(i)
		m.n++
	}
}

func (m *match) holds(i int) bool {
	for _, at := range m.words[:m.n] {
		if int(at) == i {
			return true
		}
	}
	return false
}
