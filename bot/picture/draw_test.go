package picture

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

// maxPNG and maxSide are what a picture in the chat may take.
const (
	maxPNG  = 120_000
	maxSide = 1080
)

func read(t testing.TB, name string) dialog.Picture {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	var p dialog.Picture
	require.NoError(t, json.Unmarshal(raw, &p))
	return p
}

// samples are the descriptions in testdata and the same with everything full.
func samples(t testing.TB) map[string]dialog.Picture {
	bridge, plan := read(t, "bridge.json"), read(t, "plan.json")
	return map[string]dialog.Picture{
		"bridge": bridge, "plan": plan,
		"full bridge": fullBridge(t), "full plan": fullPlan(t),
		"no bridge yet": {Format: dialog.PNG, Bridge: &dialog.BridgePicture{Title: "Mijn brug"}},
		"no plan yet":   {Format: dialog.PNG, Plan: &dialog.PlanPicture{Title: "Mijn plan"}},
	}
}

// long is two hundred characters that compress badly.
func long(shift int) string {
	const letters = "Ik lig wakker van de brieven. Żółć Şükrü größer wordt het niet; я не сплю 0123 Quxyz JWKM & één 9876 "
	return (letters[shift:] + letters + letters)[:200]
}

func fullBridge(t testing.TB) dialog.Picture {
	p := read(t, "bridge.json")
	b := p.Bridge
	b.Title, b.Deck, b.Note, b.Footer = long(0), long(3), long(7), long(11)
	for i := range b.Pillars {
		b.Pillars[i].Title = "Gezondheid en mensen om je heen"
		for j := range b.Pillars[i].Subs {
			s := &b.Pillars[i].Subs[j]
			s.Title, s.Label = "Zorg voor anderen", long(13)
			s.Rungs, s.Now, s.Was, s.NotForMe = 7, 1+(i+j)%7, 1+(i+j+3)%7, false
		}
	}
	b.Pillars[2].Subs[0].NotForMe = true
	b.Pillars[4].Subs[0].Now = 0
	b.Links = nil
	for i, ends := range [][2]string{{"schulden", "gezond"}, {"mensen", "zorg"}, {"werk", "wonen"}} {
		b.Links = append(b.Links, dialog.PictureLink{From: ends[0], To: ends[1], Helps: i > 0, Words: long(i)})
	}
	return p
}

func fullPlan(t testing.TB) dialog.Picture {
	p := read(t, "plan.json")
	for i, line := range []*dialog.PlanLine{&p.Plan.Dream, &p.Plan.Goal, &p.Plan.Why, &p.Plan.IfThen, &p.Plan.Reward} {
		line.Words = long(i)
	}
	for i := range 12 {
		p.Plan.Steps = append(p.Plan.Steps, dialog.PictureStep{Words: long(i), Day: "woensdag 30 september", Who: long(i + 1), Done: i%2 == 0})
	}
	return p
}

func decode(t testing.TB, data []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	require.NoError(t, err)
	return img
}

func TestDrawKeepsToTheLimitsOfAChat(t *testing.T) {
	for name, p := range samples(t) {
		t.Run(name, func(t *testing.T) {
			data, kind, err := Draw(p)
			require.NoError(t, err)
			require.Equal(t, "image/png", kind)
			require.LessOrEqual(t, len(data), maxPNG)
			size := decode(t, data).Bounds().Size()
			require.LessOrEqual(t, size.X, maxSide)
			require.LessOrEqual(t, size.Y, maxSide)
			t.Logf("%d kB, %d x %d", len(data)/1000, size.X, size.Y)
		})
	}
}

func TestDrawIsDeterministic(t *testing.T) {
	for name, p := range samples(t) {
		for _, format := range []dialog.Format{dialog.PNG, dialog.PDF} {
			p.Format = format
			first, _, err := Draw(p)
			require.NoError(t, err)
			again, _, err := Draw(p)
			require.NoError(t, err)
			require.True(t, bytes.Equal(first, again), "%s as %s", name, format)
		}
	}
}

func TestDrawRefusesWhatIsNoPicture(t *testing.T) {
	both := read(t, "bridge.json")
	both.Plan = read(t, "plan.json").Plan
	_, _, err := Draw(both)
	require.ErrorIs(t, err, ErrDescription)
	for _, format := range []dialog.Format{dialog.PNG, dialog.PDF} {
		plan := read(t, "plan.json")
		plan.Sheet, plan.Format = read(t, "sheet.json").Sheet, format
		_, _, err = Draw(plan)
		require.ErrorIs(t, err, ErrDescription)
	}
	_, _, err = Draw(dialog.Picture{Format: dialog.PNG})
	require.ErrorIs(t, err, ErrDescription)
	many := read(t, "bridge.json")
	many.Bridge.Pillars = make([]dialog.PicturePillar, 9)
	_, _, err = Draw(many)
	require.ErrorIs(t, err, ErrTooMany)
	other := read(t, "plan.json")
	other.Format = "gif"
	_, _, err = Draw(other)
	require.ErrorIs(t, err, ErrFormat)
	sheet := read(t, "sheet.json")
	sheet.Format = dialog.PNG
	_, _, err = Draw(sheet)
	require.ErrorIs(t, err, ErrFormat)
}

func TestDrawSurvivesTextWithoutEnd(t *testing.T) {
	p := read(t, "plan.json")
	p.Plan.Goal.Words = strings.Repeat("a ", 1<<19)
	p.Plan.Why.Words = strings.Repeat("a", 1<<19)
	_, _, err := Draw(p)
	require.NoError(t, err)
}

func TestHashTellsDescriptionsApart(t *testing.T) {
	a, b := read(t, "bridge.json"), read(t, "bridge.json")
	require.Equal(t, Hash(a), Hash(b))
	b.Bridge.Pillars[0].Subs[0].Now++
	require.NotEqual(t, Hash(a), Hash(b))
	b = a
	b.Format = dialog.PDF
	require.NotEqual(t, Hash(a), Hash(b))
	require.Len(t, strings.Trim(Hash(a), "0123456789abcdef"), 0)
}
