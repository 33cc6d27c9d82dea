package picture

import (
	"cmp"
	"image"
	"image/color"
	"maps"
	"slices"
)

// quantised turns a drawing into 256 colours. Flat areas keep their exact colour
// because they are the most frequent; only the soft edges between two colours
// move to a neighbour, by less than the eye sees. It divides the file by two or three.
func quantised(src *image.RGBA) *image.Paletted {
	counts := map[colour]int{}
	eachRun(src, func(c colour, _, n int) { counts[c] += n })
	chosen := frequent(counts)
	nearest := make(map[colour]uint8, len(counts))
	for c := range counts {
		nearest[c] = closest(chosen, c)
	}
	dst := image.NewPaletted(src.Bounds(), palette(chosen))
	eachRun(src, func(c colour, at, n int) {
		index := nearest[c]
		for i := range dst.Pix[at : at+n] {
			dst.Pix[at+i] = index
		}
	})
	return dst
}

// eachRun calls do for every run of n equal pixels that starts at pixel at.
func eachRun(src *image.RGBA, do func(c colour, at, n int)) {
	pixel := func(i int) colour { return colour{src.Pix[4*i], src.Pix[4*i+1], src.Pix[4*i+2]} }
	count := len(src.Pix) / 4
	for start := 0; start < count; {
		c, end := pixel(start), start+1
		for end < count && pixel(end) == c {
			end++
		}
		do(c, start, end-start)
		start = end
	}
}

// flat is how many colours are kept exactly; the drawing has fewer flat areas than that.
const flat = 64

// frequent chooses at most 256 colours. After the flat ones, colours that fall in
// one cell of a coarse grid compete, so that the many shades of one edge do not crowd out another's.
func frequent(counts map[colour]int) []colour {
	all := byCount(counts)
	chosen := slices.Clone(all[:min(flat, len(all))])
	best, sums := map[colour]colour{}, map[colour]int{}
	for _, c := range all[len(chosen):] {
		cell := colour{c.r >> 4, c.g >> 4, c.b >> 4}
		if _, ok := best[cell]; !ok {
			best[cell] = c
		}
		sums[best[cell]] += counts[c]
	}
	edges := byCount(sums)
	return append(chosen, edges[:min(256-len(chosen), len(edges))]...)
}

// byCount sorts colours, most frequent first; equals by their value, so that the same drawing gives the same file.
func byCount(counts map[colour]int) []colour {
	all := slices.Collect(maps.Keys(counts))
	slices.SortFunc(all, func(a, b colour) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), a.compare(b))
	})
	return all
}

func palette(cs []colour) color.Palette {
	p := make(color.Palette, len(cs))
	for i, c := range cs {
		p[i] = color.RGBA{c.r, c.g, c.b, 255}
	}
	return p
}

func closest(cs []colour, to colour) uint8 {
	best, distance := 0, 1<<30
	for i, c := range cs {
		dr, dg, db := int(c.r)-int(to.r), int(c.g)-int(to.g), int(c.b)-int(to.b)
		if d := 2*dr*dr + 4*dg*dg + 3*db*db; d < distance {
			best, distance = i, d
		}
	}
	return uint8(best)
}
