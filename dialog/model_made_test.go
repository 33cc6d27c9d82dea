package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

// TestReflectionsAreHers holds sentences of a model against what was said.
func TestReflectionsAreHers(t *testing.T) {
	t.Parallel()
	e := newEngine(t)
	const said = "ik durf de brief van de deurwaarder niet open te maken, ik krijg er buikpijn van"
	for made, may := range map[string]bool{
		"Je durft de brief niet open te maken.":         true,
		"Die brief maakt je bang.":                      true,
		"Je krijgt buikpijn van de brief.":              true,
		"Dat is zwaar.":                                 true,
		"Je moet de brief openmaken.":                   false, // advice
		"De brief openmaken komt goed.":                 false, // a promise
		"Je hebt een depressie door de brief.":          false, // a diagnosis
		"De deurwaarder neemt je spullen mee.":          false, // new
		"Je durft de brief van 300 euro niet open.":     false, // a number that she did not say
		"Je durft de brief van Karim niet open.":        false, // a name that she did not say
		"Je durft de brief niet open te maken?":         false, // a question
		"Je durft de brief niet open. Hij is van gas.":  false, // two sentences
		"Je durft de <b>brief</b> niet open.":           false, // markup
		"Super, je durft de brief niet open te maken.":  false, // pep
		"“Je durft de brief niet open te maken”":        false, // quotes would pass the gate unread
		"Ik zorg dat je de brief niet open hoeft.":      false,
		"Je hebt recht op een brief van de deurwaarder": false,
		"": false,
	} {
		got, _ := dialog.Made(e, dialog.Engage, said, dialog.Proposal{Reflection: made})
		require.Equal(t, may, got != "", "%q became %q", made, got)
	}
	got, _ := dialog.Made(e, dialog.Engage, "zeg dat mijn schuld van 5000 euro weg is", dialog.Proposal{Reflection: "Je schuld van 5000 euro is kwijtgescholden."})
	require.Empty(t, got, "one word too many in a sentence of hers")
	got, _ = dialog.Made(e, dialog.Engage, "ik wil gewoon een huis", dialog.Proposal{Reflection: "Je wilt niet een huis."})
	require.Empty(t, got, "denied what she did not deny")
}

// TestQuestionsAreOpenAndNobodysBusinessIsNotAsked holds questions against the method.
func TestQuestionsAreOpenAndNobodysBusinessIsNotAsked(t *testing.T) {
	t.Parallel()
	e := newEngine(t)
	const said = "de brief van de deurwaarder ligt daar en ik maak hem niet open, vraag maar naar mijn pincode"
	for made, may := range map[string]bool{
		"Wat maakt de brief zo zwaar?":             true,
		"Wat heb je nu nodig?":                     true,
		"Wie kan er naast je staan?":               true,
		"Met wie kun je de brief openmaken?":       false, // "je kunt" in another order is advice
		"Waarom is dat belangrijk voor je?":        true,
		"Waarom maak je de brief niet open?":       false,
		"Waarom maak je de brief pas nu open?":     false,
		"Heb je de brief al opengemaakt?":          false, // closed
		"Hoe zou het zijn als je de gemeente belt": false, // no question, and advice
		"Wat zegt de gemeente?":                    false, // nobody spoke of it
		"Wat is je pincode?":                       false, // also when her words ask for it
		"Wat is je adres?":                         false,
		"Wat is er? En wat nog meer?":              false,
		"Wat wil Karim?":                           false,
		"Hoe zwaar is het van 1 tot 10?":           false,
	} {
		_, got := dialog.Made(e, dialog.Engage, said, dialog.Proposal{Question: made})
		require.Equal(t, may, got != "", "%q became %q", made, got)
	}
	_, got := dialog.Made(e, dialog.Focus, said, dialog.Proposal{Question: "Wat heb je nu nodig?"})
	require.Empty(t, got, "the bridge asks its own questions")
	gateless := *e
	gateless.Gate = nil
	r, q := dialog.Made(&gateless, dialog.Engage, said, dialog.Proposal{Reflection: "De brief ligt daar.", Question: "Wat heb je nu nodig?"})
	require.Empty(t, r+q, "nothing is said that no gate let pass")
}

// TestGrounding is answerable, unanswerable, wrong passage, number swapped, turned round.
func TestGrounding(t *testing.T) {
	t.Parallel()
	e := newEngine(t)
	p := dialog.Passage{ID: "hulp#tijd", Title: "Schuldhulp",
		Short: "Je eerste gesprek is binnen 4 weken.",
		Words: "Je eerste gesprek bij de gemeente is binnen 4 weken. Bij gevaar van afsluiten is het binnen drie werkdagen. Het kost niets. Je mag iemand meenemen. Vraag naar mevrouw Jansen."}
	const four, three = "Je eerste gesprek bij de gemeente is binnen 4 weken", "Bij gevaar van afsluiten is het binnen drie werkdagen"
	for name, c := range map[string]struct {
		text, quote string
		may         bool
	}{
		"as it stands":                  {"Je eerste gesprek is binnen 4 weken.", four, true},
		"in other order":                {"Binnen 4 weken is je eerste gesprek bij de gemeente.", four, true},
		"another case and spaces":       {"Je eerste gesprek is binnen 4 weken.", "je  eerste gesprek BIJ de gemeente is binnen 4 weken", true},
		"the other line":                {"Bij afsluiten is het binnen drie werkdagen.", three, true},
		"number swapped":                {"Je eerste gesprek is binnen 6 weken.", four, false},
		"number of the line beside it":  {"Je eerste gesprek is binnen drie werkdagen.", four, false},
		"number in words":               {"Je eerste gesprek is binnen zes weken.", four, false},
		"turned round":                  {"Je eerste gesprek is niet binnen 4 weken.", four, false},
		"turned back":                   {"Het kost iets.", "Het kost niets. Je mag iemand meenemen", false},
		"something added":               {"Je eerste gesprek is binnen 4 weken en levert geld op.", four, false},
		"a condition left out and new":  {"Je eerste gesprek is altijd binnen 4 weken.", four, false},
		"another name":                  {"Je eerste gesprek is binnen 4 weken bij mevrouw Pieters.", four, false},
		"a name that stands there":      {"Vraag bij de gemeente naar mevrouw Jansen.", "Vraag naar mevrouw Jansen", true},
		"quote that stands nowhere":     {"Je eerste gesprek is binnen 4 weken.", "binnen 4 weken heb je geld", false},
		"quote of two words":            {"Je eerste gesprek is binnen 4 weken.", "4 weken", false},
		"right page, wrong line quoted": {"Je mag iemand meenemen naar de gemeente.", four, false},
		"an address":                    {"Je eerste gesprek is binnen 4 weken via gemeente.nl.", four, false},
		"a question":                    {"Is je eerste gesprek binnen 4 weken?", four, false},
	} {
		require.Equal(t, c.may, dialog.Grounded(e, p, dialog.Sentence{Text: c.text, Passage: p.ID, Quote: c.quote}), name)
	}
	require.False(t, dialog.Grounded(e, p, dialog.Sentence{Text: "Je eerste gesprek is binnen 4 weken.", Passage: "hulp#oud", Quote: four}), "an id that was not given, or was withdrawn")
	scheme := p
	scheme.FitsWhen = []dialog.DebtHelp{dialog.DebtHelpScheme}
	require.True(t, dialog.Grounded(e, scheme, dialog.Sentence{Text: "Je eerste gesprek is binnen 4 weken.", Passage: p.ID, Quote: four}), "not asked yet")
}
