package picture

import (
	"math"

	"stapmaat/dialog"
)

// plan is the layout of "mijn plan": a card of parts that stand below each other.
type plan struct {
	in   dialog.PlanPicture
	size size
	f    *fonts
	s    *sheet
	t    planThrift
}

// part is a piece of the card, as high as it needs, painted from a given level down.
type part struct {
	h     float64
	paint func(y float64)
}

// planThrift is how much room the words may take; each next one takes less.
type planThrift struct {
	words float64 // size of the type
	lines int     // of a part
	step  int     // lines of one step
	steps int     // how many steps are shown; the others are counted
}

// planThrifts goes from generous to tight, and at the end leaves out steps one by one.
func planThrifts(page bool, least float64, steps int) []planThrift {
	all := []planThrift{{34, 3, 3, steps}, {32, 3, 2, steps}, {30, 3, 2, steps}, {28, 3, 2, steps}, {26, 2, 2, steps}, {26, 2, 1, steps}, {26, 1, 1, steps}}
	if page {
		all = []planThrift{{34, 5, 4, steps}, {30, 5, 4, steps}, {28, 5, 3, steps}, {26, 4, 2, steps}, {24, 3, 2, steps}, {24, 2, 1, steps}, {24, 1, 1, steps}}
	}
	for n := steps - 1; n > 0; n-- {
		all = append(all, planThrift{least, 1, 1, n})
	}
	return all
}

func layOutPlan(in dialog.PlanPicture, sz size, f *fonts) *sheet {
	p := &plan{in: in, size: sz, f: f, s: newSheet(sheetWidth, f, sz.paper)}
	var parts []part
	for _, t := range planThrifts(sz.page, sz.text, len(in.Steps)) {
		p.t = t
		parts = p.parts()
		if partsHeight(parts) <= sz.height {
			break
		}
	}
	p.s.h = math.Round(min(max(partsHeight(parts), 600), sz.height)) // whole pixels
	if sz.page {
		parts = p.withRoomToWrite(parts)
		p.s.h = sz.height
	}
	y := 0.0
	for _, part := range parts {
		part.paint(y)
		y += part.h
	}
	return p.s
}

func partsHeight(parts []part) float64 {
	sum := 0.0
	for _, p := range parts {
		sum += p.h
	}
	return sum
}

func (p *plan) parts() []part {
	parts := []part{p.head(), p.dream(), space(26)}
	parts = append(parts, p.goal()...)
	parts = append(parts, p.steps()...)
	return append(parts, p.slips(), space(24))
}

func space(h float64) part { return part{h, func(float64) {}} }

func (p *plan) width() float64 { return sheetWidth - 2*margin }

// head is the sky with title and day.
func (p *plan) head() part {
	width := sheetWidth - 2*margin
	title := p.f.title(p.in.Title, width, 2)
	day := p.f.fit(p.in.Day, style{false, 30, ink}, p.size.text, width, 1)
	h := 20 + title.height() + day.height() + 40
	return part{h, func(y float64) {
		paintSky(p.s, h+10, p.size.page)
		paintMorning(p.s, h, max(title.width, day.width))
		p.s.put(title, margin, y+20, width, left)
		p.s.put(day, margin, y+20+title.height(), width, left)
	}}
}

// dream lies on the deck of the bridge, here too.
func (p *plan) dream() part {
	width := sheetWidth - 2*margin
	head := p.f.wrap(p.in.Dream.Head, style{false, p.size.text, glowInner}, width, 1)
	words := p.f.fit(p.in.Dream.Words, style{true, 38, paper}, 28, width, 2)
	if words.empty() {
		head = block{}
	}
	h := deckHeight(block{})
	if !words.empty() {
		h = head.height() + words.height() + 28
	}
	return part{h, func(y float64) {
		paintRoad(p.s, y, h)
		p.s.put(head, margin, y+12, width, left)
		p.s.put(words, margin, y+14+head.height(), width, left)
	}}
}

// goal is the largest type on the card, with the reason below it.
func (p *plan) goal() []part {
	var parts []part
	if words := p.f.even(p.in.Goal.Words, style{true, p.t.words + 6, ink}, p.width(), p.t.lines); !words.empty() {
		parts = append(parts, p.headed(p.in.Goal.Head, words), space(12))
	}
	if words := p.f.even(p.in.Why.Words, style{false, p.t.words, ink}, p.width(), p.t.lines); !words.empty() {
		parts = append(parts, p.headed(p.in.Why.Head, words), space(12))
	}
	return append(parts, space(8))
}

// headed sets a small heading above words.
func (p *plan) headed(text string, words block) part {
	head := p.f.wrap(text, p.headStyle(), p.width(), 1)
	return part{head.height() + words.height() + 2, func(y float64) {
		p.s.put(head, margin, y, p.width(), left)
		p.s.put(words, margin, y+head.height()+2, p.width(), left)
	}}
}

func (p *plan) headStyle() style { return style{true, p.size.text, helps} }
