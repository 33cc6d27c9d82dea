package picture

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
)

// A4 in millimetres, with a rim that home printers leave white.
const (
	a4Width, a4Height = 210.0, 297.0
	a4Rim             = 9.0
	a4Scale           = (a4Width - 2*a4Rim) / sheetWidth // millimetres for one unit
	a4Units           = (a4Height - 2*a4Rim) / a4Scale   // units from the upper rim to the lower
)

// vector paints vectors and text on a page of paper.
type vector struct{ doc *fpdf.Fpdf }

func encodePDF(pages []*sheet, title string) ([]byte, error) {
	doc := fpdf.New("P", "mm", "A4", "")
	doc.SetAutoPageBreak(false, 0)
	doc.SetCatalogSort(true)
	// Equal input gives equal bytes, so the dates say nothing; the day stands on the picture itself.
	doc.SetCreationDate(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	doc.SetModificationDate(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	doc.SetTitle(title, true)
	doc.AddUTF8FontFromBytes("sans", "", liberationsansregular.TTF)
	doc.AddUTF8FontFromBytes("sans", "B", liberationsansbold.TTF)
	for _, s := range pages {
		doc.AddPage()
		doc.SetLineCapStyle("round")
		doc.SetLineJoinStyle("round")
		s.paint(vector{doc})
	}
	var out bytes.Buffer
	if err := doc.Output(&out); err != nil {
		return nil, fmt.Errorf("writing a pdf: %w", err)
	}
	return out.Bytes(), nil
}

func (p vector) fill(outline path, c colour) {
	p.doc.SetFillColor(int(c.r), int(c.g), int(c.b))
	p.trace(outline)
	p.doc.DrawPath("F")
}

func (p vector) stroke(line path, with pen) {
	p.doc.SetDrawColor(int(with.c.r), int(with.c.g), int(with.c.b))
	p.doc.SetLineWidth(with.width * a4Scale)
	dash := make([]float64, len(with.dash))
	for i, d := range with.dash {
		dash[i] = d * a4Scale
	}
	p.doc.SetDashPattern(dash, 0)
	p.trace(line)
	p.doc.DrawPath("D")
}

func (p vector) text(line string, x, y float64, s style) {
	weight := ""
	if s.bold {
		weight = "B"
	}
	p.doc.SetFont("sans", weight, 0)
	p.doc.SetFontUnitSize(s.size * a4Scale)
	p.doc.SetTextColor(int(s.c.r), int(s.c.g), int(s.c.b))
	p.doc.Text(onPage(x), onPage(y), line)
}

func onPage(v float64) float64 { return a4Rim + v*a4Scale }

func (p vector) trace(outline path) {
	for _, g := range outline {
		a, b, end := g.at[0], g.at[1], g.at[2]
		switch g.verb {
		case move:
			p.doc.MoveTo(onPage(end.x), onPage(end.y))
		case line:
			p.doc.LineTo(onPage(end.x), onPage(end.y))
		case curve:
			p.doc.CurveBezierCubicTo(onPage(a.x), onPage(a.y), onPage(b.x), onPage(b.y), onPage(end.x), onPage(end.y))
		case shut:
			p.doc.ClosePath()
		}
	}
}
