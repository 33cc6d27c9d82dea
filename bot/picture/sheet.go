package picture

// sheet is a finished layout: what is painted, in order, and where the text lies.
// It is laid out once and painted on whichever canvas was asked for.
type sheet struct {
	w, h  float64
	fonts *fonts
	paper colour
	ops   []func(canvas)
	texts []placed
	// ladders and badges tell the tests where to look.
	ladders map[string]box
	badges  []box
}

// placed is a line of text and the box that its ink stays in.
type placed struct {
	line string
	box  box
}

func newSheet(w float64, f *fonts, paper colour) *sheet {
	return &sheet{w: w, fonts: f, paper: paper, ladders: map[string]box{}}
}

func (s *sheet) paint(c canvas) {
	for _, op := range s.ops {
		op(c)
	}
}

func (s *sheet) fill(p path, c colour) {
	s.ops = append(s.ops, func(on canvas) { on.fill(p, c) })
}

func (s *sheet) stroke(p path, with pen) {
	s.ops = append(s.ops, func(on canvas) { on.stroke(p, with) })
}

type align uint8

const (
	left align = iota
	centre
)

// put writes a block in a column that starts at x and is w wide, its top at y.
// Text that reads from right to left stands at the right of a column that is set left.
func (s *sheet) put(b block, x, y, w float64, a align) {
	for i, l := range b.lines {
		width := s.fonts.width(l, b.style)
		at := x
		switch {
		case a == centre:
			at = x + (w-width)/2
		case b.right:
			at = x + w - width
		case i == 0:
			at = x + b.taken
		}
		s.line(visual(l), at, y+float64(i)*b.style.size*lead, width, b.style)
	}
}

// line writes one line with the top of its line box at y.
func (s *sheet) line(drawn string, x, y, width float64, st style) {
	base := y + st.size*0.98
	s.ops = append(s.ops, func(on canvas) { on.text(drawn, x, base, st) })
	s.texts = append(s.texts, placed{drawn, box{x, base - st.size*0.9, width, st.size * 1.11}})
}
