package picture

import (
	"image"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

// TestEveryStateOfALadderLooksDifferent compares the pixels of one ladder in
// each state, also without colour: shape has to tell them apart.
func TestEveryStateOfALadderLooksDifferent(t *testing.T) {
	states := map[string]dialog.PictureSub{
		"open":           {},
		"not for me":     {NotForMe: true},
		"on rung 1":      {Now: 1},
		"on rung 4":      {Now: 4},
		"up to rung 4":   {Now: 4, Was: 2},
		"up from 1":      {Now: 4, Was: 1},
		"down to 2":      {Now: 2, Was: 4},
		"left, was on 2": {Was: 2},
	}
	grey := map[string][]uint8{}
	for name, state := range states {
		grey[name] = ladderPixels(t, state)
	}
	for a := range grey {
		for b := range grey {
			if a < b {
				require.Greaterf(t, differing(grey[a], grey[b]), 150, "%q looks like %q", a, b)
			}
		}
	}
}

// ladderPixels draws a bridge in which all other ladders stay as they are, and cuts out the place of "zorg".
func ladderPixels(t *testing.T, state dialog.PictureSub) []uint8 {
	p := read(t, "bridge.json")
	sub := &p.Bridge.Pillars[0].Subs[1]
	state.ID, state.Title, state.Rungs = sub.ID, sub.Title, 5
	*sub = state
	pages, _, err := layOut(p)
	require.NoError(t, err)
	data, _, err := Draw(p)
	require.NoError(t, err)
	in := pages[0].ladders["zorg"]
	var pixels []uint8
	img := decode(t, data)
	for y := int(in.y); y < int(in.bottom()); y++ {
		for x := int(in.x); x < int(in.right()); x++ {
			pixels = append(pixels, luminance(img, x, y))
		}
	}
	return pixels
}

func luminance(img image.Image, x, y int) uint8 {
	r, g, b, _ := img.At(x, y).RGBA()
	return uint8((299*r + 587*g + 114*b) / 1000 >> 8)
}

// differing counts the pixels that differ by more than print and eye forgive.
func differing(a, b []uint8) int {
	n := 0
	for i := range min(len(a), len(b)) {
		if d := int(a[i]) - int(b[i]); d > 32 || d < -32 {
			n++
		}
	}
	return n + max(len(a), len(b)) - min(len(a), len(b))
}
