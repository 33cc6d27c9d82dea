package risk

// around names the word classes (rules/words.txt) that a match's surroundings
// are read by.
var around = []string{"@niet", "@ik", "@ander", "@stop", "@nietna", "@nietalleen", "@zelf"}

// flag is a found pattern that only says how the words near it are meant.
type flag struct {
	act         act
	first, last int
}

// place is a match of a rule in a text, with what is looked for around it.
type place struct {
	*book
	t *text
	r *rule
	m match
}

// marks reads how the words of a match were meant. Rules marked keep are taken as they stand.
func (p place) marks() Marks {
	if p.r.keep {
		return 0
	}
	var m Marks
	if p.denied() {
		m |= Negated
	}
	if p.near(actMedia, 0) {
		m |= Figurative
	}
	if p.past() {
		m |= Past
	}
	if p.aboutOther() {
		m |= Other
	}
	return m
}

func (p place) is(i int, class string) bool { return p.t.atoms[i].has(p.class(class)) }

// denied looks before the match for "niet", up to three words and not past the
// subject, and after it for "niet" within the clause: "ik snij mezelf niet".
func (p place) denied() bool {
	if p.is(p.m.first, "@ik") || p.is(p.m.first, "@ander") {
		return p.deniedThat() || p.deniedAfter()
	}
	for i := p.m.first - 1; i >= 0 && i >= p.m.first-3 && p.sameClause(i, p.m.first); i-- {
		if p.is(i, "@niet") && !p.is(i+1, "@nietalleen") {
			return true
		}
		if p.is(i, "@stop") {
			break
		}
	}
	return p.deniedAfter()
}

// deniedThat is "niet dat ik dood wil".
func (p place) deniedThat() bool {
	i := p.m.first
	return i >= 2 && p.t.tokens[i-1].word == "dat" && p.is(i-2, "@niet")
}

func (p place) deniedAfter() bool {
	if p.r.pattern.denies {
		return false
	}
	for i := p.m.last + 1; i < len(p.t.tokens) && i <= p.m.last+2 && p.sameClause(i, p.m.last); i++ {
		if p.is(i, "@stop") {
			return false
		}
		if p.is(i, "@nietna") {
			return i+1 >= len(p.t.tokens) || !p.is(i+1, "@nietalleen")
		}
	}
	return false
}

func (p place) sameClause(i, j int) bool { return p.t.tokens[i].clause == p.t.tokens[j].clause }

// near reports whether a pattern of the kind stands in the match's sentence, or
// up to so many sentences away, outside the match itself.
func (p place) near(kind act, sentences int) bool {
	from, to := p.t.tokens[p.m.first].sent-sentences, p.t.tokens[p.m.last].sent+sentences
	for _, f := range p.t.flags {
		sent := p.t.tokens[f.first].sent
		if f.act == kind && sent >= from && sent <= to && !p.m.holds(f.first) && !p.m.holds(f.last) {
			return true
		}
	}
	return false
}

// past is "vroeger", or "jaren geleden"; not when it is said to be back.
func (p place) past() bool {
	return p.near(actPast, 0) && (!p.near(actAgain, 1) || p.over())
}

// over is "nu niet meer", "gelukkig voorbij", said near by.
func (p place) over() bool { return p.near(actOver, 1) }

// aboutOther is "mijn buurvrouw wil dood": the last subject before the match's
// end is somebody else. What children suffer is always about others.
func (p place) aboutOther() bool {
	switch p.r.category {
	case Suicide, Selfharm, Medical:
	default:
		return false
	}
	for i := p.m.last; i >= 0 && p.t.tokens[i].sent == p.t.tokens[p.m.first].sent; i-- {
		if p.is(i, "@ik") {
			return false
		}
		if p.is(i, "@ander") {
			return true
		}
	}
	return false
}

// weigh lowers what a rule would do by how it was said. A figure of speech and
// a denial come to nothing; what is over, or about somebody else, is asked
// about unless life may be at stake now.
func (p place) weigh() Verdict {
	v := Verdict{Outcome: outcomeOf[p.r.act], Category: p.r.category, Urgency: p.r.urgency, Sub: p.r.sub, Layer: ByRules}
	v.Marks = p.marks()
	own := p.holds("@ik")
	switch {
	case v.Marks&Negated != 0:
		return Verdict{}
	case v.Marks&Figurative != 0 && !own, v.Marks&Past != 0 && (p.over() || !selfDanger[v.Category]):
		return Verdict{}
	case v.Marks&(Past|Figurative) != 0, v.Marks&Other != 0 && v.Urgency != Now, !p.r.keep && p.near(actJoke, 0):
		v.Outcome = Ask
	}
	return v
}

var (
	outcomeOf  = map[act]Outcome{actPage: Page, actAsk: Ask, actDate: Ask}
	selfDanger = map[Category]bool{Suicide: true, Selfharm: true}
)

// holds is whether a word of the class is among the matched ones.
func (p place) holds(class string) bool {
	for _, i := range p.m.words[:p.m.n] {
		if p.is(int(i), class) {
			return true
		}
	}
	return false
}
