package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/png"

	"git.sr.ht/~sbinet/gg"
)

// raster paints on pixels, one for each unit of the sheet.
type raster struct {
	dc    *gg.Context
	fonts *fonts
}

func encodePNG(s *sheet) ([]byte, error) {
	dc := gg.NewContext(int(s.w), int(s.h))
	dc.SetRGB255(int(s.paper.r), int(s.paper.g), int(s.paper.b))
	dc.Clear()
	s.paint(raster{dc, s.fonts})
	pixels, ok := dc.Image().(*image.RGBA)
	if !ok {
		return nil, fmt.Errorf("drawing a png: the canvas is a %T", dc.Image())
	}
	var out bytes.Buffer
	if err := png.Encode(&out, quantised(pixels)); err != nil {
		return nil, fmt.Errorf("writing a png: %w", err)
	}
	return out.Bytes(), nil
}

func (r raster) fill(p path, c colour) {
	r.trace(p)
	r.dc.SetRGB255(int(c.r), int(c.g), int(c.b))
	r.dc.Fill()
}

func (r raster) stroke(p path, with pen) {
	r.trace(p)
	r.dc.SetRGB255(int(with.c.r), int(with.c.g), int(with.c.b))
	r.dc.SetLineWidth(with.width)
	r.dc.SetLineCapRound()
	r.dc.SetLineJoinRound()
	r.dc.SetDash(with.dash...)
	r.dc.Stroke()
}

func (r raster) text(line string, x, y float64, s style) {
	r.fill(r.fonts.outline(line, x, y, s), s.c)
}

func (r raster) trace(p path) {
	r.dc.ClearPath()
	for _, g := range p {
		a, b, end := g.at[0], g.at[1], g.at[2]
		switch g.verb {
		case move:
			r.dc.MoveTo(end.x, end.y)
		case line:
			r.dc.LineTo(end.x, end.y)
		case curve:
			r.dc.CubicTo(a.x, a.y, b.x, b.y, end.x, end.y)
		case shut:
			r.dc.ClosePath()
		}
	}
}
