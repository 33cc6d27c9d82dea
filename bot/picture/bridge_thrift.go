package picture

// thrift is how much room the words may take; each next one takes less.
type thrift struct {
	heads   bool // which pillars a link joins stands above its words
	words   int  // lines of a link's words
	details bool // what the rung says, sub-pillar by sub-pillar
	note    bool // the note has a line of its own
	title   int  // lines of the title
	dream   int  // lines of the dream on the deck
	names   int  // lines of the names of pillars and sub-pillars
	keys    int  // rows of the legend
	footer  int  // lines of the small print
	close   bool // parts stand closer together
}

// thrifts are tried in turn until the ladders have room. What the person can
// read elsewhere goes first: the chat tells who joins whom, the page holds all words.
func thrifts(page bool) []thrift {
	roomy := thrift{heads: true, words: 4, details: page, note: true, title: 2, dream: 2, names: 3, keys: 3, footer: 3}
	plain, full := roomy, roomy
	plain.details = false
	full.heads, full.details = false, false
	tight := full
	tight.note, tight.close = false, true
	squeezed := thrift{title: 1, dream: 2, names: 2, keys: 2, footer: 2, close: true}
	last := thrift{words: 1, title: 1, dream: 1, names: 2, keys: 1, footer: 1, close: true}
	if page {
		return []thrift{roomy, plain, full.with(2), last}
	}
	return []thrift{roomy, full.with(4), full.with(3), full.with(2), tight.with(3), tight.with(2), squeezed.with(2), squeezed.with(1), last}
}

func (t thrift) with(words int) thrift {
	t.words = words
	return t
}
