package risk

import "time"

// Signal is a half signal: too little alone, enough beside another kind.
type Signal struct {
	Kind     string    `json:"kind"`
	Category Category  `json:"category"`
	Urgency  Urgency   `json:"urgency"`
	At       time.Time `json:"at,omitzero"`
}

// finding is what the rules saw in one text.
type finding struct {
	verdict Verdict
	signals []Signal
	safe    bool // danger was spoken of, and said not to be so, not now or not real
	own     bool // a page for what is said of the person's own self
	firm    bool // a page that the classifier may not turn into a question
}

// byRules reads a text by the rules. The clock only places weekdays and dates,
// and may be zero.
func (b *book) byRules(t *text, now time.Time) finding {
	var f finding
	b.meanings(t)
	for i := range b.rules {
		r := &b.rules[i]
		b.find(t, &r.pattern, func(m match) bool {
			if !t.hides(m) {
				f.take(place{b, t, r, m}, now)
			}
			return true
		})
	}
	f.sum()
	return f
}

// meanings finds what says how other words are meant, and takes the words of
// idioms away.
func (b *book) meanings(t *text) {
	for i := range b.safe {
		r := &b.safe[i]
		b.find(t, &r.pattern, func(m match) bool {
			if r.act != actSafe {
				t.flags = append(t.flags, flag{r.act, m.first, m.last})
				return true
			}
			for _, at := range m.words[:m.n] {
				t.masked[at] = true
			}
			return true
		})
	}
}

// hides is whether a safe rule explained a word of the match.
func (t *text) hides(m match) bool {
	for _, at := range m.words[:m.n] {
		if t.masked[at] {
			return true
		}
	}
	return false
}

func (f *finding) take(p place, now time.Time) {
	if p.r.act == actHalf {
		if p.marks()&(Negated|Figurative|Past) == 0 {
			f.signals = addSignal(f.signals, Signal{Kind: p.r.kind, Category: p.r.category, Urgency: p.r.urgency, At: now})
		}
		return
	}
	v := p.weigh()
	if v.Outcome == None {
		f.safe = true
		return
	}
	if p.r.act == actDate {
		v = p.dated(v, now)
	}
	f.verdict = worse(f.verdict, v)
	f.own = f.own || v.Outcome == Page && p.holds("@zelf")
	f.firm = f.firm || v.Outcome == Page && p.firm()
}

// firm is what the classifier may not doubt: what has a date, and other
// languages, of which it has learned little.
func (p place) firm() bool { return p.r.act == actDate || p.r.lang != "" }

// dated sets urgency and outcome by the time named near an eviction or a
// cut-off: a human for what is near, a question for the date otherwise.
func (p place) dated(v Verdict, now time.Time) Verdict {
	days, ok := nearest(p.t.tokens, p.m.first, p.m.last, now)
	if !ok {
		days = far
	}
	if u := urgencyIn(days); rank(u) > rank(v.Urgency) {
		v.Urgency = u
	}
	if rank(v.Urgency) >= rank(Today) && v.Marks&(Past|Figurative) == 0 {
		v.Outcome = Page
	}
	return v
}

// worse is the graver of two, and keeps what only the other knows about the same danger.
func worse(a, b Verdict) Verdict {
	if b.graver(a) {
		a, b = b, a
	}
	if a.Sub == "" && b.Category == a.Category {
		a.Sub = b.Sub
	}
	return a
}

func addSignal(all []Signal, s Signal) []Signal {
	for _, have := range all {
		if have.Kind == s.Kind {
			return all
		}
	}
	return append(all, s)
}

// sum asks when two kinds of half signal meet in one text.
func (f *finding) sum() {
	f.verdict = worse(f.verdict, together(f.signals, 2))
	for _, s := range f.signals {
		if s.Kind == string(Minor) && f.verdict.Outcome != None {
			f.verdict.Sub = Minor
		}
	}
}

// together is the question that so many kinds of half signal are enough for.
// The age of who writes is no danger by itself.
func together(signals []Signal, enough int) Verdict {
	v, kinds := Verdict{}, 0
	for _, s := range signals {
		if s.Kind == string(Minor) {
			continue
		}
		kinds++
		if rank(s.Urgency) > rank(v.Urgency) {
			v.Category, v.Urgency = s.Category, s.Urgency
		}
	}
	if kinds < enough {
		return Verdict{}
	}
	v.Outcome, v.Layer = Ask, ByRules
	return v
}
