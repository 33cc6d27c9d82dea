package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog"
	"stapmaat/store"
)

// missed lets people really ask what the library of these editors does not know, with all
// that may never come out beside it.
func (e *editors) missed(t *testing.T) {
	t.Helper()
	e.starter(t)
	require.NoError(t, e.Shelf.Warm(t.Context(), e.Org)) // as the program does: a turn waits no longer than 100 ms
	e.ComesIn(5, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	e.Joins(7, e.Who(5), store.Details{Name: "Fatima"})
	for _, question := range []string{
		"hoe kan ik een paspoort halen voor Karim de Vries, Kerkstraat 12?",
		"waar haal ik een paspoort, mijn nummer is 06 12345678?",
		"wat kost een parkeervergunning?",
		"xqzwv blorp hoe dan?",
	} {
		said := e.chats(t, question)
		require.NotContains(t, said, "Bron:", question)
		e.Clock.Add(time.Hour)
	}
	require.Contains(t, e.chats(t, "wat is huurtoeslag?"), "Bron:")
	require.Contains(t, e.chats(t, "klopt niet"), "Ik geef het door.")
	e.asSara = e.As(e.sara) // hours have passed
}

func TestGapsAreGroupedStrippedAndBecomeADraft(t *testing.T) {
	t.Parallel()
	e := newEditors(t)
	e.missed(t)
	page := e.asSara.Get("/bibliotheek/vragen").Body
	for _, private := range []string{"Karim", "karim", "Vries", "12345678", "Kerkstraat", "kerkstraat", "Fatima", "xqzwv"} {
		require.NotContains(t, page, private)
	}
	require.Contains(t, page, "2 keer was er geen antwoord.", "two questions about passports are one group")
	require.Contains(t, page, "1 keer zei iemand dat het niet klopt.")
	require.Contains(t, page, "Vragen zonder bekend woord")
	require.NotContains(t, page, "Zorgtoeslag", "what was answered is no gap")

	_, rest, ok := strings.Cut(page, `name="title" value="`)
	require.True(t, ok)
	title, _, _ := strings.Cut(rest, `"`)
	require.Contains(t, strings.ToLower(title), "paspoort")
	there := e.asSara.Post("/bibliotheek/leeg", "title", title)
	require.Equal(t, 303, there.Status)
	require.Contains(t, e.asSara.Get(there.To).Body, title)
	page = e.asSara.Get("/bibliotheek/vragen").Body
	require.Contains(t, page, "Hier is een tekst voor begonnen")
	require.NotContains(t, page, `name="title" value="`+title)
	require.Equal(t, 1, strings.Count(page, ">Naar deze tekst<"), "the text that somebody doubts is one press away")
}

// TestGapsInTheBrowser looks at the page with real gaps and makes a draft in one press.
// Pictures are left in .local/pages/.
func TestGapsInTheBrowser(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	e := newEditors(t)
	e.missed(t)
	sara := e.NewBrowser(t)
	sara.SignIn(t, e.sara)
	look := func(b *desktest.Browser, name string) {
		t.Helper()
		for _, dark := range []bool{false, true} {
			for _, width := range []int{360, 1280} {
				b.Screen(t, width, dark, true)
				require.Empty(t, b.Axe(t), "%d, dark %v", width, dark)
				pixels, what := b.Sideways(t)
				require.Zero(t, pixels, what)
				b.Picture(t, "gaps."+name+"."+map[bool]string{false: "light", true: "dark"}[dark]+map[int]string{360: ".360", 1280: ".1280"}[width])
			}
		}
		require.Empty(t, b.Complaints())
	}
	sara.Open(t, "/bibliotheek/vragen")
	sara.Sees(t, "2 keer was er geen antwoord.")
	look(sara, "before")
	sara.Screen(t, 1280, false, true)
	sara.Press(t, "Maak hier een tekst van: Halen, paspoort")
	sara.Sees(t, "Het concept staat klaar.")
	sara.Open(t, "/bibliotheek/vragen")
	sara.Sees(t, "Hier is een tekst voor begonnen")
	look(sara, "after")
}
