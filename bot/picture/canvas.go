package picture

// canvas is what a drawing is painted on. It knows nothing of bridges: outlines,
// lines and text, in the units of the sheet. Two things are canvases: a PNG and a PDF.
type canvas interface {
	fill(outline path, c colour)
	stroke(line path, p pen)
	// text writes one line, already in visual order, with its baseline at y.
	text(line string, x, y float64, s style)
}

// pen draws lines: dash lists strokes and gaps in turn, nil is a full line.
type pen struct {
	c     colour
	width float64
	dash  []float64
}

// style is how a text looks; size is the height of the type in units of the sheet.
type style struct {
	bold bool
	size float64
	c    colour
}

func (s style) sized(size float64) style {
	s.size = size
	return s
}

func (s style) coloured(c colour) style {
	s.c = c
	return s
}
