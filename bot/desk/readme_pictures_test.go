package desk_test

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
)

var shoot = flag.Bool("shoot", false, "take the README's pictures of the desk anew")

// The README shows three pages, with invented people. Each picture is small enough to read on the way.
func TestPicturesOfTheReadme(t *testing.T) {
	t.Parallel()
	const most = 120_000 // bytes
	names := []string{"today", "participant", "duty"}
	if *shoot {
		shootReadme(t, names)
	}
	for _, name := range names {
		picture, err := os.ReadFile(filepath.Join("testdata", name+".png"))
		require.NoError(t, err)
		require.LessOrEqual(t, len(picture), most, name)
		size, err := png.DecodeConfig(bytes.NewReader(picture))
		require.NoError(t, err)
		require.LessOrEqual(t, size.Width, 1000, name)
	}
}

func shootReadme(t *testing.T, names []string) {
	t.Helper()
	r := newRoom(t, 12)
	bas := r.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bas"})
	for _, s := range []struct {
		who, day, from, to int64
	}{{r.mentor, 1, 540, 1020}, {r.mentor, 2, 540, 1020}, {bas, 2, 1020, 1320}, {bas, 3, 540, 1020}, {r.mentor, 4, 540, 1020}, {bas, 5, 540, 1020}} {
		r.Exec(`INSERT INTO duty_hour (organisation_id, staff_id, weekday, from_minute, to_minute) VALUES ($1, $2, $3, $4, $5)`, r.Org, s.who, s.day, s.from, s.to)
	}
	b := r.NewBrowser(t)
	b.SignIn(t, r.mentor)
	b.Window(t, 900, 640)
	for i, path := range []string{"/vandaag", r.path(0, ""), "/diensten"} {
		b.Open(t, path)
		require.NoError(t, os.WriteFile(filepath.Join("testdata", names[i]+".png"), b.Seen(t), 0o644))
	}
}
