package knowledge

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// small is the smallest bridge that meets every rule; its first line is line 1.
const small = `name: proef
version: proef-2026-11
title: Mijn brug
adapted_from: Naar de Bridge to Self-Sufficiency® van EMPath.
licence: Eigen woorden.
pillars:
  - id: geld
    title: Geld
    emoji: 💶
    subs:
      - id: sparen
        title: Sparen
        question: Kun je sparen?
        not_for_me: true
        rungs:
          - group: moeilijk
            label: Laag
            sentence: Ik heb niets.
            example: "Bijvoorbeeld: alles is op."
            risk: material:soon
          - group: moeilijk
            label: Bijna laag
            sentence: Ik heb bijna niets.
            example: "Bijvoorbeeld: een euro."
          - group: gaat wel
            label: Midden
            sentence: Ik heb iets.
            example: "Bijvoorbeeld: een potje."
          - group: goed
            label: Hoog
            sentence: Ik heb genoeg.
            example: "Bijvoorbeeld: een spaarpot."
`

// Each case breaks small in one way; the faults are exact, lines with them.
var broken = []struct{ name, old, with, faults string }{
	{"key missing", "    emoji: 💶\n", "",
		`b.yaml:7: a pillar has no "emoji": add it`},
	{"key unknown", "title: Sparen", "titel: Sparen",
		`b.yaml:11: a sub-pillar has no "title": add it
b.yaml:12: unknown key "titel" in a sub-pillar: use one of id, title, question, rungs, not_for_me, first, sensitive`},
	{"key twice", "            label: Midden\n", "            label: Midden\n            label: Half\n",
		`b.yaml:27: "label" stands here and on line 26: keep one`},
	{"value empty", "Eigen woorden.", `" "`,
		`b.yaml:5: "licence" is empty: fill it in`},
	{"value missing", " Eigen woorden.", "",
		`b.yaml:5: "licence" must be one line of text: write it behind the key, in quotes when it is a number or a yes or no`},
	{"number for text", "label: Hoog", "label: 3",
		`b.yaml:30: "label" must be one line of text: write it behind the key, in quotes when it is a number or a yes or no`},
	{"text over lines", "label: Hoog", `label: "Hoog\nHoger"`,
		`b.yaml:30: "label" has line ends or spaces around it: write it on one line`},
	{"block of text", "sentence: Ik heb niets.", "sentence: |\n              Ik heb niets.",
		`b.yaml:18: "sentence" must be one line of text: write it behind the key, in quotes when it is a number or a yes or no`},
	{"text for flag", "not_for_me: true", "not_for_me: ja",
		`b.yaml:14: "not_for_me" must be true or false`},
	{"text for map", small[strings.Index(small, "  - id: geld"):], "  - geld\n",
		`b.yaml:7: a pillar must be a map of keys: id, title, emoji, subs`},
	{"text for list", small[strings.Index(small, "  - id: geld"):], "  geld\n",
		`b.yaml:6: "pillars" must be a list: begin every item with a dash`},
	{"id with capitals", "id: sparen", "id: Sparen",
		`b.yaml:11: "Sparen" is no id: use at most 24 of a-z, 0-9 and -`},
	{"id twice", "id: sparen", "id: geld",
		`b.yaml:11: id "geld" is also on line 7: give every pillar and sub-pillar its own`},
	{"version of another bridge", "version: proef", "version: ander",
		`b.yaml:2: version "ander-2026-11" must begin with the name: "proef-"`},
	{"emoji is a word", "💶", "euro",
		`b.yaml:9: "euro" is no emoji: use one sign`},
	{"title too long", "title: Sparen", "title: Sparen voor vakantie",
		`b.yaml:12: "Sparen voor vakantie" has 20 characters: make it at most 18`},
	{"label too long", "label: Hoog", "label: Héél erg hoog gezeten",
		`b.yaml:30: "Héél erg hoog gezeten" has 21 characters: make it at most 18`},
	{"label twice", "label: Hoog", "label: laag",
		`b.yaml:30: label "laag" is also on line 17: make them differ`},
	{"no question", "Kun je sparen?", "Sparen.",
		`b.yaml:13: "Sparen." is not one question: end it with the only ?`},
	{"two questions", "Kun je sparen?", "Kun je sparen? Wil je dat?",
		`b.yaml:13: "Kun je sparen? Wil je dat?" is not one question: end it with the only ?`},
	{"question too long", "Kun je sparen?", "Kun je nu al elke maand een beetje van je geld sparen?",
		`b.yaml:13: the question has 12 words: make it at most 10`},
	{"group unknown", "group: gaat wel", "group: matig",
		`b.yaml:25: no group "matig": use goed, gaat wel or moeilijk`},
	{"group missing", "group: gaat wel", "group: goed",
		`b.yaml:15: no rung in group "gaat wel": give every group one to 3`},
	{"groups upside down", "group: goed", "group: moeilijk",
		`b.yaml:15: no rung in group "goed": give every group one to 3
b.yaml:29: group "moeilijk" stands above "gaat wel": write the lowest rung first, from moeilijk through gaat wel to goed`},
	{"too few rungs", small[strings.Index(small, "          - group: gaat wel"):], "",
		`b.yaml:15: "rungs" has 2 items: make it 3 to 7
b.yaml:15: no rung in group "gaat wel": give every group one to 3
b.yaml:15: no rung in group "goed": give every group one to 3`},
	{"mark on the only rung of a group", "label: Hoog", "label: Hoog\n            risk: material:now",
		`b.yaml:29: the rung with mark "material:now" is alone in group "goed", so nobody taps it: add a rung beside it`},
	{"pillar too long for a button", "title: Geld", "title: Geld en bezittingen",
		`b.yaml:8: "Geld en bezittingen" and the emoji have 21 characters on a button: give the pillar a "short" that makes it at most 18`},
	{"short title too long for a button", "title: Geld", "title: Geld en bezittingen\n    short: Geld en bezit en zo",
		`b.yaml:9: "Geld en bezit en zo" and the emoji have 21 characters on a button: give the pillar a "short" that makes it at most 18`},
	{"four rungs in a group", "          - group: goed\n", rungNamed("A") + rungNamed("B") + rungNamed("C") + "          - group: goed\n",
		`b.yaml:37: rung 4 in group "gaat wel": keep at most 3, they are the buttons of one message`},
	{"risk mark unknown", "material:soon", "money:soon",
		`b.yaml:20: no risk mark "money:soon": use category:urgency such as material:soon, or leave it out`},
	{"risk mark none", "material:soon", "none",
		`b.yaml:20: no risk mark "none": use category:urgency such as material:soon, or leave it out`},
	{"risk mark without urgency", "material:soon", "material",
		`b.yaml:20: no risk mark "material": use category:urgency such as material:soon, or leave it out`},
	{"third person", "Ik heb iets.", "Er is iets.",
		`b.yaml:27: "Er is iets." is not in the first person: say it with ik, mij or mijn`},
	{"second person", "Ik heb iets.", "Ik heb wat je nodig hebt.",
		`b.yaml:27: "Ik heb wat je nodig hebt." speaks to the person: say it in the first person`},
	{"sentence longer than 14 words", "Ik heb iets.", "Ik heb aan het einde van de maand nog een heel klein beetje geld over. Meer niet.",
		`b.yaml:27: a sentence of 15 words: make it at most 14`},
	{"mean longer than 10 words", `Ik heb iets.
            example: "Bijvoorbeeld: een potje."`, `Ik heb aan het einde van de maand nog een klein beetje geld over.
            example: "Bijvoorbeeld: een potje voor een lekke band van de fiets."`,
		`b.yaml:28: sentence and example have 12.0 words a sentence: make it at most 10`},
	{"group longer than a message", "          - group: goed\n", longRung("A") + longRung("B") + "          - group: goed\n",
		`b.yaml:27: the sentences of group "gaat wel" have 31 words together: make it at most 30, they share a message`},
	{"example without its beginning", `"Bijvoorbeeld: een potje."`, "Een potje.",
		`b.yaml:28: the example must begin with "Bijvoorbeeld: "`},
	{"trademark", "Eigen woorden.", "Als de Bridge-to-Self‑Sufficiency.",
		`b.yaml:5: "bridge to self sufficiency" is somebody's trademark: name it in adapted_from only; to people it is "mijn brug"`},
	{"trademark in a rung", "Ik heb iets.", "Ik heb mijn BRUG naar  zelfredzaamheid®.",
		`b.yaml:27: "brug naar zelfredzaamheid" is somebody's trademark: name it in adapted_from only; to people it is "mijn brug"`},
	{"anchor", "Eigen woorden.", "&x Eigen",
		`b.yaml:5: an anchor (&) is not read here: write it out, one key a line; quote a text that begins with such a mark`},
	{"list in brackets", small[strings.Index(small, "\n  - id: geld"):], " []\n",
		`b.yaml:6: a list in brackets is not read here: write it out, one key a line; quote a text that begins with such a mark`},
	{"not YAML", "    emoji: 💶", "\temoji: 💶",
		"b.yaml:9: not YAML: found character '\t' that cannot start any token"},
	{"second document", "            example: \"Bijvoorbeeld: een spaarpot.\"\n", "            example: \"Bijvoorbeeld: een spaarpot.\"\n---\nname: x\n",
		`b.yaml:34: a second document: keep one in a file`},
	{"not UTF-8", "Eigen woorden.", "Eigen \xff.",
		`b.yaml:1: the file is not UTF-8: save it as UTF-8`},
}

func rungNamed(label string) string {
	return "          - group: gaat wel\n            label: " + label +
		"\n            sentence: Ik heb iets.\n            example: \"Bijvoorbeeld: een potje.\"\n"
}

func TestParseBridgeFaults(t *testing.T) {
	for _, c := range broken {
		t.Run(c.name, func(t *testing.T) {
			b, err := ParseBridge("b.yaml", []byte(swap(t, small, c.old, c.with)))
			require.Nil(t, b)
			require.EqualError(t, err, c.faults)
		})
	}
}

func longRung(label string) string {
	return strings.Replace(rungNamed(label), "iets.", "aan het einde van elke maand een heel klein beetje geld over.", 1)
}

// swap puts one thing in the place of another that stands once in the text.
func swap(t *testing.T, in, old, with string) string {
	t.Helper()
	require.Equal(t, 1, strings.Count(in, old), "%q must stand once", old)
	return strings.Replace(in, old, with, 1)
}
