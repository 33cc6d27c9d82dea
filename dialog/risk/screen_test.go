package risk_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog/risk"
)

// TestPages holds what people write outright.
func TestPages(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]risk.Verdict{
		"Ik wil DOOD!!":                             {risk.Page, risk.Suicide, risk.Today},
		"ik wil doodt":                              {risk.Page, risk.Suicide, risk.Today},
		"soms wil ik echt dood":                     {risk.Page, risk.Suicide, risk.Today},
		"ik weet zeker dat ik dood wil":             {risk.Page, risk.Suicide, risk.Today},
		"ik wil vanavond dood":                      {risk.Page, risk.Suicide, risk.Now},
		"ik maak er vanavond een eind aan":          {risk.Page, risk.Suicide, risk.Now},
		"vannacht maak ik er een einde aan":         {risk.Page, risk.Suicide, risk.Now},
		"morgen ga ik voor de trein springen":       {risk.Page, risk.Suicide, risk.Now},
		"ik ga voor de trien springen":              {risk.Page, risk.Suicide, risk.Now},
		"ik denk aan zelfmord":                      {risk.Page, risk.Suicide, risk.Today},
		"ik zie het niet meer zitten":               {risk.Page, risk.Suicide, risk.Today},
		"het hoeft van mij allemaal niet meer":      {risk.Page, risk.Suicide, risk.Today},
		"van mij hoeft het echt niet meer":          {risk.Page, risk.Suicide, risk.Today},
		"ik hoop dat ik niet meer wakker word":      {risk.Page, risk.Suicide, risk.Today},
		"ik wil niet meer wakker worden":            {risk.Page, risk.Suicide, risk.Today},
		"я хочу умереть":                            {risk.Page, risk.Suicide, risk.Today},
		"mijn zoon wil dood":                        {risk.Page, risk.Suicide, risk.Today},
		"I want to die":                             {risk.Page, risk.Suicide, risk.Today},
		"ik heb mezelf vandaag gesneden":            {risk.Page, risk.Selfharm, risk.Today},
		"mijn ex staat voor de deur met een mes":    {risk.Page, risk.ViolenceVictim, risk.Now},
		"ze staat nu voor mijn deur met een mes":    {risk.Page, risk.ViolenceVictim, risk.Now},
		"hij slaat me":                              {risk.Page, risk.ViolenceVictim, risk.Today},
		"hij slaat me nu":                           {risk.Page, risk.ViolenceVictim, risk.Now},
		"ik ben bang omdat mijn man me soms slaat":  {risk.Page, risk.ViolenceVictim, risk.Today},
		"mijn ex bedreigd me":                       {risk.Page, risk.ViolenceVictim, risk.Today},
		"ik word mishandelt":                        {risk.Page, risk.ViolenceVictim, risk.Today},
		"ik doe mijn kinderen nog wat aan":          {risk.Page, risk.ChildSafety, risk.Now},
		"ik ga die deurwaarder in elkaar slaan":     {risk.Page, risk.ThreatToOthers, risk.Today},
		"ik sla die vent van de bank in elkaar":     {},
		"ik sla hem in elkaar":                      {risk.Page, risk.ThreatToOthers, risk.Today},
		"ik wil doood":                              {risk.Page, risk.Suicide, risk.Today},
		"mijn zoon heeft al 2 dagen niets gegeten":  {risk.Page, risk.Material, risk.Now},
		"ze hebben de stroom afgesloten":            {risk.Page, risk.Material, risk.Today},
		"gisteravond sloeg mijn man me":             {risk.Page, risk.ViolenceVictim, risk.Today},
		"ik krijg geen lucht":                       {risk.Page, risk.Medical, risk.Now},
		"ik heb al 3 dagen niks te eten":            {risk.Page, risk.Material, risk.Now},
		"we hebben al twee dagen niets gegeten":     {risk.Page, risk.Material, risk.Now},
		"mijn kinderen hebben niks te eten":         {risk.Page, risk.Material, risk.Now},
		"ze sluiten vandaag het gas af":             {risk.Page, risk.Material, risk.Now},
		"ze sluiten het gas af":                     {risk.Page, risk.Material, risk.Today},
		"overmorgen word ik uit huis gezet":         {risk.Page, risk.Material, risk.Now},
		"ik word volgende week uit huis gezet":      {risk.Page, risk.Material, risk.Today},
		"ik weet niet waar ik vannacht moet slapen": {risk.Page, risk.Material, risk.Now},
	} {
		require.Equal(t, want, risk.Screen(text), text)
	}
}

// TestHardNegatives are words of danger where there is none.
func TestHardNegatives(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"ik schaam me dood", "ik ben doodmoe", "ik lach me dood", "mijn telefoon is dood", "ik zie het wel zitten", "waar sta ik op de brug",
		"in die film zegt ze ik wil dood", "het liedje heet ik wil niet meer leven", "dat nummer heet ik wil dood",
		"ik schrok me dood van die brief", "ik verveel me dood", "ik wil niet dood", "ik wil echt niet dood hoor", "niet dat ik dood wil",
		"mijn man laat me met rust", "mijn ex laat me niet met rust", "hij slaat me niet", "hij slaat me gelukkig niet meer", "mijn ex staat me bij",
		"ik wil niet meer lezen wat ze schrijven", "ik wil niet meer geven dan nodig", "ik wil er niet meer over praten", "ik wil niet meer",
		"ik krijg geen licht in de schuur", "ik krijg geen lening", "mijn kinderen hebben iets te eten", "ik heb niets te verbergen", "ik heb nog niks gegeten vandaag",
		"ze sluiten het later af", "ik sluit de deur af", "we sluiten het gesprek af", "het gas is weer aangesloten", "ik ga die kast in elkaar zetten",
		"ik maak er een mooie dag van", "ik neem afscheid van mijn auto",
		"mijn plant gaat dood", "de hond van de buren is dood", "mijn moeder is dood", "ik ga springen van blijdschap", "de kinderen springen op de trampoline",
		"de trein naar Utrecht rijdt niet", "ik heb pijn in mijn rug", "ik word gebeld", "ik word gek van al die post", "ik slaap slecht", "ik slaap vannacht bij mijn zus",
		"morgen ben ik er niet", "ik zet hem uit", "ik kan hem wel wat doen, zo lief is hij", "ik vermoed dat het klopt", "het doodlopende straatje", "ik heb een doodgewone dag",
		"vroeger sloeg mijn vader me", "de weg is afgesloten", "ik heb geen eten meer nodig van de voedselbank maar wel een fiets", "ik ben bedreven in koken", "die rekening is mijn dood niet", "morgen moet ik uit huis, boodschappen doen",
	} {
		require.Equal(t, risk.Verdict{}, risk.Screen(text), text)
	}
}

func TestMarks(t *testing.T) {
	t.Parallel()
	v, ok := risk.Mark("material:now")
	require.True(t, ok)
	require.Equal(t, risk.Verdict{Outcome: risk.Page, Category: risk.Material, Urgency: risk.Now}, v)
	for _, mark := range []string{"", "material", "material:soon", "nothing:now", "material:later"} {
		_, ok := risk.Mark(mark)
		require.False(t, ok, mark)
	}
}

// FuzzScreen reads what strangers can send.
func FuzzScreen(f *testing.F) {
	for _, seed := range []string{"ik wil dood", "", "niet dat", "ik ga", "_ # *", "ik ga _ in elkaar slaan", "\xff", strings.Repeat("ik wil er ", 400)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if v := risk.Screen(text); v.Outcome == risk.Page {
			require.NotEmpty(t, v.Category)
			require.NotEmpty(t, v.Urgency)
		}
	})
}

func BenchmarkScreen(b *testing.B) {
	short := "ik loop al maanden achter met de huur en nu kwam er weer een brief van de deurwaarder, ik durf hem niet open te maken want ik weet al wat erin staat en ik slaap er slecht van, mijn man zegt dat het wel goed komt maar dat geloof ik niet meer, morgen moet ik bellen met de gemeente over de toeslagen"
	for name, text := range map[string]string{"300": short, "4096": strings.Repeat(short+" ", 14)[:4096]} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				risk.Screen(text)
			}
		})
	}
}
