package desk_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog"
	"stapmaat/knowledge/content"
	"stapmaat/store"
)

// editors is a place with two supervisors.
type editors struct {
	*desktest.Place
	sara, bas     int64
	asSara, asBas *desktest.Visitor
}

func newEditors(t *testing.T) *editors {
	t.Helper()
	e := &editors{Place: desktest.New(t)}
	e.sara = e.ComesIn(1, dialog.Supervisor, 0, store.Details{Name: "Sara"})
	e.bas = e.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bas"})
	e.asSara, e.asBas = e.As(e.sara), e.As(e.bas)
	return e
}

// starter makes release 1 of some texts about other things: the search weighs words by how
// rare they are, so a library of one text is none.
func (e *editors) starter(t *testing.T) {
	t.Helper()
	var documents []content.Document
	for _, about := range strings.Fields("huurtoeslag zorgtoeslag bijstand rijbewijs zwemles fiets bibliotheek huisarts tandarts sportclub inburgering buurthuis taalles opleiding vakantie") {
		d, err := content.Parse(about, []byte(strings.ReplaceAll("---\ntitle: Over X\nsource: eigen\nlicence: eigen\nauthor: Sara\n---\n## Wat is X?\n> kort: X is er voor jou.\n> vraag: Wat is X?\n> vraag: Hoe gaat X?\n\nOver X weet je begeleider meer.\n", "X", about)))
		require.NoError(t, err)
		documents = append(documents, d)
	}
	require.NoError(t, e.Books.BringStarter(t.Context(), e.Org, documents))
	e.works(t)
}

// works makes the releases that are wanted, as the program does every few seconds.
func (e *editors) works(t *testing.T) {
	t.Helper()
	_, err := e.Shelf.Work(t.Context())
	require.NoError(t, err)
}

// answers tells what the bot would say now; "" when it does not know.
func (e *editors) answers(v *desktest.Visitor, of, question string) string {
	body := v.Get("/bibliotheek/proberen?van=" + of + "&vraag=" + url.QueryEscape(question)).Body
	_, rest, ok := strings.Cut(body, `<div class="answer-bubble"><p>`)
	said, _, _ := strings.Cut(rest, "</p>")
	if !ok || said == "Dat weet ik nog niet." {
		return ""
	}
	return said
}

// send uploads a file as a browser does.
func (e *editors) send(t *testing.T, v *desktest.Visitor, name string, data []byte) desktest.Answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	require.NoError(t, err)
	_, err = part.Write(data)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	request, err := http.NewRequest(http.MethodPost, e.URL+"/bibliotheek/nieuw", &body)
	require.NoError(t, err)
	request.Header.Set("Content-Type", w.FormDataContentType())
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.Do(request)
}

// voedselbank is a text that lacks nothing.
const voedselbank = `---
title: Eten van de voedselbank
pillars:
  - money
kind: plan
source: general knowledge
licence: own words
author: Sara
checked_on: 2026-11-01
golden:
  - question: waar krijg ik gratis eten
---
## Wat is de voedselbank?
> kort: De voedselbank geeft gratis eten aan mensen met weinig geld. Je haalt elke week een pakket op.
> vraag: Wat is de voedselbank?
> vraag: Waar krijg ik gratis eten?
> vraag: Hoe kom ik aan een voedselpakket?

De voedselbank geeft gratis eten aan mensen die te weinig geld overhouden. Vrijwilligers maken de pakketten. Je haalt ze meestal elke week op, bij jou in de buurt.

1. Vraag je begeleider of je in aanmerking komt.
2. Verzamel papieren over je inkomen en je vaste lasten.
3. Maak een afspraak bij de voedselbank in je buurt.
`

// added is the address of a text that was just kept.
func added(t *testing.T, a desktest.Answer) string {
	t.Helper()
	require.Equal(t, http.StatusSeeOther, a.Status, a.Body)
	require.Contains(t, a.To, "/bibliotheek/tekst/")
	return a.To
}

func TestATextGoesFromAFileToAReleaseByTwoPeople(t *testing.T) {
	t.Parallel()
	e := newEditors(t)
	e.starter(t)
	at := added(t, e.send(t, e.asSara, "Voedselbank hulp.md", []byte(voedselbank)))
	page := e.asSara.Get(at)
	require.Contains(t, page.Body, "De voedselbank geeft gratis eten aan mensen met weinig geld.")
	require.Contains(t, page.Body, "Bron: “Eten van de voedselbank”, nagekeken op")
	require.NotContains(t, page.Body, "[", "a word is missing")
	require.NotContains(t, e.asBas.Get(at).Body, `name="decision"`, "a draft does not wait for anybody")
	does(t, e.asSara, at, at+"/voorleggen", "version", "1")
	refuses(t, e.asSara, "Jij schreef deze tekst", at+"/besluit", "version", "1", "decision", "approve")
	refuses(t, e.asBas, "Schrijf erbij wat er anders moet", at+"/besluit", "version", "1", "decision", "back")
	does(t, e.asBas, at, at+"/besluit", "version", "1", "decision", "approve")
	page = e.asBas.Get("/bibliotheek/uitgave")
	require.Contains(t, page.Body, "Eten van de voedselbank")
	const question, said = "waar krijg ik gratis eten", "Je haalt elke week een pakket op."
	require.Contains(t, e.answers(e.asBas, "nieuw", question), said, "what comes can be tried before it is live")
	require.NotContains(t, e.answers(e.asBas, "live", question), said)
	does(t, e.asBas, "/bibliotheek/uitgave", "/bibliotheek/uitgave")
	refuses(t, e.asSara, "Er wordt al een uitgave gemaakt", "/bibliotheek/uitgave")
	e.works(t)
	require.Contains(t, e.asSara.Get(at).Body, "wordt gezegd")
	require.Contains(t, e.answers(e.asSara, "live", question), said)

	does(t, e.asBas, at, at+"/intrekken")
	require.NotContains(t, e.answers(e.asSara, "live", question), said, "withdrawn at once")
	e.works(t)
	require.Contains(t, e.asSara.Get("/bibliotheek/uitgave").Body, "Uitgave 3")
	does(t, e.asSara, "/bibliotheek/uitgave", "/bibliotheek/uitgave/terug", "number", "2")
	require.NotContains(t, e.answers(e.asSara, "live", question), said, "rolling back brings nothing withdrawn back")
}

func TestAFileThatCantBeReadLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	e := newEditors(t)
	for name, want := range map[string]struct {
		data     string
		sentence string
	}{
		"x.exe":  {"MZ", "Dit soort bestand lezen we niet"},
		"x.docx": {"geen zip", "Dit bestand is kapot"},
		"x.md":   {"---\nkind: brief\n---\n\nx", "staat iets dat we niet kennen"},
		"y.md":   {"  \n", "Er staat geen tekst in dit bestand"},
		"z.txt":  {"#!/bin/sh\nrm", "Dit is een programma en geen tekst"},
	} {
		a := e.send(t, e.asSara, name, []byte(want.data))
		require.Equal(t, http.StatusUnprocessableEntity, a.Status, name)
		require.Contains(t, a.Body, want.sentence, name)
	}
	a := e.send(t, e.asSara, "groot.txt", bytes.Repeat([]byte("woord "), 10<<20))
	require.Equal(t, http.StatusUnprocessableEntity, a.Status)
	require.Contains(t, a.Body, "Dit bestand is te groot")
	require.Zero(t, e.Count("document"))
	require.Zero(t, e.Count("document_version"))
}

func TestWhoEditsSecondLosesNothing(t *testing.T) {
	t.Parallel()
	e := newEditors(t)
	at := added(t, e.send(t, e.asSara, "voedselbank.md", []byte(voedselbank)))
	fields := func(version, words string) []string {
		return []string{"version", version, "title", "Eten van de voedselbank", "kind", "plan", "audience", "participant", "pinned", "", "pillar", "money", "fits", "none",
			"source", "bron", "licence", "own", "author", "Sara", "golden", "waar krijg ik eten > Wat is de voedselbank?", "markdown", words}
	}
	does(t, e.asSara, at, at+"/bewerken", fields("1", "## Wat?\n\nVan Sara.")...)
	page := refuses(t, e.asBas, "Iemand anders bewaarde deze tekst net", at+"/bewerken", fields("1", "## Wat?\n\nVan Bas <b>.")...)
	require.Contains(t, page.Body, "Van Bas &lt;b&gt;.")
	require.Contains(t, page.Body, `name="version" value="2"`)
	does(t, e.asBas, at, at+"/bewerken", append(fields("2", "## Wat?\n\nVan Bas."), "then", "submit")...)
	require.Contains(t, e.asSara.Get(at).Body, "Zo kan deze tekst nog niet worden goedgekeurd")
	refuses(t, e.asSara, "Zo kan deze tekst nog niet worden goedgekeurd", at+"/besluit", "version", "3", "decision", "approve")
	does(t, e.asSara, at, at+"/besluit", "version", "3", "decision", "back", "remark", "Zeg het korter.")
	require.Contains(t, e.asBas.Get(at).Body, "Zeg het korter.")
	edit := e.asBas.Get(at + "/bewerken").Body
	for _, kept := range []string{"Van Bas.", `value="bron"`, "waar krijg ik eten &gt; Wat is de voedselbank?", `value="none" checked`} {
		require.Contains(t, edit, kept)
	}
	does(t, e.asBas, at, at+"/bewerken", append(fields("3", "## Wat?\n\nKorter."), "then", "submit")...)
	var state string
	e.Scan(`SELECT string_agg(state, ' ' ORDER BY version) FROM document_version`, nil, &state)
	require.Equal(t, "replaced replaced replaced review", state)
}

// What was approved is what was read: the database lets nobody change the words of a
// version, nor approve her own.
func TestTheDatabaseKeepsWhatWasWritten(t *testing.T) {
	t.Parallel()
	e := newEditors(t)
	at := added(t, e.send(t, e.asSara, "voedselbank.md", []byte(voedselbank)))
	id := strings.TrimPrefix(at, "/bibliotheek/tekst/")
	refused := func(staff int64, sql string) {
		t.Helper()
		conn := e.Conn()
		tx, err := conn.Begin(t.Context())
		require.NoError(t, err)
		defer func() { require.NoError(t, tx.Rollback(t.Context())) }()
		_, err = tx.Exec(t.Context(), `SET LOCAL ROLE stapmaat_desk`)
		require.NoError(t, err)
		_, err = tx.Exec(t.Context(), `SELECT set_config('stapmaat.organisation', $1, true), set_config('stapmaat.staff', $2, true)`, fmt.Sprint(e.Org), fmt.Sprint(staff))
		require.NoError(t, err)
		_, err = tx.Exec(t.Context(), sql)
		require.Error(t, err)
	}
	refused(e.bas, `UPDATE document_version SET markdown = 'iets anders' WHERE document_id = `+id)
	refused(e.sara, `UPDATE document_version SET state = 'approved', decided_at = now() WHERE document_id = `+id)
	refused(e.sara, fmt.Sprintf(`UPDATE document_version SET state = 'approved', decided_at = now(), decided_by = %d WHERE document_id = %s`, e.sara, id))
	refused(e.sara, fmt.Sprintf(`UPDATE document_version SET state = 'approved', decided_at = now(), decided_by = %d WHERE document_id = %s`, e.bas, id))
}
