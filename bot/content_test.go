package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/library"
	"stapmaat/store/seal"
	"stapmaat/store/storetest"
)

const goodDocument = `---
title: Post openen
kind: tip
source: general knowledge
licence: own words
author: wij
golden:
  - question: ik durf mijn post niet te openen
---
## Begin klein
> kort: Pak één brief. Leg hem open op tafel.
> vraag: Hoe begin ik met post openen?
> vraag: Ik durf mijn post niet te openen
> vraag: Wat doe ik met een stapel brieven?

Pak de bovenste brief. Maak hem open. Leg hem op tafel. Lezen mag later.
`

// contentHouse is a database, its settings for the command line, and a folder of files.
func contentHouse(t *testing.T) (h *storetest.House, environ map[string]string, dir string) {
	t.Helper()
	h = storetest.NewHouse(t, store.Options{})
	dir = t.TempDir()
	key := filepath.Join(dir, ".master.key")
	master, err := seal.NewMaster()
	require.NoError(t, err)
	require.NoError(t, master.Write(key))
	return h, map[string]string{"DATABASE_URL": h.URL, "MASTER_KEY_FILE": key}, dir
}

func TestFilesBecomeAnswers(t *testing.T) {
	t.Parallel()
	h, environ, dir := contentHouse(t)
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	write("Post Openen.md", goodDocument)
	write("plaatje.jpg", "x")
	write("kaal.txt", "Alleen een zin.")
	content := func(args ...string) (string, int) {
		out, said, code := call(t, environ, "", append([]string{"content", args[0], "--organisation", "Gemeente Aa"}, args[1:]...)...)
		return out + said, code
	}

	out, code := content("import", "--dry-run", dir)
	require.Equal(t, 1, code, "one is refused")
	require.Contains(t, out, "plaatje.jpg: refused: this kind of file is not read")
	require.Contains(t, out, "Nothing was kept")
	require.Zero(t, h.Count("document_version"))

	out, _ = content("import", dir)
	require.Contains(t, out, "2 new, 0 the same as before, 1 refused")
	out, _ = content("import", dir)
	require.Contains(t, out, "0 new, 2 the same as before, 1 refused")

	out, code = content("release")
	require.Zero(t, code, out)
	require.Contains(t, out, "would change nothing", "drafts are not released")

	h.ComesIn(1, dialog.Supervisor, 0, store.Details{Name: "Ans"})
	db, err := library.Open(t.Context(), h.URL, nil)
	require.NoError(t, err)
	defer db.Close()
	all, err := db.Newest(t.Context(), h.Org)
	require.NoError(t, err)
	require.Equal(t, "post-openen", all[1].Key)
	require.NoError(t, db.Approve(t.Context(), all[1], h.Who(1)))

	out, code = content("diff")
	require.Zero(t, code, out)
	require.Contains(t, out, "new: post-openen")
	out, code = content("release")
	require.Zero(t, code, out)
	require.Contains(t, out, "Release 2 is live.")
	out, code = content("search", "ik durf de post niet open te maken")
	require.Zero(t, code, out)
	require.Contains(t, out, "): Pak één brief. Leg hem open op tafel.")
	out, code = content("rollback", "1")
	require.Zero(t, code, out)
	out, code = content("search", "ik durf de post niet open te maken")
	require.Zero(t, code, out)
	require.Contains(t, out, "not answered")
	out, code = content("rollback", "9")
	require.Equal(t, 1, code)
	require.Contains(t, out, "there is no release 9 that can be live")
}

func TestLintTellsWhatStopsADocument(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "a.md"), filepath.Join(dir, "b.md")
	require.NoError(t, os.WriteFile(good, []byte(goodDocument), 0o600))
	require.NoError(t, os.WriteFile(bad, []byte("# Kop\n\nNog geen kort stuk, op 3 maart 2026, € 20.\n"), 0o600))
	out, _, code := call(t, nil, "", "content", "lint", good)
	require.Zero(t, code, out)
	require.Contains(t, out, "1 passages, 14 words")
	out, _, code = call(t, nil, "", "content", "lint", dir)
	require.Equal(t, 1, code)
	for _, want := range []string{"b.md:0: STOP: source is missing", "STOP: no short form", "amounts: € 20", "dates: 3 maart 2026", "note: 2026 will be out of date"} {
		require.Contains(t, out, want)
	}
	require.NotContains(t, out, "%!", "a sentence without its value")
	out, said, code := call(t, nil, "", "content", "lint", filepath.Join(dir, "nergens"))
	require.Equal(t, 1, code)
	require.Contains(t, out+said, "looking for files")
}

// Five hundred documents come in, in any order, each once.
func TestFiveHundredDocuments(t *testing.T) {
	t.Parallel()
	h, environ, dir := contentHouse(t)
	for i := range 500 {
		text := bytes.ReplaceAll([]byte(goodDocument), []byte("Pak"), fmt.Appendf(nil, "%d pak", i))
		require.NoError(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("d%03d.md", i)), text, 0o600))
	}
	out, said, code := call(t, environ, "", "content", "import", "--organisation", "Gemeente Aa", dir)
	require.Zero(t, code, out+said)
	require.Contains(t, out, "500 new")
	require.Equal(t, 500, h.Count("document_version"))
}
