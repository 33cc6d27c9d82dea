package picture

import "cmp"

type colour struct{ r, g, b uint8 }

func (c colour) compare(o colour) int {
	return cmp.Or(cmp.Compare(c.r, o.r), cmp.Compare(c.g, o.g), cmp.Compare(c.b, o.b))
}

// The colours: early morning at the water. Those that carry meaning come from
// the Okabe-Ito set, made quieter, and never carry it alone: a shape says the same.
var (
	paper     = colour{255, 251, 243}
	white     = colour{255, 255, 255}
	ink       = colour{33, 53, 71}
	quiet     = colour{86, 101, 112} // text of less weight, 5.6:1 on paper
	sky       = colour{253, 238, 215}
	glow      = colour{254, 229, 188}
	glowInner = colour{253, 216, 158}
	sun       = colour{247, 192, 99}
	hillFar   = colour{213, 222, 201}
	hillNear  = colour{180, 205, 183}
	water     = colour{205, 228, 232}
	ripple    = colour{168, 206, 214}
	stone     = colour{255, 250, 241}
	stoneEdge = colour{216, 196, 165}
	niche     = colour{245, 233, 213}
	wood      = colour{150, 108, 72}
	faint     = colour{205, 187, 160}
	deckBlue  = colour{38, 66, 92}
	here      = colour{203, 84, 31}  // vermilion: where I am
	helps     = colour{0, 117, 94}   // bluish green
	blocks    = colour{141, 70, 120} // reddish purple
	soft      = colour{253, 240, 208}
)
