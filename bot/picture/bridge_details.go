package picture

// detail is what a rung says, for the page that hangs on the fridge.
type detail struct {
	sub         standing
	name, label block
}

const detailGap = 12.0

func (b *bridge) measureDetails() []detail {
	if !b.t.details {
		return nil
	}
	var all []detail
	width := (sheetWidth-2*margin)/2 - indent - 10
	for _, c := range b.columns() {
		d := detail{sub: standingOf(c.sub)}
		d.name = b.f.wrap(c.sub.Title, style{true, b.size.text, ink}, width, 1)
		d.label = b.f.wrap(b.says(c, d.sub), style{false, b.size.text, ink}, width, 2)
		all = append(all, d)
	}
	return all
}

func (b *bridge) says(c column, state standing) string {
	switch state {
	case notForMe:
		return b.in.Legend.NotForMe
	case open:
		return b.in.Legend.Open
	}
	return c.sub.Label
}

func (d detail) height() float64 { return d.name.height() + d.label.height() + detailGap }

// detailsHeight: they stand in two columns, row by row.
func detailsHeight(all []detail) float64 {
	sum := 0.0
	for i := 0; i < len(all); i += 2 {
		sum += rowHeight(all, i)
	}
	if sum > 0 {
		sum += 16
	}
	return sum
}

func rowHeight(all []detail, i int) float64 {
	h := all[i].height()
	if i+1 < len(all) {
		h = max(h, all[i+1].height())
	}
	return h
}

func (b *bridge) paintDetails() {
	y := b.at.details + 10
	for i, d := range b.details {
		x := margin + float64(i%2)*(sheetWidth-2*margin)/2
		b.paintState(d.sub, x, y+16)
		b.s.put(d.name, x+indent-14, y, d.name.width, left)
		b.s.put(d.label, x+indent-14, y+d.name.height(), max(d.label.width, d.name.width), left)
		if i%2 == 1 {
			y += rowHeight(b.details, i-1)
		}
	}
}

func (b *bridge) paintState(state standing, x, y float64) {
	switch state {
	case notForMe:
		b.notForMeKey(x, y)
	case open:
		b.openKey(x, y)
	case placedNow:
		paintNow(b.s, x+18, y, 13)
	}
}
