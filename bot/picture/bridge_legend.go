package picture

// key is one entry of the legend: a mark and its word.
type key struct {
	word  block
	width float64 // of the mark
	mark  func(x, y float64)
}

const (
	legendRow = 40.0
	keyGap    = 12.0 // between mark and word
	keysGap   = 38.0 // between two keys
)

// measureLegend breaks the keys over rows. Only what is on this bridge is
// explained, and links explain themselves in their list: every word less is a rest.
func (b *bridge) measureLegend() [][]key {
	var rows [][]key
	width := sheetWidth - 2*margin
	free := 0.0
	for _, k := range b.keys() {
		need := k.width + keyGap + k.word.width + keysGap
		if len(rows) == 0 || need > free {
			rows, free = append(rows, nil), width+keysGap
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], k)
		free -= need
	}
	return rows[:min(len(rows), b.t.keys)]
}

func (b *bridge) keys() []key {
	l := b.in.Legend
	var keys []key
	add := func(shown bool, word string, width float64, mark func(x, y float64)) {
		text := b.f.wrap(word, style{false, b.size.text, ink}, sheetWidth/2, 1)
		if shown && !text.empty() {
			keys = append(keys, key{text, width, mark})
		}
	}
	has := b.occurring()
	add(has.now, l.Now, 36, func(x, y float64) { paintNow(b.s, x+18, y, 15) })
	add(has.was, l.Was, 36, func(x, y float64) { paintWas(b.s, x+18, y, 16) })
	add(has.notForMe, l.NotForMe, 34, b.notForMeKey)
	add(has.open, l.Open, 34, b.openKey)
	return keys
}

type occurring struct{ now, was, notForMe, open bool }

func (b *bridge) occurring() (has occurring) {
	for _, c := range b.columns() {
		state := standingOf(c.sub)
		has.now = has.now || state == placedNow
		has.notForMe = has.notForMe || state == notForMe
		has.open = has.open || state == open
		has.was = has.was || state != notForMe && c.sub.Was > 0 && c.sub.Was != c.sub.Now
	}
	return has
}

func (b *bridge) paintLegend() {
	for i, row := range b.legend {
		width := -keysGap
		for _, k := range row {
			width += k.width + keyGap + k.word.width + keysGap
		}
		x, y := (sheetWidth-width)/2, b.at.legend+float64(i)*legendRow
		for _, k := range row {
			k.mark(x, y+legendRow/2)
			x += k.width + keyGap
			b.s.put(k.word, x, y+(legendRow-k.word.height())/2, k.word.width, left)
			x += k.word.width + keysGap
		}
	}
}

func (b *bridge) notForMeKey(x, y float64) {
	in := box{x + 2, y - 15, 30, 30}
	hatchBox(b.s, in, 12)
	b.s.stroke(path{}.rounded(in, 5, 5), pen{c: faint, width: 4})
}

func (b *bridge) openKey(x, y float64) {
	dots := pen{c: wood, width: 5, dash: []float64{1, 9}}
	b.s.stroke(rule(x+5, y-15, x+5, y+16), dots)
	b.s.stroke(rule(x+29, y-15, x+29, y+16), dots)
	b.s.stroke(rule(x+5, y, x+29, y), dots)
}
