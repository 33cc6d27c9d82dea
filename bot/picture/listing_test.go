package picture

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"stapmaat/dialog"
)

// sheets are the log in testdata, one of many pages, and one of nothing.
func sheets(t testing.TB) map[string]dialog.Picture {
	full := read(t, "sheet.json")
	for i := range 30 {
		section := dialog.SheetSection{Head: fmt.Sprintf("talk %d", i)}
		for j := range 1 + i%7 {
			section.Lines = append(section.Lines, "• "+strings.Repeat(long(j), 1+(i+j)%6))
		}
		full.Sheet.Sections = append(full.Sheet.Sections, section)
	}
	return map[string]dialog.Picture{
		"log": read(t, "sheet.json"), "full log": full,
		"no log yet": {Format: dialog.PDF, Sheet: &dialog.Sheet{}},
	}
}

func layOutSheet(t require.TestingT, in dialog.Sheet) []*sheet {
	pages, _, err := layOut(dialog.Picture{Format: dialog.PDF, Sheet: &in})
	require.NoError(t, err)
	return pages
}

// spoken is text without its line breaks, as it would be read aloud.
func spoken(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestSheetHoldsAllItsLinesInOrder(t *testing.T) {
	p := read(t, "sheet.json")
	text := spoken(run(t, drawPDF(t, p), "pdftotext", "-raw", "-", "-"))
	all := []string{p.Sheet.Title, p.Sheet.Sub}
	for _, s := range p.Sheet.Sections {
		all = append(all, s.Head)
		for _, l := range s.Lines {
			all = append(all, strings.TrimPrefix(l, "• "))
		}
	}
	for _, want := range all {
		at := strings.Index(text, want)
		require.GreaterOrEqualf(t, at, 0, "%q is missing or stands too early", want)
		text = text[at+len(want):]
	}
}

func TestSheetNumbersItsPages(t *testing.T) {
	for name, p := range sheets(t) {
		t.Run(name, func(t *testing.T) {
			data := drawPDF(t, p)
			pages := strings.Split(strings.TrimSuffix(run(t, data, "pdftotext", "-layout", "-", "-"), "\f"), "\f")
			for i, page := range pages {
				require.Regexp(t, fmt.Sprintf("%d ?/ ?%d", i+1, len(pages)), page)
				require.Contains(t, spoken(page), p.Sheet.Title)
				require.Contains(t, page, strings.Split(p.Sheet.Footer, ",")[0])
			}
			info := run(t, data, "pdfinfo", "-")
			require.Regexp(t, fmt.Sprintf(`Pages: +%d\n`, len(pages)), info)
			require.Contains(t, info, "A4")
			require.NotContains(t, string(data), "/Subtype /Image")
			require.NotContains(t, run(t, data, "pdfimages", "-list", "-"), "image ")
			again := drawPDF(t, p)
			require.True(t, bytes.Equal(data, again), "two drawings differ")
			t.Logf("%d kB, %d pages", len(data)/1000, len(pages))
		})
	}
}

// TestSheetNeverPartsAHeadFromItsLines counts through all ways in which a head can meet the end of a page.
func TestSheetNeverPartsAHeadFromItsLines(t *testing.T) {
	const row = "Een regel die twee rijen inneemt omdat er veel te zeggen is over wat er die dag gebeurde, thuis en op het werk."
	for before := 24; before < 42; before++ {
		for rows := 1; rows < 8; rows++ {
			in := dialog.Sheet{Title: "Log", Footer: "foot"}
			in.Sections = []dialog.SheetSection{{Head: "first", Lines: make([]string, before)}, {Head: "HEAD", Lines: []string{strings.Repeat(row, rows)}}}
			for i := range before {
				in.Sections[0].Lines[i] = "x"
			}
			checkHeads(t, layOutSheet(t, in))
		}
	}
}

// checkHeads fails when a head is the last thing on a page, or a row of a long line stands alone.
func checkHeads(t *testing.T, pages []*sheet) {
	for _, s := range pages {
		for i, text := range s.texts {
			if text.line == "HEAD" {
				require.True(t, strings.HasPrefix(s.texts[i+1].line, "Een regel"), "the head stands alone above %q", s.texts[i+1].line)
				if len(pages) > 1 && s == pages[0] {
					require.NotEqual(t, "foot", s.texts[i+2].line, "one row of a long line stands alone")
				}
			}
			if text.line == "HEAD "+gap { // the line goes on
				require.Greater(t, len(s.texts)-i, 4, "the last row stands alone")
			}
		}
	}
}

func TestSheetRepeatsTheHeadOfATalkThatGoesOn(t *testing.T) {
	lines := strings.Split(strings.Repeat("• zo\n", 90), "\n")
	pages := layOutSheet(t, dialog.Sheet{Title: "Log", Sections: []dialog.SheetSection{{Head: "maandag", Lines: lines}}})
	require.Greater(t, len(pages), 1)
	require.Equal(t, "maandag", pages[0].texts[1].line)
	for _, s := range pages[1:] {
		require.Equal(t, "maandag "+gap, s.texts[1].line)
	}
}

func TestSheetSaysWhereItCouldNotWrite(t *testing.T) {
	pages := layOutSheet(t, dialog.Sheet{Sections: []dialog.SheetSection{{Head: "h", Lines: []string{"• بيت", "• huis 🏡", "", "•", "• Droom. “بيت هادئ”", "🏡", "a" + strings.Repeat(" b", longest)}}}})
	var lines []string
	for _, text := range pages[0].texts {
		lines = append(lines, text.line)
	}
	require.Equal(t, []string{"h", gap, "huis", gap, "Droom. …", gap}, lines[:6])
	last := pages[len(pages)-1].texts
	require.True(t, strings.HasSuffix(last[len(last)-2].line, gap), "a line without end is cut in silence")
}

func TestSheetHasAnEnd(t *testing.T) {
	many := dialog.Picture{Format: dialog.PDF, Sheet: &dialog.Sheet{Sections: []dialog.SheetSection{{Head: "h", Lines: make([]string, 1<<16)}}}}
	for i := range many.Sheet.Sections[0].Lines {
		many.Sheet.Sections[0].Lines[i] = long(i % 90)
	}
	_, _, err := Draw(many)
	require.ErrorIs(t, err, ErrTooMany)
	for range 1 << 12 {
		many.Sheet.Sections = append(many.Sheet.Sections, dialog.SheetSection{Head: "h"})
	}
	many.Sheet.Sections = many.Sheet.Sections[1:]
	_, _, err = Draw(many)
	require.ErrorIs(t, err, ErrTooMany)
	endless := dialog.Picture{Format: dialog.PDF, Sheet: &dialog.Sheet{Title: strings.Repeat("a", 1<<19), Sections: []dialog.SheetSection{
		{Head: strings.Repeat("a ", 1<<19), Lines: []string{strings.Repeat("a ", 1<<19), strings.Repeat("a", 1<<19)}},
	}}}
	_, _, err = Draw(endless)
	require.NoError(t, err)
}

func TestTextOfASheetStaysOnThePageAndApart(t *testing.T) {
	for _, p := range sheets(t) {
		for _, s := range layOutSheet(t, *p.Sheet) {
			checkText(t, s)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		in := dialog.Sheet{Title: words(80).Draw(t, "title"), Sub: words(80).Draw(t, "sub"), Footer: words(300).Draw(t, "footer")}
		for range rapid.IntRange(0, 8).Draw(t, "sections") {
			in.Sections = append(in.Sections, dialog.SheetSection{
				Head:  words(120).Draw(t, "head"),
				Lines: rapid.SliceOfN(words(600), 0, 6).Draw(t, "lines"),
			})
		}
		for _, s := range layOutSheet(t, in) {
			checkText(t, s)
		}
	})
}
