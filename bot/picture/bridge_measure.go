package picture

// heights are the levels of the drawing, from the top down.
type heights struct {
	head, deck, band, niche, foot, names, arcs, shore float64
	legend, entries, details, note, footer, end       float64
}

// stack sets all levels for ladders of the given height and some extra air above the deck, and returns the end.
func (b *bridge) stack(ladder, air float64) float64 {
	a, loose := &b.at, 1.0
	if b.t.close {
		loose = 0.6
	}
	a.head = 20 * loose
	a.deck = a.head + b.title.height() + b.dayHeight() + 40*loose + 8*(1-loose) + air
	a.band = a.deck + deckHeight(b.deck)
	a.niche = a.band + b.bandHeight() + 10
	a.foot = a.niche + ladder + 14
	a.names = a.foot + 18
	a.arcs = a.names + b.namesHeight() + 10
	a.shore = a.arcs + arcsHeight(b.arcs) + 20
	a.legend = a.shore + 22*loose
	a.entries = a.legend + float64(len(b.legend))*legendRow + 16*loose
	a.details = a.entries + b.entriesHeight()
	a.note = a.details + detailsHeight(b.details)
	a.footer = a.note + b.noteHeight()
	a.end = a.footer + b.footer.height() + 16*loose
	return a.end
}

// room is the height left for the ladders.
func (b *bridge) room() float64 { return b.size.height - b.stack(0, 0) }

// ladderHeights are the least and the most that ladders should get: rungs must
// be told apart on a phone, and a ladder without end discourages.
func (b *bridge) ladderHeights() (low, high float64) {
	rungs := 0
	for _, c := range b.columns() {
		if standingOf(c.sub) != notForMe {
			rungs = max(rungs, c.rungs())
		}
	}
	if b.size.page {
		return 280, 520
	}
	return min(max(float64(rungs)*30, 180), 240), min(max(float64(rungs)*64, 300), 420)
}

func (b *bridge) mostAir() float64 {
	if b.size.page {
		return 130
	}
	return 50
}

// measure sets every text in the room that the thrift of the moment allows.
func (b *bridge) measure() {
	width := sheetWidth - 2*margin
	b.measureHead(width)
	b.piers = b.measurePiers()
	b.arcs = b.measureArcs()
	b.legend = b.measureLegend()
	b.entries = b.measureEntries()
	b.details = b.measureDetails()
	b.footer = b.measureFooter(width)
}

// noteGap is the distance from the day to a note beside it.
const noteGap = 28.0

func (b *bridge) measureHead(width float64) {
	b.title = b.f.title(b.in.Title, width, b.t.title)
	b.day = b.f.fit(b.in.Day, style{false, 30, ink}, b.size.text, width*0.55, 1)
	dream := style{true, 38, paper}
	b.deck = b.f.balanced(b.in.Deck, b.f.fit(b.in.Deck, dream, 28, sheetWidth-120, b.t.dream), sheetWidth-120)
	note := style{false, b.size.text, ink}
	b.note = b.f.wrap(b.in.Note, note, width-60, 2)
	b.noteInHead = false
	if !b.t.note && !b.note.empty() {
		b.noteInHead = true
		b.note = b.f.wrap(b.in.Note, note, width-b.day.width-noteGap, 1)
	}
}

// dayHeight is the line of the day, with the note where that stands beside it.
func (b *bridge) dayHeight() float64 {
	if b.noteInHead {
		return max(b.day.height(), b.note.height())
	}
	return b.day.height()
}

// headWidth is how much of the sky the words take.
func (b *bridge) headWidth() float64 {
	w := b.day.width
	if b.noteInHead {
		w += noteGap + b.note.width
	}
	return max(w, b.title.width)
}

func (b *bridge) noteHeight() float64 {
	if b.note.empty() || b.noteInHead {
		return 0
	}
	return b.note.height() + 26
}

// measureFooter sets the small print, the only text that may be smaller: it is
// there for the makers of the original, and should be whole.
func (b *bridge) measureFooter(width float64) block {
	s := style{false, b.size.text, quiet}
	if one := b.f.fit(b.in.Footer, s, b.size.text-4, width, 1); !one.cut {
		return one
	}
	s.size -= 4
	return b.f.balanced(b.in.Footer, b.f.wrap(b.in.Footer, s, width, b.t.footer), width)
}
