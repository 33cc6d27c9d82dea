package picture

import "strconv"

func (b *bridge) paintArcs() {
	y := b.at.arcs + 24
	for _, a := range b.arcs {
		control := a.depth / 0.75
		start, end := y-a.rise[0]-stub, y-a.rise[1]-stub
		p := path{}.moveTo(a.from, start).lineTo(a.from, y).curveTo(a.from, y+control, a.to, y+control, a.to, y).lineTo(a.to, end)
		b.s.stroke(p, pen{c: water, width: 13})
		b.s.stroke(p, linkPen(a.helps))
		b.s.fill(path{}.circle(a.from, start, 6), linkColour(a.helps))
		paintEnd(b.s, a.to, end, 0, -1, a.helps)
	}
	for _, a := range b.arcs {
		b.paintBadge(a.number, a.helps, a.badge.x, y+a.badge.y)
	}
}

func linkColour(help bool) colour {
	if help {
		return helps
	}
	return blocks
}

// linkPen: what helps is a full line, what holds back is broken.
func linkPen(help bool) pen {
	p := pen{c: linkColour(help), width: 5}
	if !help {
		p.dash = []float64{9, 10}
	}
	return p
}

// paintEnd closes a link in the direction dx, dy: an arrow for help, a bar across for what holds back.
func paintEnd(s *sheet, x, y, dx, dy float64, help bool) {
	full := pen{c: linkColour(help), width: 5}
	if !help {
		s.stroke(rule(x-dy*13, y+dx*13, x+dy*13, y-dx*13), full)
		return
	}
	s.stroke(path{}.moveTo(x-dx*12-dy*11, y-dy*12+dx*11).lineTo(x, y).lineTo(x-dx*12+dy*11, y-dy*12-dx*11), full)
}

// paintBadge draws the number of a link: round when it helps, square when it holds back.
func (b *bridge) paintBadge(number int, help bool, x, y float64) {
	r := badgeRadius
	edge := box{x - r, y - r, 2 * r, 2 * r}
	corner := 6.0
	if help {
		corner = r
	}
	b.s.fill(path{}.rounded(edge.grown(3), corner+3, corner+3), white)
	b.s.fill(path{}.rounded(edge, corner, corner), linkColour(help))
	b.s.badges = append(b.s.badges, edge)
	text := b.f.wrap(strconv.Itoa(number), style{true, 26, white}, 2*r, 1)
	b.s.put(text, edge.x, y-text.height()/2, edge.w, centre)
}
