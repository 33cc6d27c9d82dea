package picture

import (
	"fmt"

	"stapmaat/dialog"
)

// listing is the layout of a sheet of lines on as many pages as it takes. It is
// read at a desk and kept in a folder: no scenery, a rim for the holes, and on
// every page whose log it is and how many pages belong to it.
type listing struct {
	in    dialog.Sheet
	f     *fonts
	size  size
	pages []*sheet
	y     float64 // where the next piece starts on the last page
	fresh bool    // nothing stands below the head of the last page yet
}

// mostPages is how much paper one listing may take.
const mostPages = 40

const (
	side       = 84.0 // from the rim to the words: with the rim some 24 mm
	wide       = sheetWidth - 2*side
	top        = 36.0 // above the head of a page
	footRoom   = 100.0
	numberRoom = 120.0 // of the page number
)

func layOutListing(in dialog.Sheet, sz size, f *fonts) ([]*sheet, error) {
	l := &listing{in: in, f: f, size: sz}
	l.turn()
	for _, section := range in.Sections {
		if l.write(section); len(l.pages) > mostPages {
			return nil, fmt.Errorf("%w: more than %d pages", ErrTooMany, mostPages)
		}
	}
	for i := range l.pages {
		l.paintFoot(i)
	}
	return l.pages, nil
}

// small is the type of what stands on every page; a desk is nearer than a fridge.
func (l *listing) small() style { return style{false, l.size.text - 4, quiet} }

func (l *listing) page() *sheet { return l.pages[len(l.pages)-1] }

// bottom is where the words of a page end.
func (l *listing) bottom() float64 { return l.size.height - footRoom }

// turn starts a page.
func (l *listing) turn() {
	s := newSheet(sheetWidth, l.f, l.size.paper)
	s.h = l.size.height
	l.pages = append(l.pages, s)
	if l.y, l.fresh = top, true; len(l.pages) == 1 {
		l.paintTitle()
	} else {
		l.paintRunningHead()
	}
}

// paintTitle opens the listing: title and sub above a line on which a small sun rises.
func (l *listing) paintTitle() {
	const r = 36.0
	s := l.page()
	title := l.f.title(l.in.Title, wide-4*r, 2)
	sub := l.f.fit(l.in.Sub, style{false, 30, ink}, l.size.text, wide-4*r, 2)
	down := max(l.y+title.height()+sub.height()+22, l.y+2*r)
	paintSun(s, side+wide-1.8*r, down, r)
	s.stroke(rule(side, down, side+wide, down), pen{c: deckBlue, width: 5})
	s.put(title, side, l.y, wide-4*r, left)
	s.put(sub, side, l.y+title.height(), wide-4*r, left)
	l.y = down + 40
}

// paintRunningHead says on the pages that follow what they belong to.
func (l *listing) paintRunningHead() {
	s := l.page()
	sub := l.f.wrap(l.in.Sub, l.small(), wide*0.38, 1)
	title := l.f.wrap(l.in.Title, style{true, l.small().size, ink}, wide-sub.width-40, 1)
	s.put(title, side, l.y, title.width, left)
	s.put(sub, side+wide-sub.width, l.y, sub.width, left)
	l.y += l.small().size*lead + 10
	s.stroke(rule(side, l.y, side+wide, l.y), pen{c: deckBlue, width: 2.5})
	l.y += 40
}

// paintFoot writes the footer and the number of page i, when it is known how many there are.
func (l *listing) paintFoot(i int) {
	s, y := l.pages[i], l.bottom()+36
	number := l.f.wrap(fmt.Sprintf("%d / %d", i+1, len(l.pages)), style{true, l.small().size, ink}, numberRoom, 1)
	s.stroke(rule(side, y-14, side+wide, y-14), pen{c: faint, width: 2})
	s.put(l.f.even(l.in.Footer, l.small(), wide-numberRoom-20, 2), side, y, wide-numberRoom-20, left)
	s.put(number, side+wide-number.width, y, number.width, left)
}
