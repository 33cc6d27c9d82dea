package picture

import (
	"math"

	"stapmaat/dialog"
)

// pier is one pillar of the bridge: its title under the deck and a column for each ladder.
type pier struct {
	title   block
	columns []column
	x, w    float64
	// stone is where its legs begin and end, from left to right.
	stoneLeft, stoneRight float64
}

// column is the room of one ladder, with the name of the sub-pillar below it.
type column struct {
	sub     dialog.PictureSub
	blank   bool // a pillar without sub-pillars still stands
	name    block
	x, w    float64
	legHalf float64
}

func (c column) mid() float64 { return c.x + c.w/2 }

// rungs is what is drawn: a description from elsewhere may hold any number.
func (c column) rungs() int { return min(max(c.sub.Rungs, 0), 12) }

// The distances between piers and to the edge, wide enough to see arches and water.
const (
	pierGap  = 20.0
	pierEdge = 14.0
)

func (b *bridge) columns() []column {
	var all []column
	for _, p := range b.piers {
		for _, c := range p.columns {
			if !c.blank {
				all = append(all, c)
			}
		}
	}
	return all
}

func (b *bridge) measurePiers() []pier {
	title := style{true, b.size.text + 2, ink}
	name := style{false, b.size.text, ink}
	width := sheetWidth - 2*pierEdge - pierGap*float64(max(len(b.in.Pillars)-1, 0))
	// Names on two lines leave more height for the ladders; three when the bridge is too full for that.
	needs := b.needs(2, title, name)
	if total(needs) > width {
		needs = b.needs(b.t.names, title, name)
	}
	var piers []pier
	for _, in := range b.in.Pillars {
		piers = append(piers, pier{columns: columnsOf(in)})
	}
	widths := shareOut(needs, width)
	for i := range widths { // ladders of one pillar stay together, the rest becomes open water
		widths[i] = min(widths[i], max(needs[i], 190))
	}
	b.placeColumns(piers, widths)
	for i := range piers {
		p := &piers[i]
		text := b.in.Pillars[i].Title
		p.title = b.f.balanced(text, b.f.fit(text, title, b.size.text, p.w-6, b.t.names), p.w-6)
		for j := range p.columns {
			c := &p.columns[j]
			c.name = b.f.balanced(c.sub.Title, b.f.wrap(c.sub.Title, name, c.w-8, b.t.names), c.w-8)
		}
	}
	return piers
}

// needs is how wide each column must be for names on so many lines and whole words.
func (b *bridge) needs(lines int, title, name style) []float64 {
	var needs []float64
	for _, in := range b.in.Pillars {
		columns := columnsOf(in)
		own := make([]float64, len(columns))
		for i, c := range columns {
			own[i] = max(b.f.narrowest(c.sub.Title, name, lines)+14, 92)
		}
		missing := max(b.f.narrowest(in.Title, title, b.t.names)+14-total(own), 0) / float64(len(own))
		for i := range own {
			own[i] += missing
		}
		needs = append(needs, own...)
	}
	return needs
}

func columnsOf(in dialog.PicturePillar) []column {
	if len(in.Subs) == 0 {
		return []column{{blank: true}}
	}
	var cs []column
	for _, sub := range in.Subs {
		cs = append(cs, column{sub: sub})
	}
	return cs
}

// placeColumns sets the columns from left to right. All legs are equally wide.
func (b *bridge) placeColumns(piers []pier, widths []float64) {
	half := 46.0
	for _, w := range widths {
		half = min(half, w*0.43)
	}
	gap, n := pierGap, 0
	if spare := sheetWidth - 2*pierEdge - total(widths) - gap*float64(len(piers)-1); spare > 0 {
		gap += spare / float64(len(piers))
	}
	x := pierEdge + (gap-pierGap)/2
	for i := range piers {
		p := &piers[i]
		p.x = x
		for j := range p.columns {
			c := &p.columns[j]
			c.x, c.w, c.legHalf = x, widths[n], half
			x, n = x+c.w, n+1
		}
		p.w = x - p.x
		p.stoneLeft = p.columns[0].mid() - half
		p.stoneRight = p.columns[len(p.columns)-1].mid() + half
		x += gap
	}
}

// shareOut divides a width: all equally wide, except who needs more. When there
// is too little, those who ask for most give in first.
func shareOut(needs []float64, width float64) []float64 {
	meet := math.Max
	if total(needs) > width {
		meet = math.Min
	}
	widths := make([]float64, len(needs))
	low, high := 0.0, width
	for range 40 { // halving towards the level that just fills the width
		level := (low + high) / 2
		for i, n := range needs {
			widths[i] = meet(n, level)
		}
		if total(widths) > width {
			high = level
		} else {
			low = level
		}
	}
	return widths
}

func total(all []float64) float64 {
	sum := 0.0
	for _, v := range all {
		sum += v
	}
	return sum
}

func (b *bridge) bandHeight() float64 {
	tallest := 0.0
	for _, p := range b.piers {
		tallest = max(tallest, p.title.height())
	}
	return tallest + 22
}

func (b *bridge) namesHeight() float64 {
	tallest := 0.0
	for _, c := range b.columns() {
		tallest = max(tallest, c.name.height())
	}
	return tallest
}
