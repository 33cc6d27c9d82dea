package picture

// paintScenery draws what lies behind the bridge: sky, a rising sun, hills, the water it stands in.
func (b *bridge) paintScenery() {
	shore, level := b.at.shore, b.at.foot-6
	paintSky(b.s, level+30, b.size.page)
	paintMorning(b.s, b.at.deck, b.headWidth())
	paintHills(b.s, level)
	b.s.fill(waves(level, shore), water)
	b.paintRipples(level, shore)
}

// paintSky draws the sky down to a level; on white paper its corners are round.
func paintSky(s *sheet, down float64, page bool) {
	corner := 0.0
	if page {
		corner = 28
	}
	s.fill(path{}.rounded(box{0, 0, sheetWidth, down}, corner, 0), sky)
}

// paintSun draws the upper half of a sun, which rises at x, y, with two rings of light around it.
func paintSun(s *sheet, x, y, r float64) {
	s.fill(path{}.dome(x, y, r*1.8), glow)
	s.fill(path{}.dome(x, y, r*1.38), glowInner)
	s.fill(path{}.dome(x, y, r), sun)
}

// paintWalker draws somebody on the road, on the way to the sun; the feet stand at x, y.
func paintWalker(s *sheet, x, y float64) {
	limb := pen{c: deckBlue, width: 8}
	s.stroke(path{}.moveTo(x-13, y-2).lineTo(x-2, y-24).lineTo(x, y-30), limb)
	s.stroke(path{}.moveTo(x+12, y-2).lineTo(x+6, y-15).lineTo(x+1, y-28), limb)
	s.stroke(rule(x, y-28, x+2, y-46), pen{c: deckBlue, width: 15})
	s.stroke(path{}.moveTo(x+2, y-47).lineTo(x-11, y-35).lineTo(x-10, y-27), pen{c: deckBlue, width: 6})
	s.stroke(path{}.moveTo(x+3, y-47).lineTo(x+12, y-36).lineTo(x+19, y-33), pen{c: deckBlue, width: 6})
	s.fill(path{}.circle(x+4, y-64, 9), deckBlue)
}

// paintMorning draws the sun, and in the sky that the words leave free somebody who walks there, and birds.
func paintMorning(s *sheet, road, words float64) {
	paintSun(s, sheetWidth-190, road, min(84, road*0.5))
	if free := sheetWidth - 340 - margin - words; free > 40 {
		paintWalker(s, sheetWidth-300, road)
		paintBirds(s, sheetWidth-420, road-86)
	}
}

func paintBirds(s *sheet, x, y float64) {
	for _, at := range []point{{x, y}, {x + 46, y - 22}} {
		wing := path{}.moveTo(at.x-17, at.y-6).
			curveTo(at.x-10, at.y-14, at.x-3, at.y-10, at.x, at.y).
			curveTo(at.x+3, at.y-10, at.x+10, at.y-14, at.x+17, at.y-6)
		s.stroke(wing, pen{c: quiet, width: 3.5})
	}
}

func paintHills(s *sheet, level float64) {
	far := path{}.moveTo(0, level-120).
		curveTo(220, level-230, 380, level-70, 600, level-130).
		curveTo(800, level-190, 930, level-240, sheetWidth, level-170).
		lineTo(sheetWidth, level+20).lineTo(0, level+20).close()
	near := path{}.moveTo(0, level-40).
		curveTo(160, level-110, 330, level-90, 520, level-46).
		curveTo(720, level-6, 900, level-110, sheetWidth, level-64).
		lineTo(sheetWidth, level+20).lineTo(0, level+20).close()
	s.fill(far, hillFar)
	s.fill(near, hillNear)
}

// waves is the water: level at the top, its lower edge rolling.
func waves(top, bottom float64) path {
	p := path{}.moveTo(0, top).lineTo(sheetWidth, top).lineTo(sheetWidth, bottom)
	const length = sheetWidth / 9
	for x := sheetWidth; x > 1; x -= length {
		p = p.curveTo(x-length*0.25, bottom+13, x-length*0.25, bottom+13, x-length*0.5, bottom).
			curveTo(x-length*0.75, bottom-13, x-length*0.75, bottom-13, x-length, bottom)
	}
	return p.close()
}

// paintRipples draws a line of light where each pier meets the water.
func (b *bridge) paintRipples(level, shore float64) {
	for _, p := range b.piers {
		l, r := p.stoneLeft-22, p.stoneRight+22
		b.s.stroke(rule(l, level+16, r, level+16), pen{c: white, width: 4})
	}
}
