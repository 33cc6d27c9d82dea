package prompts

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// what stands in a place of a variable while a fixed text is measured: as long as it gets in life
var places = regexp.MustCompile(`\{([^}]+)\}`)

func filled(text string) string {
	return places.ReplaceAllStringFunc(text, func(v string) string {
		switch name := v[1 : len(v)-1]; name {
		case "_name", ",name":
			return " Fatima"
		case "mentor", "Mentor":
			return "Je begeleider Anne"
		case "lines", "rungs", "discussed":
			return ""
		case "question":
			return "Hoe staat het met je schulden?"
		default:
			return "Woord"
		}
	})
}

// TestTextsPassTheGate measures every text that we ship.
func TestTextsPassTheGate(t *testing.T) {
	t.Parallel()
	gate, err := NewGate()
	require.NoError(t, err)
	nl, err := Load("nl")
	require.NoError(t, err)
	for key, text := range nl.Messages {
		for _, finding := range gate.Check(key, filled(text)) {
			t.Errorf("%s: %s", key, finding)
		}
	}
	for key, label := range nl.Labels {
		if onButton(key) {
			for _, finding := range gate.CheckLabel(label) {
				t.Errorf("%s: %s", key, finding)
			}
		}
	}
}

// onButton tells which labels are tapped; the others stand in pictures and cards.
func onButton(key string) bool {
	return strings.HasPrefix(key, "choice.") || strings.HasPrefix(key, "menu.") || strings.HasSuffix(key, ".ok")
}

// TestGateFinds proves that each rule can fail.
func TestGateFinds(t *testing.T) {
	t.Parallel()
	gate, err := NewGate()
	require.NoError(t, err)
	long := strings.Repeat("woord ", 15)
	for name, c := range map[string]struct{ key, text, want string }{
		"long sentence":  {"x", long + ".", "words in the sentence"},
		"long message":   {"x", strings.Repeat("Dit is een zin. ", 11), "words in the message"},
		"mean":           {"x", strings.Repeat("een twee drie vier vijf zes zeven acht negen tien elf. ", 3), "mean sentence"},
		"many lines":     {"x", "a\nb\nc\nd\ne", "lines"},
		"two questions":  {"x", "Hoe gaat het? Wat doe je?", "2 questions"},
		"blame":          {"x", "Waarom heb je niet gebeld?", "blame"},
		"pep":            {"x", "Super, goed gedaan.", "pep"},
		"exclamations":   {"x", "Goed!!", "pep"},
		"stiff":          {"x", "Bel middels de telefoon.", "stiff"},
		"long card line": {"bridge.caption", strings.Repeat("woord ", 13), "words in the line"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, strings.Join(gate.Check(c.key, c.text), "; "), c.want)
		})
	}
	require.Empty(t, gate.Check("x", "Je zegt: “"+long+"super topper!!”. Goed dat je het zegt."), "words of people are skipped")
	require.NotEmpty(t, gate.CheckLabel("Negentien tekens!!!"))
	require.Empty(t, gate.Check("x", "Waarom is dit belangrijk voor je?"))
}
