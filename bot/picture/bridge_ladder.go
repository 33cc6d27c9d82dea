package picture

import "stapmaat/dialog"

// standing is what there is to say about one ladder.
type standing uint8

const (
	placedNow standing = iota
	open               // not filled in yet
	notForMe
)

func standingOf(s dialog.PictureSub) standing {
	switch {
	case s.NotForMe:
		return notForMe
	case s.Now < 1:
		return open
	}
	return placedNow
}

// paintLadder sets a ladder into its niche. Three states differ by shape: a
// ladder with a mark, a ladder of dots, a niche that is hatched over.
func (b *bridge) paintLadder(c column, in box) {
	b.s.ladders[c.sub.ID] = in
	state := standingOf(c.sub)
	b.s.fill(path{}.rounded(in, in.w/2, 6), niche)
	if state == notForMe {
		b.hatch(in)
		return
	}
	l := ladderIn(in, c.rungs())
	with := pen{c: wood, width: 7}
	if state == open {
		with = pen{c: wood, width: 5, dash: []float64{1, 11}}
	}
	l.paint(b.s, with)
	was, now := l.clamp(c.sub.Was), l.clamp(c.sub.Now)
	if was > 0 && was != now {
		paintWas(b.s, l.x, l.rung(was), l.mark())
	}
	if now > 0 && state == placedNow {
		paintNow(b.s, l.x, l.rung(now), l.mark())
	}
	if was > 0 && now > 0 && was != now {
		l.paintMove(b.s, was, now)
	}
}

// ladder is where the rails and rungs of one ladder lie.
type ladder struct {
	x, half, top, bottom float64
	rungs                int
}

func ladderIn(in box, rungs int) ladder {
	return ladder{x: in.midX(), half: in.w * 0.35, top: in.y + in.w*0.3, bottom: in.bottom(), rungs: rungs}
}

func (l ladder) pitch() float64 { return (l.bottom - l.top) / float64(max(l.rungs, 1)) }

// rung is the height of rung n; 1 is the lowest.
func (l ladder) rung(n int) float64 { return l.bottom - (float64(n)-0.5)*l.pitch() }

func (l ladder) clamp(n int) int { return min(max(n, 0), l.rungs) }

// mark is the radius of the marks: as large as the rungs allow.
func (l ladder) mark() float64 { return min(l.pitch()*0.44, l.half*0.84, 21) }

func (l ladder) paint(s *sheet, with pen) {
	s.stroke(rule(l.x-l.half, l.top, l.x-l.half, l.bottom-3), with)
	s.stroke(rule(l.x+l.half, l.top, l.x+l.half, l.bottom-3), with)
	with.width -= 1
	for n := 1; n <= l.rungs; n++ {
		s.stroke(rule(l.x-l.half, l.rung(n), l.x+l.half, l.rung(n)), with)
	}
}

// paintMove draws a small arrow beside the ladder, from where I was to where I am.
func (l ladder) paintMove(s *sheet, was, now int) {
	x := l.x + l.half + 16
	from, to := l.rung(was), l.rung(now)
	step := 9.0 // the head of the arrow, towards the new place
	if to < from {
		step = -step
	}
	with := pen{c: ink, width: 4}
	s.stroke(rule(x, from, x, to-step*0.2), with)
	s.stroke(path{}.moveTo(x-6, to-step).lineTo(x, to).lineTo(x+6, to-step), with)
}

// paintNow is the filled mark with a bright ring: a lantern on the rung.
func paintNow(s *sheet, x, y, r float64) {
	s.fill(path{}.circle(x, y, r+4), white)
	s.fill(path{}.circle(x, y, r), here)
}

// paintWas is the hollow mark.
func paintWas(s *sheet, x, y, r float64) {
	s.fill(path{}.circle(x, y, r), white)
	s.stroke(path{}.circle(x, y, r-3), pen{c: ink, width: 4})
}

// hatch covers a niche with slanting lines, kept inside its straight part.
func (b *bridge) hatch(in box) {
	b.s.fill(path{}.rounded(in, in.w/2, 6), stone)
	hatchBox(b.s, box{in.x + 4, in.y + in.w/2, in.w - 8, in.h - in.w/2 - 4}, 18)
	b.s.stroke(path{}.rounded(in, in.w/2, 6), pen{c: faint, width: 4})
}

// hatchBox draws lines that rise to the right, cut off at the edges of the box.
func hatchBox(s *sheet, in box, gap float64) {
	for d := gap; d < in.w+in.h; d += gap {
		x1, y1 := in.x, in.y+d
		if y1 > in.bottom() {
			x1, y1 = in.x+d-in.h, in.bottom()
		}
		x2, y2 := in.x+d, in.y
		if x2 > in.right() {
			x2, y2 = in.right(), in.y+d-in.w
		}
		s.stroke(rule(x1, y1, x2, y2), pen{c: faint, width: 4})
	}
}
