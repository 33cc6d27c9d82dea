package picture

import (
	"math"

	"stapmaat/dialog"
)

// bridge is the layout of "mijn brug" in the making. First everything is
// measured, then the heights are shared out, then the sheet is filled from back to front.
type bridge struct {
	in   dialog.BridgePicture
	size size
	f    *fonts
	s    *sheet
	t    thrift

	title, day, deck block
	piers            []pier
	arcs             []arc
	legend           [][]key
	entries          []entry
	details          []detail
	note, footer     block
	noteInHead       bool

	at heights
}

func layOutBridge(in dialog.BridgePicture, sz size, f *fonts) *sheet {
	b := &bridge{in: in, size: sz, f: f, s: newSheet(sheetWidth, f, sz.paper)}
	for _, b.t = range thrifts(sz.page) {
		b.measure()
		if low, _ := b.ladderHeights(); b.room() >= low {
			break
		}
	}
	_, high := b.ladderHeights()
	ladder := min(max(b.room(), 60), high)
	air := min(max(b.room()-ladder, 0), b.mostAir())
	b.s.h = math.Round(b.stack(ladder, air)) // whole pixels
	if sz.page {
		b.s.h = sz.height
	}
	b.paint()
	return b.s
}

func (b *bridge) paint() {
	b.paintScenery()
	b.paintStone()
	b.paintDeck()
	b.paintHead()
	for _, p := range b.piers {
		b.paintPier(p)
	}
	b.paintArcs()
	b.paintLegend()
	b.paintEntries()
	b.paintDetails()
	b.paintClosing()
}

// paintHead writes title and day into the sky, and the note behind the day when there is no room for it below.
func (b *bridge) paintHead() {
	y := b.at.head + b.title.height()
	b.s.put(b.title, margin, b.at.head, sheetWidth-2*margin, left)
	b.s.put(b.day, margin, y, b.day.width, left)
	if b.noteInHead {
		b.s.put(b.note, margin+b.day.width+noteGap, y+(b.dayHeight()-b.note.height())/2, b.note.width, left)
	}
}

// paintClosing writes the note on a slip of soft yellow, and what the instrument was adapted from.
func (b *bridge) paintClosing() {
	width := sheetWidth - 2*margin
	footer := b.at.footer
	if b.size.page { // the small print belongs at the foot of the page
		footer = b.s.h - b.footer.height()
	}
	if !b.note.empty() && !b.noteInHead {
		slip := box{sheetWidth/2 - b.note.width/2 - 30, b.at.note + 2, b.note.width + 60, b.note.height() + 14}
		b.s.fill(path{}.rounded(slip, 22, 22), soft)
		b.s.put(b.note, margin, slip.y+7, width, centre)
	}
	b.s.put(b.footer, margin, footer, width, centre)
}
