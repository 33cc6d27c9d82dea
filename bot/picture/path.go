package picture

// path is an outline of lines and curves. Its methods return the longer path, so that shapes read as one sentence.
type path []segment

type segment struct {
	verb verb
	// at holds up to two control points and, last, the point where the segment ends.
	at [3]point
}

type verb uint8

const (
	move verb = iota
	line
	curve
	shut
)

type point struct{ x, y float64 }

func (p path) moveTo(x, y float64) path {
	return append(p, segment{move, [3]point{2: {x, y}}})
}

func (p path) lineTo(x, y float64) path {
	return append(p, segment{line, [3]point{2: {x, y}}})
}

func (p path) curveTo(ax, ay, bx, by, x, y float64) path {
	return append(p, segment{curve, [3]point{{ax, ay}, {bx, by}, {x, y}}})
}

func (p path) close() path {
	return append(p, segment{verb: shut})
}

// round is how far the control points of a quarter circle lie along its tangents.
const round = 0.5523

func rule(x1, y1, x2, y2 float64) path {
	return path{}.moveTo(x1, y1).lineTo(x2, y2)
}

func (p path) rect(b box) path {
	return p.moveTo(b.x, b.y).lineTo(b.right(), b.y).lineTo(b.right(), b.bottom()).lineTo(b.x, b.bottom()).close()
}

func (p path) circle(x, y, r float64) path {
	k := r * round
	return p.moveTo(x+r, y).
		curveTo(x+r, y+k, x+k, y+r, x, y+r).
		curveTo(x-k, y+r, x-r, y+k, x-r, y).
		curveTo(x-r, y-k, x-k, y-r, x, y-r).
		curveTo(x+k, y-r, x+r, y-k, x+r, y).close()
}

// dome is the upper half of a circle.
func (p path) dome(x, y, r float64) path {
	k := r * round
	return p.moveTo(x-r, y).
		curveTo(x-r, y-k, x-k, y-r, x, y-r).
		curveTo(x+k, y-r, x+r, y-k, x+r, y).close()
}

// rounded is a box whose upper corners have the radius top and whose lower corners the radius low.
func (p path) rounded(b box, top, low float64) path {
	t, l := top*(1-round), low*(1-round)
	return p.moveTo(b.x+top, b.y).
		lineTo(b.right()-top, b.y).
		curveTo(b.right()-t, b.y, b.right(), b.y+t, b.right(), b.y+top).
		lineTo(b.right(), b.bottom()-low).
		curveTo(b.right(), b.bottom()-l, b.right()-l, b.bottom(), b.right()-low, b.bottom()).
		lineTo(b.x+low, b.bottom()).
		curveTo(b.x+l, b.bottom(), b.x, b.bottom()-l, b.x, b.bottom()-low).
		lineTo(b.x, b.y+top).
		curveTo(b.x, b.y+t, b.x+t, b.y, b.x+top, b.y).close()
}
