package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

// TestTooBig is the rule for a small step, on what people really type.
func TestTooBig(t *testing.T) {
	t.Parallel()
	nl := newEngine(t).Texts["nl"]
	for words, want := range map[string]string{
		// one act
		"de gemeente bellen":                          "",
		"bel de gemeente":                             "",
		"ik bel morgen de gemeente":                   "",
		"Anne mailen":                                 "",
		"appje naar mijn zus":                         "",
		"de post open maken":                          "",
		"een brief openmaken":                         "",
		"brieven openen":                              "",
		"1 envelop open doen en lezen":                "",
		"naar het loket gaan":                         "",
		"langsgaan bij het wijkteam":                  "",
		"formulier invullen":                          "",
		"DigiD aanvragen":                             "",
		"een map kopen":                               "",
		"de bak met brieven op tafel zetten":          "",
		"het nummer opzoeken":                         "",
		"afspraak maken bij de huisarts":              "",
		"bel Anne over mijn schulden":                 "",
		"met Anne praten over mijn geld":              "",
		"niet vergeten de huur over te maken":         "",
		"rekenig betaln van de huur":                  "",
		"tien minuten wandelen":                       "",
		"fotos maken van de brieven en sturen":        "",
		"opbellen":                                    "",
		"ga naar de gemeente en vraag een formulier":  "",
		"de voedselbank vragen wat ik mee moet nemen": "",
		// a heap
		"alles regelen":                        "much",
		"mijn schulden":                        "much",
		"mijn schulden oplossen":               "much",
		"alle post openmaken":                  "much",
		"de administratie op orde brengen":     "much",
		"ALLES!":                               "much",
		"ik moet van alles doen":               "much",
		"de huur regelen":                      "much",
		"zorgen dat ik minder uitgeef":         "much",
		"mijn leven op orde krijgen":           "much",
		"iedereen betalen en alles op een rij": "much",
		// no act in it
		"rust":                    "no act",
		"de huur":                 "no act",
		"minder stress":           "no act",
		"werk":                    "no act",
		"een baan":                "no act",
		"niet meer lenen":         "no act",
		"stoppen met kopen":       "no act",
		"geen post laten liggen":  "no act",
		"dat het goed komt":       "no act",
		"ik weet het echt niet":   "no act",
		"schulden":                "no act",
		"een betere band met hem": "no act",
		"12345":                   "no act",
		"أريد المساعدة":           "no act",
		// more words than an act needs
		"eerst bel ik de gemeente en dan ga ik langs de bank en daarna schrijf ik": "long",
	} {
		require.Equal(t, want, dialog.TooBig(nl, words), words)
	}
}

// TestAboutMoney: what pays, borrows, sells or agrees something with a creditor.
func TestAboutMoney(t *testing.T) {
	t.Parallel()
	nl := newEngine(t).Texts["nl"]
	for words, want := range map[string]bool{
		"de huur betalen":                           true,
		"20 euro aflossen bij wehkamp":              true,
		"geld lenen van mijn broer":                 true,
		"mijn fiets verkopen":                       true,
		"op marktplaats zetten":                     true,
		"een regeling vragen bij de deurwaarder":    true,
		"uitstel vragen bij de belastingdienst":     true,
		"met de huisbaas afspreken dat ik later ga": true,
		"een betalingsregeling treffen":             true,
		"afspreken met mijn zus":                    false,
		"de deurwaarder zijn brief lezen":           false,
		"de gemeente bellen":                        false,
		"een map kopen":                             false,
		"mijn schulden opschrijven":                 false,
	} {
		require.Equal(t, want, dialog.AboutMoney(nl, words), words)
	}
}
