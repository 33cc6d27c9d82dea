package risk_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog/risk"
)

func TestBridgeSentences(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/bridge.tsv")
	require.NoError(t, err)
	pairs := 0
	for line := range strings.Lines(string(data)) {
		harmless, danger, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		pairs++
		require.Equal(t, risk.None, risk.Screen(harmless).Outcome, harmless)
		require.NotEqual(t, risk.None, risk.Screen(danger).Outcome, danger)
	}
	require.Equal(t, 40, pairs)
}

func TestSaidOutright(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"ik wil dood":                                  "page suicide today",
		"ik ga er een eind aan maken":                  "page suicide now",
		"mijn afscheidsbrief ligt klaar":               "page suicide now",
		"zorg jij straks voor mijn kat":                "ask suicide today",
		"het hoeft allemaal niet meer zo":              "ask suicide today",
		"ik heb mezelf gesneden":                       "page selfharm today",
		"mijn man slaat me":                            "page violence_victim today",
		"hij staat voor de deur met een mes":           "page violence_victim now",
		"mijn kinderen hebben niets te eten":           "page child_safety now",
		"ik vermoord hem":                              "page threat_to_others now",
		"ik krijg geen lucht":                          "page medical now",
		"ik neem mijn insuline om de dag, te duur":     "page medical today",
		"ik slaap vannacht op straat":                  "page material now",
		"het gas is afgesloten en we zitten in de kou": "page material today",
		"i am going to kill myself":                    "page suicide now",
		"my husband hits me":                           "page violence_victim today",
	} {
		v := risk.Screen(said)
		require.Equal(t, want, strings.Join([]string{string(v.Outcome), string(v.Category), string(v.Urgency)}, " "), said)
	}
}

func TestWordsThatAreWrittenOtherwise(t *testing.T) {
	t.Parallel()
	for _, said := range []string{
		"IK WIL DOOD!!!", "ik wil d o o d", "ik wil d.o.o.d", "ikwildood", "ik wil doooood", "ik wil d00d", "k wil dood", "kwil dood",
		"ik wil\ndood", "ik wíl dööd", "ik w\u200bil dood", "ｉｋ ｗｉｌ ｄｏｏｄ", "zelfmoort", "z3lfm00rd", "zelf moord plegen", "ik wil nie meer leve",
		"ik ga kms", "wallah ik wil dood bro", "kwil nie meer leven zunne",
	} {
		v := risk.Screen(said)
		require.NotEqual(t, risk.None, v.Outcome, said)
		require.Equal(t, risk.Suicide, v.Category, said)
	}
}

func TestFiguresOfSpeechAndReliefDoNotPage(t *testing.T) {
	t.Parallel()
	for _, said := range []string{
		"ik schaam me dood voor die brief", "ik lach me dood", "ik ben doodmoe", "ik ga dood van de honger haha", "ik werk me kapot",
		"kill two birds with one stone", "ik kan hier niet van leven", "de ontruiming gaat niet door, we mogen blijven",
		"de stroom is weer aangesloten", "ik doe een moord voor een kop koffie", "het mes snijdt aan twee kanten", "ajax heeft psv verslagen",
	} {
		require.Equal(t, risk.None, risk.Screen(said).Outcome, said)
	}
}

func TestMarks(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]risk.Verdict{
		"mijn buurvrouw wil dood":                      {Outcome: risk.Ask, Category: risk.Suicide, Urgency: risk.Today, Marks: risk.Other},
		"ik wil niet dood":                             {},
		"vroeger wilde ik dood, nu gelukkig niet meer": {},
		"in dat liedje pleegt iemand zelfmoord":        {},
	} {
		v := risk.Screen(said)
		require.Equal(t, want.Outcome, v.Outcome, said)
		require.Equal(t, want.Category, v.Category, said)
		require.Equal(t, want.Marks, v.Marks, said)
	}
	require.Equal(t, risk.Page, risk.Screen("vroeger sloeg hij me en nu is hij weer begonnen, hij slaat me elke dag").Outcome)
	require.NotEqual(t, risk.None, risk.Screen("ik wil niet naar die afspraak, ik wil dood").Outcome)
	require.NotEqual(t, risk.None, risk.Screen("hij slaat me niet alleen als hij drinkt").Outcome)
}

func TestMarksAsText(t *testing.T) {
	t.Parallel()
	v := risk.Verdict{Outcome: risk.Ask, Marks: risk.Other | risk.Past}
	data, err := json.Marshal(v)
	require.NoError(t, err)
	require.JSONEq(t, `{"outcome":"ask","marks":"other past"}`, string(data))
	var back risk.Verdict
	require.NoError(t, json.Unmarshal(data, &back))
	require.Equal(t, v, back)
	require.ErrorContains(t, json.Unmarshal([]byte(`{"marks":"other odd"}`), &back), `"odd" is none of`)
}

func TestButtonsCarryMarks(t *testing.T) {
	t.Parallel()
	v, ok := risk.Mark("material:now")
	require.True(t, ok)
	require.Equal(t, risk.Verdict{Outcome: risk.Page, Category: risk.Material, Urgency: risk.Now}, v)
	for _, mark := range []string{"material:soon", "money:now", "material", "", "suicide:later"} {
		_, ok := risk.Mark(mark)
		require.False(t, ok, mark)
	}
}

func TestSubLabels(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]risk.Sub{
		"ik word uitgehuwelijkt aan mijn neef":                    risk.Honour,
		"ik word gestalkt door mijn ex":                           risk.Stalking,
		"ik ben verkracht":                                        risk.Sexual,
		"ik ben katvanger en ik moet mijn pas geven":              risk.Exploited,
		"die mannen van de lening staan voor de deur, ze dreigen": risk.LoanShark,
		"ik heb alles vergokt en zie geen uitweg, ik wil dood":    risk.Gambling,
		"stemmen zeggen dat ik van het dak moet springen":         risk.Psychosis,
		"we hebben de barbecue in de huiskamer gezet":             risk.Monoxide,
		"ik sla mijn insuline over, te duur":                      risk.Medicine,
		"ik ben 14 en ik wil dood":                                risk.Minor,
	} {
		v := risk.Screen(said)
		require.NotEqual(t, risk.None, v.Outcome, said)
		require.Equal(t, want, v.Sub, said)
		_, ok := risk.CategoryOf(v.Sub)
		require.True(t, ok)
	}
}

func TestOtherLanguages(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]risk.Category{
		"ich will nicht mehr leben":    risk.Suicide,
		"mein mann schlägt mich":       risk.ViolenceVictim,
		"yaşamak istemiyorum":          risk.Suicide,
		"kocam beni dövüyor":           risk.ViolenceVictim,
		"أريد أن أموت":                 risk.Suicide,
		"زوجي يضربني":                  risk.ViolenceVictim,
		"bghit nmout":                  risk.Suicide,
		"nie chcę żyć":                 risk.Suicide,
		"mąż mnie bije":                risk.ViolenceVictim,
		"не хочу жити":                 risk.Suicide,
		"чоловік мене б'є":             risk.ViolenceVictim,
		"mi no ke biba mas":            risk.Suicide,
		"mi no tin unda drumi":         risk.Material,
		"i have nowhere to go tonight": risk.Material,
	} {
		v := risk.Screen(said)
		require.NotEqual(t, risk.None, v.Outcome, said)
		require.Equal(t, want, v.Category, said)
	}
}

func TestSameTextSameVerdict(t *testing.T) {
	t.Parallel()
	const said = "hij slaat me en ik wil dood, morgen word ik uit huis gezet, mijn kinderen hebben niets te eten"
	first := risk.Screen(said)
	for range 50 {
		require.Equal(t, first, risk.Screen(said))
	}
	require.Equal(t, risk.Now, first.Urgency)
}

func FuzzScreen(f *testing.F) {
	for _, seed := range []string{"", "ik wil dood", "d o o d", "\xff\xfe", "أريد أن أموت", "@$*'....!?", strings.Repeat("ikwil", 2000), "1 2 3 dagen"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, said string) {
		v := risk.Screen(said)
		if (v.Outcome == risk.None) != (v.Category == "") || (v.Outcome == risk.None) != (v.Urgency == "") {
			t.Errorf("%q: outcome, category and urgency do not go together: %+v", said, v)
		}
	})
}
