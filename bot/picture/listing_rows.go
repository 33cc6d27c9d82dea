package picture

import (
	"iter"
	"strings"

	"stapmaat/dialog"
)

// piece is what a page does not tear apart: a head with what comes first below
// it, a short line, or some rows of a long one.
type piece struct {
	space float64 // above it, unless it opens a page
	head  block
	rows  block
	dot   bool
}

const (
	headGap   = 6.0  // between a head and its lines
	lineGap   = 9.0  // between two lines
	talkGap   = 38.0 // between two sections
	behindDot = 28.0 // where a line starts, right of its dot
	mostHead  = 3    // rows of a head
	together  = 2    // rows of a torn line that stay together on either page
)

// longest is how many letters of one line are drawn; no message is that long.
const longest = 20_000

func (p piece) height() float64 {
	if p.head.empty() {
		return p.rows.height()
	}
	return p.head.height() + headGap + p.rows.height()
}

// write sets a section below what stands there, and turns the page where it must.
func (l *listing) write(section dialog.SheetSection) {
	begun := false
	for p := range l.pieces(section) {
		if !l.fresh {
			l.y += p.space
		}
		if l.y+p.height() > l.bottom() {
			l.turn()
			if len(l.pages) > mostPages {
				return
			}
			if begun {
				l.paintAgain(section.Head)
			}
		}
		l.paintPiece(p)
		begun = true
	}
}

// pieces are broken into rows one by one, so that a section without end costs no more than the paper.
func (l *listing) pieces(section dialog.SheetSection) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		next := piece{head: l.f.wrap(section.Head, l.headStyle(), wide, mostHead), space: talkGap}
		begun := false
		for _, text := range section.Lines {
			rows, dot := l.rows(text)
			for i, part := range torn(rows) {
				next.rows, next.dot = part, dot && i == 0
				if !yield(next) {
					return
				}
				next, begun = piece{}, true
			}
			next.space = max(next.space, lineGap)
		}
		if !begun && !next.head.empty() {
			yield(next)
		}
	}
}

func (l *listing) headStyle() style { return style{true, l.size.text + 2, helps} }

// rows breaks a line; dot tells whether it opened with one, which is drawn beside it.
func (l *listing) rows(text string) (b block, dot bool) {
	b.style = style{false, l.size.text, ink}
	if strings.TrimSpace(text) == "" {
		return b, false
	}
	words, dot := strings.CutPrefix(l.words(text), "•")
	words = strings.TrimSpace(words)
	if words == "" { // a log does not hide that something was said
		words = gap
	}
	b.right = startsRight(words)
	b.lines = l.unlonely(words, b.style)
	return b, dot
}

// unlonely breaks a text into rows, a little earlier where else the last word would stand alone.
func (l *listing) unlonely(words string, s style) []string {
	const full = wide - behindDot
	rows, _ := l.f.lines(words, s, full, 0)
	if n := len(rows); n < 2 || n > 8 || l.f.width(rows[n-1], s) > full/5 {
		return rows
	}
	for width := full * 0.96; width > full*0.7; width -= full * 0.04 {
		again, broken := l.f.lines(words, s, width, 0)
		if broken || len(again) > len(rows) {
			break
		}
		if l.f.width(again[len(again)-1], s) > full/5 {
			return again
		}
	}
	return rows
}

// words is what can be drawn of a line.
func (l *listing) words(text string) string {
	kept := start(text, longest)
	words := l.f.drawable(kept)
	if len(kept) < len(text) {
		words += " " + gap
	}
	return words
}

// torn cuts a long line where a page may end: never so that one row stands alone.
func torn(b block) []block {
	n := len(b.lines)
	if n == 0 {
		return nil
	}
	if n < 2*together {
		return []block{b}
	}
	part := func(from, to int) block {
		c := b
		c.lines = b.lines[from:to]
		return c
	}
	all := []block{part(0, together)}
	for i := together; i < n-together; i++ {
		all = append(all, part(i, i+1))
	}
	return append(all, part(n-together, n))
}

func (l *listing) paintPiece(p piece) {
	s, x := l.page(), side+behindDot
	if !p.head.empty() {
		s.put(p.head, side, l.y, wide, left)
		l.y += p.head.height() + headGap
	}
	at := side + 9
	if p.rows.right {
		x, at = side, side+wide-9
	}
	if p.dot {
		s.fill(path{}.circle(at, l.y+p.rows.style.size*0.66, 4), deckBlue)
	}
	s.put(p.rows, x, l.y, wide-behindDot, left)
	l.y, l.fresh = l.y+p.rows.height(), false
}

// paintAgain repeats the head of a section that goes on, with the sign of words left out behind it.
func (l *listing) paintAgain(text string) {
	head := l.f.wrap(text, l.headStyle().coloured(quiet), wide, 1)
	if head.empty() {
		return
	}
	if !head.cut && !head.right {
		head = l.f.wrap(text+" "+gap, head.style, wide, 1)
	}
	l.page().put(head, side, l.y, wide, left)
	l.y += head.height() + headGap
}
