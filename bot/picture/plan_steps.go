package picture

import (
	"fmt"
	"slices"

	"stapmaat/dialog"
)

// check is the side of a box to tick.
const check = 42.0

// steps is the list of steps: a box to tick, the words, below them the day and who comes along.
func (p *plan) steps() []part {
	if len(p.in.Steps) == 0 {
		return nil
	}
	shown := min(p.t.steps, len(p.in.Steps))
	var parts []part
	if head := p.f.wrap(p.in.Heads.Steps, p.headStyle(), p.width(), 1); !head.empty() {
		parts = append(parts, part{head.height() + 8, func(y float64) { p.s.put(head, margin, y, p.width(), left) }})
	}
	for i, step := range chosen(p.in.Steps, shown) {
		parts = append(parts, p.step(step, i+1 == shown))
	}
	if rest := len(p.in.Steps) - shown; rest > 0 {
		more := p.f.wrap(fmt.Sprintf("+ %d", rest), style{true, p.size.text, quiet}, p.width(), 1)
		parts = append(parts, part{more.height() + 4, func(y float64) { p.s.put(more, p.stepX(), y, p.width(), left) }})
	}
	return append(parts, space(8))
}

// chosen are n steps in their order. When not all can be shown, what is done gives way to what comes.
func chosen(all []dialog.PictureStep, n int) []dialog.PictureStep {
	kept := slices.Clone(all)
	for len(kept) > n {
		i := slices.IndexFunc(kept, func(s dialog.PictureStep) bool { return s.Done })
		if i < 0 {
			return kept[:n]
		}
		kept = slices.Delete(kept, i, i+1)
	}
	return kept
}

func (p *plan) stepX() float64     { return margin + check + 24 }
func (p *plan) stepWidth() float64 { return p.width() - check - 24 }

func (p *plan) step(in dialog.PictureStep, last bool) part {
	words := p.f.even(in.Words, style{false, p.t.words, ink}, p.stepWidth(), p.t.step)
	when := p.when(in)
	h := words.height() + 18
	if len(when) > 0 {
		h += when[0].height()
	}
	h = max(h, check+18)
	return part{h, func(y float64) {
		b := box{margin, y + 2, check, check}
		if !last {
			trail(p.s, b.midX(), b.bottom()+10, y+h-6)
		}
		paintCheck(p.s, b, in.Done)
		p.s.put(words, p.stepX(), y+(check+4-p.t.words*lead)/2, p.stepWidth(), left)
		p.paintWhen(when, y+(check+4-p.t.words*lead)/2+words.height())
	}}
}

// when is the small line under a step: that it is done, the day, who comes along.
func (p *plan) when(in dialog.PictureStep) []block {
	s := style{false, p.size.text, quiet}
	room := p.stepWidth()
	var line []block
	add := func(text string, s style, share float64) {
		b := p.f.wrap(text, s, min(room, share*p.stepWidth()), 1)
		if !b.empty() && b.width <= room {
			line = append(line, b)
			room -= b.width + dotRoom
		}
	}
	if in.Done {
		add(p.in.Heads.Done, style{true, p.size.text, helps}, 0.3)
	}
	add(in.Day, style{true, p.size.text, deckBlue}, 0.6)
	add(in.Who, s, 1)
	return line
}

// dotRoom is the room of the dot between two parts of the small line.
const dotRoom = 30.0

func (p *plan) paintWhen(line []block, y float64) {
	x := p.stepX()
	for i, b := range line {
		if i > 0 {
			p.s.fill(path{}.circle(x-dotRoom/2, y+b.height()*0.55, 3.5), quiet)
		}
		p.s.put(b, x, y, b.width, left)
		x += b.width + dotRoom
	}
}

// trail is the dotted path from one step to the next.
func trail(s *sheet, x, top, bottom float64) {
	if bottom > top {
		s.stroke(rule(x, top, x, bottom), pen{c: faint, width: 5, dash: []float64{1, 12}})
	}
}

func paintCheck(s *sheet, b box, done bool) {
	if !done {
		s.fill(path{}.rounded(b.grown(2), 12, 12), deckBlue)
		s.fill(path{}.rounded(b.grown(-2), 8, 8), white)
		return
	}
	s.fill(path{}.rounded(b.grown(2), 12, 12), helps)
	s.stroke(path{}.moveTo(b.x+10, b.midY()+1).lineTo(b.x+18, b.bottom()-12).lineTo(b.right()-9, b.y+12), pen{c: white, width: 6})
}

// withRoomToWrite puts empty boxes and lines below the steps, as many as the page has room for.
func (p *plan) withRoomToWrite(parts []part) []part {
	const room, most = 92.0, 6
	free := min(int((p.size.height-partsHeight(parts))/room), most)
	if free < 1 {
		return parts
	}
	at := len(parts) - 2 // above the slips
	spread := append([]part{}, parts[:at]...)
	for range free {
		spread = append(spread, p.emptyStep(room))
	}
	spread = append(spread, space(p.size.height-partsHeight(parts)-float64(free)*room))
	return append(spread, parts[at:]...)
}

func (p *plan) emptyStep(h float64) part {
	return part{h, func(y float64) {
		paintCheck(p.s, box{margin, y + 8, check, check}, false)
		with := pen{c: quiet, width: 2}
		p.s.stroke(rule(p.stepX(), y+check+6, p.stepX()+p.stepWidth(), y+check+6), with)
	}}
}
