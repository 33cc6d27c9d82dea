package picture

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"stapmaat/dialog"
)

// words are texts as people type them, and worse.
func words(most int) *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.Just(""),
		rapid.SampledFrom([]string{"Wonen", "Zorg voor anderen", "Carrièremanagement", "😀🏡❤️", "بيت هادئ", "שלום לך Anne", "ŻÓŁĆ Ğüneş", "Ångström…", "Hottentottententoonstelling", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"}),
		rapid.StringOfN(rapid.RuneFrom([]rune("abcdeWMij éŻğЖשع😀\u200d\u0301-.  \n")), 0, most, -1),
		rapid.StringN(0, most, -1),
	)
}

func bridges(t *rapid.T) dialog.Picture {
	b := dialog.BridgePicture{
		Title: words(80).Draw(t, "title"), Day: words(40).Draw(t, "day"), Deck: words(200).Draw(t, "deck"),
		Note: words(80).Draw(t, "note"), Footer: words(200).Draw(t, "footer"),
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "pillars") {
		p := dialog.PicturePillar{Title: words(40).Draw(t, "pillar")}
		for j := range rapid.IntRange(0, 3).Draw(t, "subs") {
			p.Subs = append(p.Subs, dialog.PictureSub{
				ID: fmt.Sprint(i, j), Title: words(30).Draw(t, "sub"), Rungs: rapid.IntRange(-1, 20).Draw(t, "rungs"),
				Now: rapid.IntRange(-1, 20).Draw(t, "now"), Was: rapid.IntRange(-1, 20).Draw(t, "was"),
				NotForMe: rapid.Bool().Draw(t, "not for me"), Label: words(100).Draw(t, "label"),
			})
		}
		b.Pillars = append(b.Pillars, p)
	}
	id := rapid.SampledFrom([]string{"0 0", "0 1", "1 0", "2 1", "4 0", "none"})
	for range rapid.IntRange(0, 5).Draw(t, "links") {
		b.Links = append(b.Links, dialog.PictureLink{From: id.Draw(t, "from"), To: id.Draw(t, "to"), Helps: rapid.Bool().Draw(t, "helps"), Words: words(200).Draw(t, "words")})
	}
	for _, w := range []*string{&b.Legend.Now, &b.Legend.Was, &b.Legend.NotForMe, &b.Legend.Open, &b.Legend.Blocks, &b.Legend.Helps} {
		*w = words(40).Draw(t, "legend")
	}
	return dialog.Picture{Bridge: &b, Format: formats.Draw(t, "format")}
}

var formats = rapid.SampledFrom([]dialog.Format{dialog.PNG, dialog.PDF})

func plans(t *rapid.T) dialog.Picture {
	p := dialog.PlanPicture{Title: words(80).Draw(t, "title"), Day: words(40).Draw(t, "day")}
	for _, l := range []*dialog.PlanLine{&p.Dream, &p.Goal, &p.Why, &p.IfThen, &p.Reward} {
		*l = dialog.PlanLine{Head: words(30).Draw(t, "head"), Words: words(250).Draw(t, "words")}
	}
	for range rapid.IntRange(0, 12).Draw(t, "steps") {
		p.Steps = append(p.Steps, dialog.PictureStep{
			Words: words(200).Draw(t, "step"), Day: words(30).Draw(t, "step day"), Who: words(60).Draw(t, "who"), Done: rapid.Bool().Draw(t, "done"),
		})
	}
	p.Heads = dialog.PlanHeads{Steps: words(30).Draw(t, "steps head"), Done: words(20).Draw(t, "done head")}
	return dialog.Picture{Plan: &p, Format: formats.Draw(t, "format")}
}

func TestTextStaysOnTheSheetAndApart(t *testing.T) {
	for name, generate := range map[string]func(*rapid.T) dialog.Picture{"bridge": bridges, "plan": plans} {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			p := generate(t)
			pages, _, err := layOut(p)
			require.NoError(t, err)
			s := pages[0]
			if p.Format == dialog.PNG {
				require.LessOrEqual(t, s.h, float64(maxSide))
			}
			checkText(t, s)
		}))
	}
}

func TestTextOfTheSamplesStaysApart(t *testing.T) {
	for name, p := range samples(t) {
		for _, format := range []dialog.Format{dialog.PNG, dialog.PDF} {
			t.Run(name+" "+string(format), func(t *testing.T) {
				p.Format = format
				pages, _, err := layOut(p)
				require.NoError(t, err)
				checkText(t, pages[0])
			})
		}
	}
}

// checkText fails when a line leaves the sheet, or runs over another line, a ladder or the number of a link.
func checkText(t require.TestingT, s *sheet) {
	edge := box{0, 0, s.w, s.h}
	for i, a := range s.texts {
		require.Truef(t, edge.holds(a.box), "%q leaves the sheet: %v of %v", a.line, a.box, edge)
		for _, b := range s.texts[i+1:] {
			require.Falsef(t, a.box.overlaps(b.box), "%q lies on %q: %v %v", a.line, b.line, a.box, b.box)
		}
		for id, l := range s.ladders {
			require.Falsef(t, a.box.overlaps(l), "%q lies on the ladder %s", a.line, id)
		}
		for _, b := range s.badges {
			require.Truef(t, !a.box.overlaps(b) || b.holds(a.box.grown(-4)), "%q lies on the number of a link", a.line)
		}
	}
	for _, b := range s.badges {
		require.Truef(t, edge.holds(b), "a number leaves the sheet: %v", b)
	}
	for i, a := range s.badges {
		for _, b := range s.badges[i+1:] {
			require.Falsef(t, a.overlaps(b), "two numbers lie on each other: %v %v", a, b)
		}
	}
}
