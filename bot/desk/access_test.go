package desk_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk"
	"stapmaat/bot/desk/desktest"
)

// expected says, for every route of the table, who gets in: a letter each for mentor,
// supervisor, administrator; "*" is everybody, also who is not signed in. It is written by
// hand, beside the table and not from it: a route that is new, or opens wider, fails here.
// A route about a person opens only for those whom the rest of the test names.
var expected = map[string]string{
	"GET /{$}":                  "msa",
	"GET /inloggen":             "*",
	"POST /inloggen":            "*",
	"GET /inloggen/wacht":       "*",
	"POST /inloggen/wacht":      "*",
	"GET /in/{token}":           "*",
	"POST /in/{token}":          "*",
	"GET /uitnodiging/{token}":  "*",
	"POST /uitnodiging/{token}": "*",
	"POST /uitloggen":           "msa",
	"GET /mijn-sessies":         "msa",
	"POST /mijn-sessies":        "msa",

	"GET /bibliotheek":                          "s",
	"GET /bibliotheek/nieuw":                    "s",
	"POST /bibliotheek/nieuw":                   "s",
	"POST /bibliotheek/leeg":                    "s",
	"GET /bibliotheek/tekst/{text}":             "s",
	"GET /bibliotheek/tekst/{text}/bewerken":    "s",
	"POST /bibliotheek/tekst/{text}/bewerken":   "s",
	"POST /bibliotheek/tekst/{text}/voorzet":    "s",
	"POST /bibliotheek/tekst/{text}/voorleggen": "s",
	"POST /bibliotheek/tekst/{text}/besluit":    "s",
	"GET /bibliotheek/tekst/{text}/intrekken":   "s",
	"POST /bibliotheek/tekst/{text}/intrekken":  "s",
	"GET /bibliotheek/uitgave":                  "s",
	"POST /bibliotheek/uitgave":                 "s",
	"POST /bibliotheek/uitgave/terug":           "s",
	"GET /live/uitgave":                         "s",
	"GET /bibliotheek/vragen":                   "s",
	"GET /bibliotheek/proberen":                 "s",

	"GET /mensen":                                     "sa",
	"GET /mensen/uitnodigen":                          "sa",
	"POST /mensen/uitnodigen":                         "sa",
	"POST /mensen/uitnodiging/{invitation}/intrekken": "sa",
	"GET /mensen/{colleague}":                         "sa",
	"POST /mensen/{colleague}/rol":                    "sa",
	"GET /mensen/{colleague}/overdragen":              "sa",
	"POST /mensen/{colleague}/overdragen":             "sa",
	"GET /mensen/{colleague}/stoppen":                 "sa",
	"POST /mensen/{colleague}/stoppen":                "sa",
	"GET /diensten":                                   "msa",
	"POST /diensten":                                  "sa",
	"POST /diensten/weg":                              "sa",
	"GET /diensten/vervanging":                        "msa",
	"POST /diensten/vervanging":                       "sa",
	"POST /diensten/vervanging/stoppen":               "sa",
	"GET /instellingen":                               "sa",
	"POST /instellingen/naam":                         "a",
	"POST /instellingen/tijden":                       "a",
	"POST /instellingen/bewaren":                      "a",
	"POST /instellingen/brug":                         "a",
	"POST /instellingen/model":                        "a",
	"GET /instellingen/nummers":                       "sa",
	"GET /instellingen/nummers/nieuw":                 "sa",
	"POST /instellingen/nummers":                      "sa",
	"GET /instellingen/nummers/{phone}":               "sa",
	"POST /instellingen/nummers/{phone}":              "sa",
	"POST /instellingen/nummers/{phone}/klopt":        "sa",
	"POST /instellingen/nummers/{phone}/weg":          "sa",
	"GET /logboek":                                    "sa",
	"GET /logboek.csv":                                "sa",

	"GET /alarmen":                   "msa",
	"GET /live/alarmen":              "msa",
	"GET /alarmen/stappen":           "sa",
	"POST /alarmen/stappen":          "sa",
	"GET /alarm/{alarm}":             "msa",
	"GET /live/alarm/{alarm}":        "msa",
	"POST /alarm/{alarm}/oppakken":   "ms",
	"POST /alarm/{alarm}/niet":       "ms",
	"POST /alarm/{alarm}/gedaan":     "ms",
	"POST /alarm/{alarm}/overdragen": "ms",
	"POST /alarm/{alarm}/sluiten":    "ms",
	"POST /alarm/{alarm}/klopt":      "ms",

	"GET /gesprek/{person}":             "ms",
	"GET /live/gesprek/{person}":        "ms",
	"POST /gesprek/{person}/nemen":      "ms",
	"POST /gesprek/{person}/schrijf":    "ms",
	"POST /gesprek/{person}/teruggeven": "ms",

	"GET /vandaag":                                   "m",
	"GET /live/vandaag":                              "m",
	"GET /deelnemers":                                "m",
	"GET /deelnemers/uitnodigen":                     "m",
	"POST /deelnemers/uitnodigen":                    "m",
	"GET /deelnemer/{person}":                        "ms",
	"GET /deelnemer/{person}/logboek":                "ms",
	"GET /deelnemer/{person}/brug":                   "ms",
	"GET /deelnemer/{person}/brug.png":               "ms",
	"GET /deelnemer/{person}/brug.pdf":               "ms",
	"GET /deelnemer/{person}/plan.pdf":               "ms",
	"GET /deelnemer/{person}/op-tafel":               "ms",
	"GET /deelnemer/{person}/op-tafel.pdf":           "ms",
	"POST /deelnemer/{person}/bericht":               "ms",
	"POST /deelnemer/{person}/stap/{step}":           "ms",
	"POST /deelnemer/{person}/mens":                  "ms",
	"POST /deelnemer/{person}/afspraak":              "ms",
	"POST /deelnemer/{person}/afspraak/{number}/weg": "ms",
	"POST /deelnemer/{person}/notitie":               "ms",
	"POST /deelnemer/{person}/notitie/{note}/weg":    "ms",
	"POST /deelnemer/{person}/regel/{event}":         "ms",
	"POST /deelnemer/{person}/brug":                  "ms",
	"POST /deelnemer/{person}/brug/{sub}/besproken":  "ms",
	"POST /deelnemer/{person}/persoon":               "ms",
	"POST /deelnemer/{person}/pauze":                 "ms",
	"POST /deelnemer/{person}/overdragen":            "ms",
	"POST /deelnemer/{person}/veilig":                "ms",

	"GET /inloggen/organisatie/{organisation}": "*",
	"GET /inloggen/terug":                      "*",

	"GET /telegram":  "*",
	"POST /telegram": "*",
}

// seat is a role of somebody in the world, and whose pages she may open.
type seat struct {
	name  string
	who   func(*desktest.World) int64
	role  string
	opens []string // of "own", "stood", "other", "elsewhere"
}

var seats = []seat{
	{"nobody", func(*desktest.World) int64 { return 0 }, "", nil},
	{"mentor", func(w *desktest.World) int64 { return w.Anne }, "m", []string{"Fatima"}},
	{"stand-in", func(w *desktest.World) int64 { return w.Bram }, "m", []string{"Fatima"}},
	{"another mentor", func(w *desktest.World) int64 { return w.Carla }, "m", []string{"Samir"}},
	{"supervisor", func(w *desktest.World) int64 { return w.Bas }, "s", nil},
	{"administrator", func(w *desktest.World) int64 { return w.Dewi }, "a", nil},
	{"mentor elsewhere", func(w *desktest.World) int64 { return w.OtherMentor }, "m", []string{"Ineke"}},
	{"supervisor elsewhere", func(w *desktest.World) int64 { return w.OtherLead }, "s", nil},
	{"administrator elsewhere", func(w *desktest.World) int64 { return w.OtherAdministrator }, "a", nil},
}

// about are the people whom a route can be about, with somebody who works there and
// somebody who does not exist.
func about(w *desktest.World) map[string]int64 {
	return map[string]int64{"Fatima": w.Fatima, "Samir": w.Samir, "Ineke": w.OtherOne, "a colleague": w.Carla, "nobody": 999_999}
}

// TestAccessMatrix asks for every route as everybody about everybody.
func TestAccessMatrix(t *testing.T) {
	t.Parallel()
	w := desktest.NewWorld(t)
	asked := 0
	rows := w.Desk.Table()
	for _, row := range rows {
		letters, ok := expected[row.Pattern]
		require.True(t, ok, "%s is new: say in access_test.go who gets in", row.Pattern)
		require.Equal(t, letters, lettersOf(row), "%s opens for others than access_test.go says", row.Pattern)
		for _, s := range seats {
			who := s.who(w)
			for name, person := range about(w) {
				if !row.Person && name != "nobody" {
					continue
				}
				asked++
				a := knock(t, w, row, who, person)
				what := fmt.Sprintf("%s as %s about %s", row.Pattern, s.name, name)
				opens := letters == "*" || s.role != "" && strings.Contains(letters, s.role)
				switch {
				case letters == "*":
					require.True(t, a.Status != http.StatusForbidden || row.Pattern == "POST /telegram", what)
				case who == 0:
					require.True(t, strings.HasPrefix(a.To, "/inloggen") || a.Status == http.StatusUnauthorized, "%s: %d %s", what, a.Status, a.To)
				case !opens:
					require.Equal(t, http.StatusForbidden, a.Status, what)
				case row.Person && !contains(s.opens, name):
					require.Equal(t, http.StatusNotFound, a.Status, what)
				default:
					require.NotContains(t, []int{http.StatusForbidden, http.StatusUnauthorized, http.StatusInternalServerError}, a.Status, what)
					require.False(t, strings.HasPrefix(a.To, "/inloggen") && row.Pattern != "POST /uitloggen", what)
					if row.Person && strings.HasPrefix(row.Pattern, "GET ") {
						require.NotEqual(t, http.StatusNotFound, a.Status, what)
					}
				}
			}
		}
	}
	for pattern := range expected {
		require.True(t, known(rows, pattern), "%s is in access_test.go and not in the table", pattern)
	}
	t.Logf("%d routes, %d questions", len(rows), asked)
}

func knock(t *testing.T, w *desktest.World, row desk.TableRow, who, person int64) desktest.Answer {
	t.Helper()
	v := w.As(who)
	at := path(t, w, row, person)
	if strings.HasPrefix(row.Pattern, "POST ") {
		return v.Post(at)
	}
	return v.Peek(at)
}

func lettersOf(row desk.TableRow) string {
	if row.Everybody {
		return "*"
	}
	letters := ""
	for letter, has := range map[string]bool{"m": row.Mentor, "s": row.Supervisor, "a": row.Administrator} {
		if has {
			letters += letter
		}
	}
	sorted := ""
	for _, l := range []string{"m", "s", "a"} {
		if strings.Contains(letters, l) {
			sorted += l
		}
	}
	return sorted
}

func contains(all []string, one string) bool {
	for _, x := range all {
		if x == one {
			return true
		}
	}
	return false
}

func known(rows []desk.TableRow, pattern string) bool {
	for _, r := range rows {
		if r.Pattern == pattern {
			return true
		}
	}
	return false
}

// TestEveryLookIsLogged opens every page about a person that shows something of her.
func TestEveryLookIsLogged(t *testing.T) {
	t.Parallel()
	w := desktest.NewWorld(t)
	for _, row := range w.Desk.Table() {
		if !row.Person {
			continue
		}
		if strings.HasPrefix(row.Pattern, "GET ") && !strings.Contains(row.Pattern, "/live/") {
			require.True(t, row.Logged, "%s shows a person and keeps no look", row.Pattern)
		}
		if row.Logged {
			knock(t, w, row, w.Anne, w.Fatima)
			require.Positive(t, w.Count("staff_look WHERE staff_id = $1 AND person_id = $2 AND what = $3", w.Anne, w.Fatima, row.Look), row.Pattern)
			knock(t, w, row, w.Carla, w.Fatima)
			require.Zero(t, w.Count("staff_look WHERE staff_id = $1 AND person_id = $2", w.Carla, w.Fatima), "%s: who may not see looks at nothing", row.Pattern)
		}
	}
}
