package picture

import "stapmaat/dialog"

// sheetWidth is the width of every sheet in its own units; on a PNG a unit is a pixel.
const sheetWidth = 1080.0

// margin is where titles and lists start.
const margin = 44.0

// size is what differs between the phone and the paper.
type size struct {
	height float64 // at most on a phone, exactly on paper
	page   bool    // a whole page, with room to write
	text   float64 // the smallest type: 26 pixels are some 9 points on a phone, 24 units are 12 points on A4
	paper  colour
}

func sizes(f dialog.Format) (size, bool) {
	switch f {
	case dialog.PNG:
		return size{height: 1080, text: 26, paper: paper}, true
	case dialog.PDF:
		return size{height: a4Units, page: true, text: 24, paper: white}, true
	}
	return size{}, false
}
