package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

// TestLead reads what stands behind a yes or a no.
func TestLead(t *testing.T) {
	t.Parallel()
	nl := newEngine(t).Texts["nl"]
	for words, want := range map[string]string{
		"ja natuurlijk, Anne is een schat, die mag alles weten": "share",
		"ja hoor geen probleem, deel het maar met Anne":         "share",
		"yes please":                            "share",
		"nee, deel maar niet":                   "keep",
		"nee dank je ik houd het liever bij me": "keep",
		"no":                                    "keep",
		"ja maar niet mijn schulden":            "",
		"ja maar alleen de eerste regel":        "",
		"nee, of toch wel":                      "",
		"natuurlijk niet":                       "",
	} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, want, dialog.Chosen(nl, words, "share", "change", "keep"))
		})
	}
}

// TestCalled finds a name in what people say around it, and none in a sentence.
func TestCalled(t *testing.T) {
	t.Parallel()
	nl := newEngine(t).Texts["nl"]
	for words, want := range map[string]string{
		"Fatima":                              "Fatima",
		"fatma":                               "Fatma",
		"zeg maar Fatma hoor":                 "Fatma",
		"ik heet Achmed":                      "Achmed",
		"mijn naam is Anne-Marie.":            "Anne-Marie",
		"Noem me maar Bas":                    "Bas",
		"hoi, ik ben Sam, en jij?":            "Sam",
		"Maria van Dijk":                      "Maria van Dijk",
		"my name is John":                     "John",
		"ik ben 16":                           "",
		"ik ben moe":                          "",
		"nee":                                 "",
		"hallo":                               "",
		"weet ik niet":                        "",
		"16":                                  "",
		"?!":                                  "",
		"ik slaap niet van de brieven":        "",
		"waarom wil je dat weten dan":         "",
		"hoi":                                 "",
		"Wolfeschlegelsteinhausenbergerdorff": "",
	} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, want, dialog.Called(nl, words))
		})
	}
}

// TestQuestion tells a question from an answer that sounds like one.
func TestQuestion(t *testing.T) {
	t.Parallel()
	nl := newEngine(t).Texts["nl"]
	for words, want := range map[string]struct{ tap, own bool }{
		"maar krijg ik dan huurtoeslag?": {true, true},
		"wat is beslagvrije voet":        {true, true},
		"mag ik op vakantie":             {true, true},
		"dat van de huur?":               {true, false},
		"misschien een cursus?":          {true, false},
		"volgende week?":                 {true, false},
		"ik weet niet wat ik moet doen":  {false, false},
		"wat een gedoe allemaal":         {false, false},
		"?":                              {false, false},
	} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, want.tap, dialog.Asks(nl, words, false))
			require.Equal(t, want.own, dialog.Asks(nl, words, true))
		})
	}
}

// TestQuoted cuts where a sentence or a clause ends.
func TestQuoted(t *testing.T) {
	t.Parallel()
	clause := "ik heb al drie maanden geen post meer open gemaakt en de stapel wordt elke dag hoger, "
	require.Equal(t, "kort", dialog.Quoted("kort"))
	require.Equal(t, clause[:len(clause)-2]+"…", dialog.Quoted(clause+"en ik weet echt niet meer waar ik moet beginnen want er zijn er nu zoveel bijgekomen dat ik er van wakker lig"))
}
