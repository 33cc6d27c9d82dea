package picture

import "stapmaat/dialog"

// slip is a coloured note on the card.
type slip struct {
	head, words block
	c           colour
	sun         bool
}

const slipPad = 22.0

func (s slip) height() float64 { return s.head.height() + s.words.height() + 2*slipPad - 4 }

// slips are what to do when it gets hard, and the reward: side by side, or one over the whole width.
func (p *plan) slips() part {
	width := p.width()
	var lines []dialog.PlanLine
	for _, l := range []dialog.PlanLine{p.in.IfThen, p.in.Reward} {
		if p.f.clean(l.Words) != "" {
			lines = append(lines, l)
		}
	}
	const between = 24.0
	if len(lines) == 2 {
		width = (width - between) / 2
	}
	var all []slip
	h := 0.0
	for _, l := range lines {
		s := p.slip(l, width, l == p.in.Reward)
		all, h = append(all, s), max(h, s.height())
	}
	return part{h, func(y float64) {
		for i, s := range all {
			p.paintSlip(s, box{margin + float64(i)*(width+between), y, width, h})
		}
	}}
}

func (p *plan) slip(l dialog.PlanLine, width float64, reward bool) slip {
	s := slip{c: water, sun: reward}
	if reward {
		s.c = soft
	}
	head := p.headStyle().coloured(ink)
	s.head = p.f.wrap(l.Head, head, width-2*slipPad-50, 1)
	s.words = p.f.even(l.Words, style{false, p.t.words, ink}, width-2*slipPad, p.t.lines+1)
	return s
}

func (p *plan) paintSlip(s slip, in box) {
	p.s.fill(path{}.rounded(in, 20, 20), s.c)
	if s.sun {
		p.s.fill(path{}.circle(in.right()-38, in.y+32, 20), glowInner)
		p.s.fill(path{}.circle(in.right()-38, in.y+32, 13), sun)
	}
	p.s.put(s.head, in.x+slipPad, in.y+slipPad-6, in.w-2*slipPad-50, left)
	p.s.put(s.words, in.x+slipPad, in.y+slipPad-4+s.head.height(), in.w-2*slipPad, left)
}
