package desk_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
	"stapmaat/bot/turn"
	"stapmaat/dialog"
	"stapmaat/store"
)

// TestTwoSupervisorsFromUploadToAnAnswerInTheChat walks the whole way in the browser, and
// then asks in the chat. Pictures are left in .local/pages/.
func TestTwoSupervisorsFromUploadToAnAnswerInTheChat(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	e := newEditors(t)
	e.starter(t)
	e.ComesIn(5, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	e.Joins(7, e.Who(5), store.Details{Name: "Fatima"})
	file := filepath.Join(t.TempDir(), "voedselbank.md")
	require.NoError(t, os.WriteFile(file, []byte(voedselbank), 0o600))

	sara := e.NewBrowser(t)
	sara.SignIn(t, e.sara)
	seen := func(b *desktest.Browser, name, words string) {
		t.Helper()
		b.Sees(t, words)
		for _, dark := range []bool{false, true} {
			b.Screen(t, 1280, dark, true)
			require.Empty(t, b.Axe(t), "%s, dark %v", name, dark)
		}
		b.Screen(t, 360, false, true)
		pixels, what := b.Sideways(t)
		require.Zero(t, pixels, "%s: %s", name, what)
		b.Picture(t, "library."+name+".360")
		b.Screen(t, 1280, false, true)
		b.Picture(t, "library."+name+".1280")
		require.Empty(t, b.Complaints(), name)
	}
	sara.Screen(t, 1280, false, true)
	sara.Open(t, "/bibliotheek")
	seen(sara, "list", "Uit deze teksten geeft de bot antwoord.")
	sara.Press(t, "Tekst erbij")
	seen(sara, "new", "Een lege tekst")
	sara.Upload(t, "Kies een bestand", file)
	sara.Press(t, "Inlezen")
	seen(sara, "draft", "Het concept staat klaar.")
	sara.Press(t, "Bewerken")
	seen(sara, "edit", "Kopjes maken stukken.")
	sara.Press(t, "Bewaren en voorleggen")
	seen(sara, "waits", "Voorgelegd. Een collega kijkt mee.")
	at := sara.At(t)

	bas := e.NewBrowser(t)
	bas.SignIn(t, e.bas)
	bas.Screen(t, 1280, false, true)
	bas.Open(t, at)
	seen(bas, "decide", "Lees de stukken hieronder.")
	bas.Press(t, "Goedkeuren")
	bas.Sees(t, "Goedgekeurd.")
	bas.Press(t, "Naar de uitgave")
	seen(bas, "release", "Wat verandert er bij de volgende uitgave?")
	bas.Press(t, "Maak deze uitgave")
	bas.Sees(t, "Er wordt een uitgave gemaakt.")
	e.works(t)
	bas.Open(t, "/bibliotheek/uitgave")
	seen(bas, "released", "Niets. Alles wat is goedgekeurd, wordt al gezegd.")
	bas.Open(t, "/bibliotheek/proberen?vraag=waar+krijg+ik+gratis+eten")
	seen(bas, "try", "Je haalt elke week een pakket op.")
	bas.Open(t, "/bibliotheek/vragen")
	seen(bas, "gaps", "Geen gemiste vragen")
	bas.Open(t, at+"/intrekken")
	seen(bas, "withdraw", "Vanaf nu zegt de bot hier niets meer uit.")

	require.Contains(t, e.chats(t, "waar krijg ik gratis eten?"), "Je haalt elke week een pakket op.")
}

// chats says something to the bot as Fatima and gives what comes back: real turns, the real
// talk, the real library.
func (e *editors) chats(t *testing.T, words string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	turns := turn.New(turn.Options{DB: e.DB, Engine: desktest.Engine(t), Workers: 1, Search: e.Shelf.ForTalk})
	ran := make(chan error, 1)
	go func() { ran <- turns.Run(ctx) }()
	defer func() { stop(); <-ran }()
	e.Receive(e.Says(7, words))
	turns.Wake()
	var said strings.Builder
	require.Eventually(t, func() bool {
		for _, o := range e.Sent() {
			if o.Chat == 7 {
				said.WriteString(o.Message.Text + "\n")
			}
		}
		return said.Len() > 0 && e.Count("inbox WHERE done_at IS NULL") == 0
	}, 20*time.Second, 50*time.Millisecond)
	return said.String()
}
