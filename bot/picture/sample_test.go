package picture

import (
	"flag"
	"image"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the sample pictures in testdata")

// TestSample keeps testdata/bridge.png (shown in the README) and plan.png up to
// date: `go test ./bot/picture -run TestSample -update` rewrites them. It compares
// pixels, not bytes: another processor may round an edge differently.
func TestSample(t *testing.T) {
	for _, name := range []string{"bridge", "plan"} {
		t.Run(name, func(t *testing.T) {
			data, _, err := Draw(read(t, name+".json"))
			require.NoError(t, err)
			file := "testdata/" + name + ".png"
			if *update {
				require.Empty(t, os.Getenv("CI"), "-update is for people")
				require.NoError(t, os.WriteFile(file, data, 0o644))
			}
			kept, err := os.ReadFile(file)
			require.NoError(t, err)
			require.LessOrEqual(t, len(kept), maxPNG)
			before, now := decode(t, kept), decode(t, data)
			require.Equal(t, before.Bounds(), now.Bounds())
			require.Less(t, differing(all(before), all(now)), 500, "the drawing changed: look at it, then run this test with -update")
		})
	}
}

func all(img image.Image) []uint8 {
	var pixels []uint8
	r := img.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			pixels = append(pixels, luminance(img, x, y))
		}
	}
	return pixels
}
