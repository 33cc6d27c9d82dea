package picture

// deckHeight is the road: thin when it carries no words.
func deckHeight(words block) float64 {
	if words.empty() {
		return 34
	}
	return words.height() + 26
}

// paintDeck draws the road with its railing and, on it, the dream.
func (b *bridge) paintDeck() {
	paintRoad(b.s, b.at.deck, deckHeight(b.deck))
	b.s.put(b.deck, 60, b.at.deck+13, sheetWidth-120, centre)
}

// paintRoad draws the road from edge to edge, and its railing.
func paintRoad(s *sheet, top, h float64) {
	rail := pen{c: deckBlue, width: 4}
	for x := 18.0; x < sheetWidth; x += 36 {
		s.stroke(rule(x, top-20, x, top), rail)
	}
	s.stroke(rule(2, top-22, sheetWidth-2, top-22), pen{c: deckBlue, width: 6})
	s.fill(path{}.rect(box{0, top, sheetWidth, h}), deckBlue)
}

// paintStone draws the band under the road and the piers, with arches between them.
func (b *bridge) paintStone() {
	spring := b.at.niche - 10
	b.s.fill(path{}.rect(box{0, b.at.band, sheetWidth, spring - b.at.band}), stone)
	for i, p := range b.piers {
		before, after := 0.0, sheetWidth
		if i > 0 {
			before = b.piers[i-1].stoneRight
		}
		if i+1 < len(b.piers) {
			after = b.piers[i+1].stoneLeft
		}
		b.paintLegs(p, spring, archWidth(p.stoneLeft-before, i == 0), archWidth(after-p.stoneRight, i+1 == len(b.piers)))
	}
	b.s.stroke(rule(2, b.at.band+3, sheetWidth-2, b.at.band+3), pen{c: stoneEdge, width: 6})
}

// archWidth is half the opening beside a pier, so that two neighbours meet in the middle; at the edge the arch goes on.
func archWidth(opening float64, edge bool) float64 {
	if edge {
		return max(opening, 0)
	}
	return max(opening/2, 0)
}

// archRise keeps wide arches flat enough for a short pier.
func archRise(width float64) float64 { return min(width, 76) }

func (b *bridge) paintLegs(p pier, spring, wl, wr float64) {
	l, r, foot := p.stoneLeft, p.stoneRight, b.at.foot
	hl, hr := archRise(wl), archRise(wr)
	legs := path{}.moveTo(l-wl, spring-1).
		curveTo(l-wl*(1-round), spring-1, l, spring+hl*(1-round), l, spring+hl).
		lineTo(l, foot).lineTo(r, foot).lineTo(r, spring+hr).
		curveTo(r, spring+hr*(1-round), r+wr*(1-round), spring-1, r+wr, spring-1).close()
	b.s.fill(legs, stone)
	edge := pen{c: stoneEdge, width: 3}
	b.s.stroke(legs[:3], edge)
	b.s.stroke(path{}.moveTo(r+wr, spring-1).curveTo(r+wr*(1-round), spring-1, r, spring+hr*(1-round), r, spring+hr).lineTo(r, foot), edge)
	b.s.fill(path{}.rounded(box{l - 9, foot - 14, r - l + 18, 22}, 5, 8), stoneEdge)
}

// paintPier writes the title and sets the ladders into their niches.
func (b *bridge) paintPier(p pier) {
	b.s.put(p.title, p.x, b.at.band+14+(b.bandHeight()-22-p.title.height())/2, p.w, centre)
	for _, c := range p.columns {
		if c.blank {
			continue
		}
		half := c.legHalf * 0.68
		b.paintLadder(c, box{c.mid() - half, b.at.niche, 2 * half, b.at.foot - 14 - b.at.niche})
		b.s.put(c.name, c.x, b.at.names, c.w, centre)
	}
}
