package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

// TestAge reads what people say about their age. A miss is a minor who goes on;
// a false find costs an adult one question.
func TestAge(t *testing.T) {
	t.Parallel()
	nl := newEngine(t).Texts["nl"]
	for words, want := range map[string]bool{
		"ik ben 16":                                  true,
		"Ik ben 16.":                                 true,
		"ik ben 16!! en ik heb schulden":             true,
		"ik ben zestien jaar":                        true,
		"ik ben pas 17 jaar oud":                     true,
		"ik ben nog maar 15":                         true,
		"ik ben 17,5":                                true,
		"ik ben 17 en een half":                      true,
		"ben 15 jaar":                                true,
		"hoi, ben 15 jaar":                           true,
		"Hoi ik ben Sam en ik ben 16 jaar":           true,
		"ik ben een meisje van 15":                   true,
		"ik ben een jongen van zestien":              true,
		"nu ben ik 17":                               true,
		"ik word volgende maand 17":                  true,
		"ik word volgende maand 18":                  true,
		"ik word over 3 maanden 18":                  true,
		"ik word in maart 18":                        true,
		"ik ben bijna 18":                            true,
		"ik ben nog geen 18":                         true,
		"ik ben minderjarig":                         true,
		"ik ben nog minderjarig":                     true,
		"dat mag niet omdat ik 16 ben":               true,
		"omdat ik pas 16 jaar ben":                   true,
		"i'm 16":                                     true,
		"i am 16 years old":                          true,
		"mijn zoon is 16":                            false,
		"mijn dochter wordt 18":                      false,
		"mijn dochter is 15 en ik ben 40":            false,
		"ik ben 16 weken zwanger":                    false,
		"ik ben 16 euro kwijt":                       false,
		"toen ik 16 was":                             false,
		"toen ben ik 16 geworden":                    false,
		"ik was 16":                                  false,
		"ik heb 16 rekeningen":                       false,
		"ik ben 18":                                  false,
		"ik ben 35 jaar":                             false,
		"ik word 40":                                 false,
		"ik ben al 16 jaar getrouwd":                 false,
		"ik ben nu 16 jaar in nederland":             false,
		"ik ben 16 keer gebeld":                      false,
		"ik word 16 keer per dag gebeld":             false,
		"ik ben om 16 uur thuis":                     false,
		"ik ben 16 november jarig":                   false,
		"ik ben 10 en 11 december weg":               false,
		"ik ben geen 18 meer":                        false,
		"ik voel me alsof ik 16 ben":                 false,
		"ik ben moeder van een jongen van 16":        false,
		"ik ben alleen met mijn kind van 12":         false,
		"mijn kinderen zijn minderjarig":             false,
		"ik heb minderjarige kinderen":               false,
		"ik ben 9 van de 10 keer te laat":            false,
		"ik ben 12 uur per dag bezig":                false,
		"ik ben 15 minuten te laat":                  false,
		"ik ben 3":                                   false,
		"ik ben kind 16 in de rij":                   false,
		"de huur is 17 jaar lang niet omhoog gegaan": false,
		"": false,
	} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, want, dialog.SoundsUnder18(nl, words))
		})
	}
}
