package content_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"stapmaat/knowledge/content"
)

const huur = `---
title: Huurtoeslag aanvragen
pillars:
  - money
kind: plan
source: https://www.toeslagen.nl
licence: own
author: Stapmaat
checked_on: 2026-11-01
golden:
  - question: hoe krijg ik geld terug voor mijn huur
    heading: Hoe vraag je het aan?
---

# Huurtoeslag aanvragen

## Wat is het?
> kort: Huurtoeslag is geld voor je huur.
> Je krijgt het elke maand.
> vraag: Wat is huurtoeslag?
> vraag: Krijg ik geld voor mijn huur?
> vraag: Is mijn huur te hoog?

Huurtoeslag is een bijdrage. Je krijgt die op **je rekening**.

![plaatje](x.png)

## Hoe vraag je het aan?

1. Zoek je DigiD.
2. Log in.

| Wat | Waar |
|---|---|
| DigiD | telefoon |
`

func TestADocumentIsReadWithItsNotes(t *testing.T) {
	t.Parallel()
	d, err := content.Parse("huurtoeslag-aanvragen", []byte(huur))
	require.NoError(t, err)
	require.Equal(t, content.StepPlan, d.Kind)
	require.Equal(t, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), d.CheckedOn)
	passages, dropped := d.Cut()
	require.Len(t, passages, 2)
	require.Equal(t, []string{"line 26: a picture"}, dropped)
	what, how := passages[0], passages[1]
	require.Equal(t, "Huurtoeslag is geld voor je huur. Je krijgt het elke maand.", what.Short)
	require.Len(t, what.Questions, 3)
	require.Equal(t, "Huurtoeslag is een bijdrage. Je krijgt die op je rekening.", what.Text)
	require.Equal(t, []string{"Huurtoeslag aanvragen", "Hoe vraag je het aan?"}, how.Heading)
	require.Equal(t, []string{"Zoek je DigiD.", "Log in."}, how.Steps)
	require.Equal(t, "1. Zoek je DigiD.\n2. Log in.\n- Wat: DigiD; Waar: telefoon", how.Text)
}

func TestWritingReadsBackTheSame(t *testing.T) {
	t.Parallel()
	d, err := content.Parse("k", []byte(huur))
	require.NoError(t, err)
	text, err := d.Markdown()
	require.NoError(t, err)
	again, err := content.Parse("k", text)
	require.NoError(t, err)
	d.Body, again.Body = strings.TrimSpace(d.Body), strings.TrimSpace(again.Body)
	require.Equal(t, d, again)
}

func TestAWrongHeadIsToldInASentence(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"---\ntitle: x\n":                       "no end",
		"---\nkind: brief\n---\n":               `kind is "brief", it must be one of`,
		"---\npillars:\n  - geld\n---\n":        `pillars is "geld"`,
		"---\nchecked_on: gisteren\n---\n":      "write it as 2026-11-01",
		"---\ntitel: x\n---\n":                  "titel",
		"---\nfits_when:\n  - altijd\n---\nx\n": "fits_when",
	} {
		_, err := content.Parse("k", []byte(text))
		require.ErrorIs(t, err, content.ErrHead, text)
		require.ErrorContains(t, err, want)
	}
}

// prose is so many words in sentences of ten.
func prose(word string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(word)
		if i%10 == 9 {
			b.WriteString(". ")
		} else {
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

func TestSmallNeighboursJoinAndLongOnesAreCut(t *testing.T) {
	t.Parallel()
	d := content.Document{Key: "k", Title: "T", Body: "## A\n\n" + prose("a", 40) + "\n\n## B\n\n" + prose("b", 60) + "\n\n## C\n\n" + prose("c", 600) + "\n"}
	passages, _ := d.Cut()
	require.Equal(t, []string{"T"}, passages[0].Heading, "A and B are one passage under the title")
	require.Contains(t, passages[0].Text, "\nB\n")
	for _, p := range passages[1:] {
		require.Equal(t, []string{"T", "C"}, p.Heading)
		require.LessOrEqual(t, p.Words(), content.MaxWords)
		require.GreaterOrEqual(t, p.Words(), content.MinWords)
	}
}

// Whatever a document looks like: no word is lost or doubled, ids are unique and stay.
func TestCuttingLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var body strings.Builder
		var want []string
		for range rapid.IntRange(1, 12).Draw(t, "blocks") {
			word := rapid.StringMatching(`[a-z]{3,8}`).Draw(t, "word")
			n := rapid.IntRange(1, 400).Draw(t, "words")
			if level := rapid.IntRange(0, 4).Draw(t, "level"); level > 0 {
				body.WriteString(strings.Repeat("#", level) + " Kop\n\n")
			}
			body.WriteString(prose(word, n) + "\n\n")
			for range n {
				want = append(want, word)
			}
		}
		d := content.Document{Key: "k", Title: "T", Body: body.String()}
		passages, dropped := d.Cut()
		if len(dropped) > 0 {
			t.Fatal(dropped)
		}
		var got []string
		ids := map[string]bool{}
		for _, p := range passages {
			if ids[p.ID] {
				t.Fatalf("%s twice", p.ID)
			}
			ids[p.ID] = true
			for _, w := range strings.Fields(p.Text) {
				if w = strings.Trim(w, "."); w != "Kop" {
					got = append(got, w)
				}
			}
			if p.Words() > content.MaxWords {
				t.Fatalf("a passage of %d words", p.Words())
			}
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatal("words lost or doubled")
		}
		again, _ := d.Cut()
		for i := range again {
			if again[i].ID != passages[i].ID {
				t.Fatal("ids change")
			}
		}
	})
}

func TestAnotherParagraphLeavesTheOtherIDsAlone(t *testing.T) {
	t.Parallel()
	a := content.Document{Key: "k", Title: "T", Body: "## A\n> kort: x\n\n" + prose("a", 100) + "\n\n## B\n> kort: y\n\n" + prose("b", 100)}
	b := a
	b.Body = strings.Replace(a.Body, "## B", "## Nieuw\n> kort: z\n\n"+prose("n", 90)+"\n\n## Bee", 1)
	before, _ := a.Cut()
	after, _ := b.Cut()
	require.Equal(t, before[0].ID, after[0].ID)
	require.Equal(t, before[1].ID, after[2].ID, "a new heading over the same text changes nothing")
}

func TestLintTellsWhatIsMissing(t *testing.T) {
	t.Parallel()
	today := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	d, err := content.Parse("huurtoeslag-aanvragen", []byte(huur))
	require.NoError(t, err)
	gate := func(text string) []string {
		if strings.Contains(text, "elke maand") {
			return []string{"too cheerful"}
		}
		return nil
	}
	keys := func(r content.Report) (all []string) {
		for _, f := range r.Findings {
			all = append(all, f.Key)
		}
		return all
	}
	r := content.Lint(d, gate, today)
	require.Equal(t, []string{"small", "gate", "small", "no_short", "few_questions"}, keys(r))
	require.True(t, r.Stops())

	d.ValidUntil = today
	require.Contains(t, keys(content.Lint(d, nil, today)), "expired")
	require.NotContains(t, keys(content.Lint(d, nil, today.AddDate(0, 0, -1))), "expired")

	d.Body = "## X\n> kort: Je krijgt € 120.\n\nIn 2026 krijg je € 1.120,50 of 12%, tot 3 maart 2026.\n"
	r = content.Lint(d, nil, today)
	require.Contains(t, keys(r), "number_not_in_text")
	require.Contains(t, keys(r), "golden_lost")
	require.Equal(t, []string{"€ 1.120,50", "12%"}, r.Amounts)
	require.Equal(t, []string{"3 maart 2026"}, r.Dates)
}

func TestNearDuplicatesAreFound(t *testing.T) {
	t.Parallel()
	text := "je kunt elke maand geld krijgen voor je huur als je weinig verdient en alleen woont"
	pairs := content.NearDuplicates([]content.Passage{
		{ID: "a", Text: text}, {ID: "b", Text: text + " dan"}, {ID: "c", Text: "iets heel anders over werk en school en nog veel meer daarover"}}, 0.6)
	require.Len(t, pairs, 1)
	require.Equal(t, "a", pairs[0].A)
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(huur))
	f.Add([]byte("---\n---\n---"))
	f.Add([]byte("> kort:\n> vraag: \n- - -\n1. a\n   1. b\n\n|a|\n|-|\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := content.Parse("k", data)
		if err != nil {
			return
		}
		ids := map[string]bool{}
		for _, p := range content.Lint(d, nil, time.Unix(0, 0)).Passages {
			require.NotContains(t, ids, p.ID)
			ids[p.ID] = true
		}
	})
}
