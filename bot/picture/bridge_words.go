package picture

import (
	"slices"

	"stapmaat/dialog"
)

// entry is one link in the list under the bridge: its number, what it does, the person's own words.
type entry struct {
	number int
	helps  bool
	head   []block // on paper: from, what it does, to; in the chat only what it does
	words  block
}

// indent is where the words of an entry start, right of its number.
const indent = 2*badgeRadius + 20

func (e entry) height() float64 {
	h := e.words.height()
	if e.ownLine() {
		h += e.head[0].height()
	}
	return max(h, 2*badgeRadius)
}

// ownLine tells whether the head stands above the words; a head of one part stands before the first of them.
func (e entry) ownLine() bool { return len(e.head) > 1 || len(e.head) == 1 && e.words.right }

// entryGap is the distance from one entry to the next.
func (b *bridge) entryGap() float64 {
	if b.t.close {
		return 10
	}
	return 16
}

func (b *bridge) entriesHeight() float64 {
	sum := 0.0
	for _, e := range b.entries {
		sum += e.height() + b.entryGap()
	}
	return sum
}

func (b *bridge) measureEntries() []entry {
	var all []entry
	width := sheetWidth - 2*margin - indent
	for i, l := range b.in.Links[:min(maxLinks, len(b.in.Links))] {
		e := entry{number: i + 1, helps: l.Helps, head: b.measureHeadOf(l, width)}
		taken := 0.0
		if len(e.head) == 1 {
			taken = e.head[0].width + b.size.text*0.45
		}
		e.words = b.f.wrapAfter(taken, l.Words, style{false, b.size.text, ink}, width, b.t.words)
		if len(e.words.lines) == 2 {
			e.words = b.f.balanced(l.Words, e.words, width)
		}
		all = append(all, e)
	}
	return all
}

// measureHeadOf names the link: what it does, and where there is room also between which two.
func (b *bridge) measureHeadOf(l dialog.PictureLink, width float64) []block {
	bold := style{true, b.size.text, ink}
	word := b.in.Legend.Blocks
	if l.Helps {
		word = b.in.Legend.Helps
	}
	effect := b.f.wrap(word, bold.coloured(linkColour(l.Helps)), width*0.24, 1)
	from, fromOK := b.column(l.From)
	to, toOK := b.column(l.To)
	if b.t.heads && fromOK && toOK {
		return drawable(b.f.wrap(from.sub.Title, bold, width*0.34, 1), effect, b.f.wrap(to.sub.Title, bold, width*0.34, 1))
	}
	return drawable(effect)
}

func drawable(all ...block) []block {
	return slices.DeleteFunc(all, block.empty)
}

func (b *bridge) paintEntries() {
	y := b.at.entries
	for _, e := range b.entries {
		b.paintBadge(e.number, e.helps, margin+badgeRadius, y+badgeRadius)
		x, top := margin+indent, y
		if lines := e.words.height(); !e.ownLine() && lines < 2*badgeRadius { // one line stands level with its number
			top += badgeRadius - max(lines, b.size.text*lead)/2
		}
		at := x
		for _, part := range e.head {
			b.s.put(part, at, top, part.width, left)
			at += part.width + b.size.text*0.4
		}
		if e.ownLine() {
			top += e.head[0].height()
		}
		b.s.put(e.words, x, top, sheetWidth-margin-x, left)
		y += e.height() + b.entryGap()
	}
}
