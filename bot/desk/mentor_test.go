package desk_test

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/demo"
	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// room is a desk with a mentor and invented people.
type room struct {
	*desktest.Place
	t      testing.TB
	mentor int64
	anne   *desktest.Visitor
}

func newRoom(t testing.TB, people int) *room {
	r := &room{Place: desktest.New(t), t: t}
	r.mentor = r.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	n, err := demo.Fill(t.Context(), demo.Options{URL: r.House.URL, Master: storetest.Master(), Engine: desktest.Engine(t), Organisation: r.Org, Mentor: r.mentor,
		Now: r.Clock.Now(), People: people})
	require.NoError(t, err)
	require.Equal(t, people, n)
	r.anne = r.As(r.mentor)
	return r
}

// of finds an invented person by the place in the file, from 0.
func (r *room) of(i int) (id int64) {
	r.t.Helper()
	r.Scan(`SELECT person_id FROM conversation WHERE chat_id = $1`, []any{7_000_000 + i}, &id)
	return id
}

func (r *room) path(i int, rest string) string {
	return "/deelnemer/" + itoa(r.of(i)) + rest
}

// acts plays what waits through the real talk.
func (r *room) acts() {
	r.t.Helper()
	engine := desktest.Engine(r.t)
	r.Play(engine.Advance)
}

var number = regexp.MustCompile(`name="form" value="([a-z0-9]+)"`)

// form gives the number of the forms on a page.
func (r *room) form(path string) string {
	r.t.Helper()
	m := number.FindStringSubmatch(r.anne.Get(path).Body)
	require.NotNil(r.t, m)
	return m[1]
}

func (r *room) page(path string, has ...string) string {
	r.t.Helper()
	a := r.anne.Get(path)
	require.Equal(r.t, http.StatusOK, a.Status, path)
	require.NotRegexp(r.t, `\[[a-z][a-z0-9_.-]+\]`, strings.ReplaceAll(a.Body, "[x]", ""), "a word is missing on %s", path)
	require.Less(r.t, len(a.Body), 60_000, path)
	for _, text := range has {
		require.Contains(r.t, a.Body, text, path)
	}
	return a.Body
}

func TestTodayIsAListOfWhatWaits(t *testing.T) {
	t.Parallel()
	r := newRoom(t, 8)
	body := r.page("/vandaag", "dinsdag 1 december", "Wil een mens spreken", "Abdi", "Vraagt of jij een stap doet", "de lijst samen doornemen", "Vandaag aan de beurt", "Langer stil dan anders", "Samir", "Nieuw gedeeld")
	require.Less(t, strings.Index(body, "Wil een mens spreken"), strings.Index(body, "Vraagt of jij"))
	require.Less(t, strings.Index(body, "Vandaag aan de beurt"), strings.Index(body, "Langer stil"))
	require.NotContains(t, body, "Alarm ·")

	done := r.anne.Post(r.path(5, "/mens"), "form", r.form("/vandaag"), "terug", "/vandaag")
	require.Equal(t, "/vandaag", done.To)
	r.acts()
	require.NotContains(t, r.page("/vandaag"), "Wil een mens spreken")

	r.Exec(`INSERT INTO alarm (organisation_id, person_id, cause_id, opened_at) VALUES ($1, $2, 1, $3)`, r.Org, r.of(1), r.Clock.Now())
	r.page("/vandaag", "Alarm · nu · zaak "+itoa(r.of(1)))
	require.NotContains(t, strings.Split(r.page("/vandaag"), "Langer stil")[0], "Samir", "an alarm names nobody")
}

func TestTheCaseloadFilters(t *testing.T) {
	t.Parallel()
	r := newRoom(t, 60)
	all := r.page("/deelnemers", "Deelnemers", "Loopt vast", "Stil", "Wacht op jou")
	require.Equal(t, 60, strings.Count(all, "data-row"))
	require.Less(t, strings.Count(r.page("/deelnemers?wie=vast"), "data-row"), 20)
	require.NotContains(t, r.page("/deelnemers?wie=stil"), ">Fatima<")
	r.page("/deelnemers?doel=schulden", ">Fatima<")
	require.NotContains(t, r.page("/deelnemers?doel=schulden"), ">Samir<")
	r.page("/deelnemers?pijler=thuis", ">Samir<")
	require.Equal(t, 1, strings.Count(r.page("/deelnemers?naam=fatima"), "data-row"))
	r.page("/deelnemers?naam=xx", "Niemand past hierbij.")
}

func TestAParticipantOnOnePage(t *testing.T) {
	t.Parallel()
	r := newRoom(t, 8)
	r.page(r.path(0, ""), "Nieuw sinds je vorige bezoek", "al mijn post open", "dan schrik ik niet meer", "Iets om te vieren", "mijn zus", "brug.png", "nog geen hulp", "Delen met jou")
	r.page(r.path(0, ""), "Nieuw sinds je vorige bezoek")
	require.NotContains(t, r.page(r.path(4, ""), "Marieke deelt nu niets met jou"), "dat zeg ik liever niet", "who does not share shows nothing")
	r.page(r.path(0, "/logboek"), "Een regel verandert nooit", "plek op de brug")
	r.page(r.path(0, "/brug"), "Jouw plekken ernaast", "brug.pdf")
	r.page(r.path(0, "/op-tafel"), "Waar je naartoe wilt", "Jouw doel", "Om over te praten")
	for _, file := range []string{"/brug.png", "/brug.pdf", "/plan.pdf?doel=1", "/op-tafel.pdf", "/brug.png?maand=2026-11"} {
		a := r.anne.Get(r.path(0, file))
		require.Equal(t, http.StatusOK, a.Status, file)
		require.Greater(t, len(a.Body), 1000, file)
	}
	require.Equal(t, r.path(4, ""), r.anne.Get(r.path(4, "/brug.png")).To)
	require.Equal(t, r.path(4, ""), r.anne.Get(r.path(4, "/plan.pdf?doel=1")).To)
	require.Equal(t, 1, r.Count("staff_look WHERE person_id = $1 AND what = 'page'", r.of(0)), "a visit is one look")

	other := r.As(r.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Bram"}))
	require.Equal(t, http.StatusNotFound, other.Get(r.path(0, "")).Status)
	require.Equal(t, http.StatusNotFound, other.Post(r.path(0, "/bericht"), "bericht", "hoi").Status)
}

func TestWhatAMentorDoesReachesTheTalkOnce(t *testing.T) {
	t.Parallel()
	r := newRoom(t, 2)
	form := r.form(r.path(0, ""))
	sent := func(rest string, fields ...string) desktest.Answer {
		t.Helper()
		a := r.anne.Post(r.path(0, rest), append([]string{"form", form}, fields...)...)
		require.Equal(t, http.StatusSeeOther, a.Status, "%s: %s", rest, a.Body)
		r.acts()
		return a
	}
	sent("/bericht", "bericht", "Ik kom morgen.\nTot dan")
	sent("/bericht", "bericht", "Ik kom morgen.\nTot dan")
	require.Equal(t, 1, r.Count("event WHERE kind = 'staff_wrote'"), "a form sent twice is one message")
	sent("/bericht", "bericht", "Ik kom overmorgen.")
	require.Equal(t, 2, r.Count("event WHERE kind = 'staff_wrote'"), "other words are another")
	require.Equal(t, 2, r.Count("outbox WHERE key = 'said.wrote' AND lane = 0"))

	sent("/stap/4", "antwoord", "ja")
	require.Equal(t, 1, r.Count("step WHERE number = 4 AND state = 'open'"))
	sent("/afspraak", "dag", "2026-12-03", "tijd", "10:30", "plek", "Buurthuis", "meenemen", "de lijst")
	r.page(r.path(0, ""), "Buurthuis", "de lijst", "Afspraken")
	require.Equal(t, 1, r.Count("appointment WHERE state = 'planned'"))
	sent("/afspraak", "nummer", "1", "dag", "2026-12-04", "tijd", "10:30", "plek", "Buurthuis")
	require.Equal(t, 1, r.Count("appointment"))
	sent("/afspraak/1/weg")
	require.Equal(t, 1, r.Count("appointment WHERE state = 'cancelled'"))
	sent("/pauze", "pauze", "aan")
	require.Equal(t, 1, r.Count("person WHERE paused"))
	sent("/pauze", "pauze", "uit")
	sent("/veilig", "veilig", "hond in huis")
	require.Equal(t, 1, r.Count("event WHERE kind = 'safety_noted'"))
	sent("/brug/schulden/besproken", "trede", "3")
	require.Equal(t, 1, r.Count("position WHERE discussed"))
	sent("/brug", "plek-schulden", "5", "plek-wonen", "")
	r.page(r.path(0, "/brug"), "2 treden verschil", "besproken")
	sent("/notitie", "notitie", "belt liever", "voor", "collega")
	sent("/notitie", "notitie", "belt liever", "voor", "collega")
	require.Equal(t, 1, r.Count("case_note WHERE readers = 'colleagues'"))
	r.page(r.path(0, ""), "belt liever")

	var event int64
	r.Scan(`SELECT min(id) FROM event WHERE person_id = $1 AND share = 'shared'`, []any{r.of(0)}, &event)
	sent("/regel/"+itoa(event), "woorden", "ze bedoelde de huur")
	r.page(r.path(0, "/logboek"), "ze bedoelde de huur", "ik durf de post niet open te maken")

	cor := r.ComesIn(3, dialog.MentorRole, 0, store.Details{Name: "Cor"})
	require.Equal(t, "/deelnemers", sent("/overdragen", "aan", itoa(cor), "zeker", "ja").To)
	require.Equal(t, http.StatusNotFound, r.anne.Get(r.path(0, "")).Status)
	require.Equal(t, http.StatusOK, r.As(cor).Get(r.path(0, "")).Status)
}

func TestAFormThatIsNotInOrderLosesNothing(t *testing.T) {
	t.Parallel()
	r := newRoom(t, 1)
	r.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Bram"})
	wrong := func(rest string, has string, fields ...string) {
		t.Helper()
		a := r.anne.Post(r.path(0, rest), fields...)
		require.Equal(t, http.StatusUnprocessableEntity, a.Status, rest)
		require.Contains(t, a.Body, has)
		require.Contains(t, a.Body, `class="fault"`)
	}
	wrong("/afspraak", `value="Buurthuis"`, "dag", "2026-11-30", "tijd", "10:30", "plek", "Buurthuis")
	wrong("/afspraak", `value="Buurthuis"`, "dag", "morgen", "tijd", "10:30", "plek", "Buurthuis")
	wrong("/bericht", "Vul dit in.", "bericht", "  ")
	wrong("/notitie", "xxxx", "notitie", strings.Repeat("x", 4001))
	wrong("/overdragen", "Vink dit aan", "aan", "1")
	wrong("/veilig", "Vul dit in.", "veilig", "")
	require.Equal(t, http.StatusNotFound, r.anne.Post(r.path(0, "/stap/x")).Status)
	require.Equal(t, http.StatusBadRequest, r.anne.Post(r.path(0, "/brug"), "plek-schulden", "99").Status)
	require.Zero(t, r.Count("inbox WHERE source = 'act'"))
	a := r.anne.Post("/deelnemers/uitnodigen", "telefoon", "12", "adres", "Straat 1")
	require.Equal(t, http.StatusUnprocessableEntity, a.Status)
	require.Contains(t, a.Body, `value="Straat 1"`)
}

func TestInvitingAndTheWrongPerson(t *testing.T) {
	t.Parallel()
	r := newRoom(t, 1)
	made := r.anne.Post("/deelnemers/uitnodigen", "naam", "Sadia", "telefoon", "0612345678")
	require.Equal(t, http.StatusOK, made.Status)
	require.Contains(t, made.Body, "De link voor Sadia")
	odd := r.anne.Post("/deelnemers/uitnodigen", "naam", "Sadia", "brug", "eigen-2030")
	require.Equal(t, http.StatusUnprocessableEntity, odd.Status)
	require.Contains(t, odd.Body, "Kies er een.")
	made = r.anne.Post("/deelnemers/uitnodigen", "naam", "Sadia", "telefoon", "0612345678", "brug", "rustig-2026-11")
	token := regexp.MustCompile(`/start ([A-Za-z0-9_-]{43})`).FindStringSubmatch(made.Body)
	require.NotNil(t, token)
	r.Receive(r.Arrival(9, dialog.Input{Kind: dialog.Started, Token: token[1]}))
	r.acts()
	require.Equal(t, 1, r.Count("person WHERE id = $1 AND bridge = 'rustig-2026-11'", r.Who(9)), "the bridge that the mentor chose")
	sadia := "/deelnemer/" + itoa(r.Who(9))
	r.page(sadia, "Sadia", "Opende Sadia zelf de link?")
	sure := r.anne.Post(sadia+"/persoon", "antwoord", "nee")
	require.Contains(t, sure.Body, "Stop en wis")
	require.Equal(t, "/deelnemers", r.anne.Post(sadia+"/persoon", "antwoord", "nee", "zeker", "ja").To)
	r.acts()
	require.Equal(t, 1, r.Count("person WHERE wipe_at IS NOT NULL"))

	before := r.anne.Post(r.path(0, "/persoon"), "antwoord", "nee", "zeker", "ja")
	require.Equal(t, http.StatusSeeOther, before.Status)
	r.acts()
	require.Equal(t, 1, r.Count("person WHERE wipe_at IS NOT NULL"), "who was confirmed stays")
}

func itoa(id int64) string { return strconv.FormatInt(id, 10) }
