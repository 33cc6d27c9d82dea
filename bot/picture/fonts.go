package picture

import (
	"fmt"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// fonts measures text in Liberation Sans. One value serves one drawing at a
// time; opening it takes well under a millisecond, so nothing is kept between drawings.
type fonts struct {
	regular, bold *sfnt.Font
	buf           sfnt.Buffer
	widths        map[glyph]float64
}

type glyph struct {
	r    rune
	bold bool
}

func openFonts() (*fonts, error) {
	regular, err := sfnt.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("opening the regular font: %w", err)
	}
	bold, err := sfnt.Parse(liberationsansbold.TTF)
	if err != nil {
		return nil, fmt.Errorf("opening the bold font: %w", err)
	}
	return &fonts{regular: regular, bold: bold, widths: map[glyph]float64{}}, nil
}

func (f *fonts) face(bold bool) *sfnt.Font {
	if bold {
		return f.bold
	}
	return f.regular
}

// has tells whether both weights can draw r.
func (f *fonts) has(r rune) bool {
	if r > 0xFFFF { // beyond what the PDF writer embeds
		return false
	}
	for _, face := range []*sfnt.Font{f.regular, f.bold} {
		if i, err := face.GlyphIndex(&f.buf, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

// width is how wide a line comes out. Kerning is left out: the PDF writer knows none, and both must agree.
func (f *fonts) width(line string, s style) float64 {
	sum := 0.0
	for _, r := range line {
		sum += f.advance(r, s.bold)
	}
	return sum * s.size
}

// advance is the width of one glyph of size 1.
func (f *fonts) advance(r rune, bold bool) float64 {
	key := glyph{r, bold}
	if w, ok := f.widths[key]; ok {
		return w
	}
	face := f.face(bold)
	em := face.UnitsPerEm()
	w := 0.0
	if i, err := face.GlyphIndex(&f.buf, r); err == nil {
		if a, err := face.GlyphAdvance(&f.buf, i, fixed.Int26_6(em), font.HintingNone); err == nil {
			w = float64(a) / float64(em)
		}
	}
	f.widths[key] = w
	return w
}

// outline is a line of text as an outline with its baseline starting at x, y.
func (f *fonts) outline(line string, x, y float64, s style) path {
	var p path
	face := f.face(s.bold)
	for _, r := range line {
		i, err := face.GlyphIndex(&f.buf, r)
		if err != nil {
			continue
		}
		segments, err := face.LoadGlyph(&f.buf, i, fixed.Int26_6(s.size*64), nil)
		if err == nil {
			p = appendGlyph(p, segments, x, y)
		}
		x += f.advance(r, s.bold) * s.size
	}
	return p
}

func appendGlyph(p path, segments sfnt.Segments, x, y float64) path {
	at := func(q fixed.Point26_6) (float64, float64) { return x + float64(q.X)/64, y + float64(q.Y)/64 }
	var cx, cy float64
	for _, g := range segments {
		ax, ay := at(g.Args[0])
		bx, by := at(g.Args[1])
		switch g.Op {
		case sfnt.SegmentOpMoveTo:
			p, cx, cy = p.moveTo(ax, ay), ax, ay
		case sfnt.SegmentOpLineTo:
			p, cx, cy = p.lineTo(ax, ay), ax, ay
		case sfnt.SegmentOpQuadTo: // raised to a cubic, the only curve a path knows
			p = p.curveTo(cx+(ax-cx)*2/3, cy+(ay-cy)*2/3, bx+(ax-bx)*2/3, by+(ay-by)*2/3, bx, by)
			cx, cy = bx, by
		case sfnt.SegmentOpCubeTo:
			ex, ey := at(g.Args[2])
			p, cx, cy = p.curveTo(ax, ay, bx, by, ex, ey), ex, ey
		}
	}
	return p
}
