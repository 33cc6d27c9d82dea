package desk_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog"
	"stapmaat/store"
)

// bureau is a place with two mentors, a supervisor, an administrator and two participants of Anne.
type bureau struct {
	*desktest.Place
	anne, bram, sara, ada, fatima, samir int64
	asAnne, asSara, asAda                *desktest.Visitor
}

func newBureau(t *testing.T) *bureau {
	t.Helper()
	p := desktest.New(t)
	b := &bureau{Place: p}
	b.anne = p.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	b.bram = p.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Bram"})
	b.sara = p.ComesIn(3, dialog.Supervisor, 0, store.Details{Name: "Sara"})
	b.ada = p.ComesIn(4, dialog.Administrator, 0, store.Details{Name: "Ada"})
	b.fatima = p.Joins(7, b.anne, store.Details{Name: "Fatima"})
	b.samir = p.Joins(8, b.anne, store.Details{Name: "Samir"})
	b.asAnne, b.asSara, b.asAda = p.As(b.anne), p.As(b.sara), p.As(b.ada)
	return b
}

// refuses posts a form and wants it back with a sentence.
func refuses(t *testing.T, v *desktest.Visitor, sentence, path string, fields ...string) desktest.Answer {
	t.Helper()
	a := v.Post(path, fields...)
	require.Equal(t, http.StatusUnprocessableEntity, a.Status, path)
	require.Contains(t, a.Body, sentence)
	return a
}

// does posts a form and wants it done.
func does(t *testing.T, v *desktest.Visitor, to, path string, fields ...string) {
	t.Helper()
	a := v.Post(path, fields...)
	require.Equal(t, http.StatusSeeOther, a.Status, "%s: %s", path, a.Body)
	require.Equal(t, to, a.To)
}

func TestPeopleAreListedAndNeverAParticipant(t *testing.T) {
	t.Parallel()
	b := newBureau(t)
	page := b.asSara.Get("/mensen")
	require.Equal(t, http.StatusOK, page.Status)
	for _, name := range []string{"Anne", "Bram", "Sara", "Ada"} {
		require.Contains(t, page.Body, name)
	}
	for _, path := range []string{"/mensen", fmt.Sprint("/mensen/", b.anne), fmt.Sprintf("/mensen/%d/overdragen", b.anne), fmt.Sprintf("/mensen/%d/stoppen", b.anne), "/logboek"} {
		page := b.asSara.Get(path)
		require.Equal(t, http.StatusOK, page.Status, path)
		require.NotContains(t, page.Body, "Fatima", path)
		require.NotContains(t, page.Body, "[", "a word is missing on "+path)
	}
	require.Contains(t, b.asSara.Get(fmt.Sprintf("/mensen/%d/overdragen", b.anne)).Body, fmt.Sprint("Zaak ", b.fatima))
	require.Equal(t, http.StatusNotFound, b.asSara.Get(fmt.Sprint("/mensen/", b.fatima)).Status)
	require.Equal(t, http.StatusForbidden, b.asAnne.Get("/mensen").Status)
}

func TestAColleagueIsInvitedByALink(t *testing.T) {
	t.Parallel()
	b := newBureau(t)
	page := refuses(t, b.asSara, "Dit is geen heel e-mailadres", "/mensen/uitnodigen", "role", "mentor", "name", "Cas", "email", "cas apestaart")
	require.Contains(t, page.Body, `value="cas apestaart"`, "nothing typed is lost")
	refuses(t, b.asSara, "Dit kan alleen een beheerder", "/mensen/uitnodigen", "role", "administrator", "name", "Cas")
	made := b.asSara.Post("/mensen/uitnodigen", "role", "mentor", "name", "Cas", "email", "cas@example.org")
	require.Equal(t, http.StatusOK, made.Status)
	_, rest, ok := strings.Cut(made.Body, b.URL+"/uitnodiging/")
	require.True(t, ok)
	token, _, _ := strings.Cut(rest, `"`)
	require.Equal(t, http.StatusOK, b.Visitor().Get("/uitnodiging/"+token).Status, "the link opens")
	require.Contains(t, b.asSara.Get("/mensen").Body, "cas@example.org")
	var id int64
	b.Scan(`SELECT max(id) FROM invitation`, nil, &id)
	does(t, b.asSara, "/mensen", fmt.Sprintf("/mensen/uitnodiging/%d/intrekken", id))
	require.NotEqual(t, http.StatusOK, b.Visitor().Get("/uitnodiging/"+token).Status)
}

func TestRolesChangeAndAreRefusedWithASentence(t *testing.T) {
	t.Parallel()
	b := newBureau(t)
	role := func(id int64) string { return fmt.Sprintf("/mensen/%d/rol", id) }
	refuses(t, b.asAda, "Dit is de laatste beheerder", role(b.ada), "was", "administrator", "was-administrator", "true", "role", "supervisor")
	refuses(t, b.asAda, "Dit is de laatste supervisor", role(b.sara), "was", "supervisor", "was-administrator", "false", "role", "mentor")
	refuses(t, b.asSara, "Draag die eerst over", role(b.anne), "was", "mentor", "was-administrator", "false", "role", "supervisor")
	refuses(t, b.asSara, "Iemand anders veranderde dit net", role(b.bram), "was", "supervisor", "was-administrator", "false", "role", "mentor")
	refuses(t, b.asSara, "Dit kan alleen een beheerder", role(b.sara), "was", "supervisor", "was-administrator", "false", "role", "supervisor", "administrator", "yes")
	does(t, b.asAda, "/mensen", role(b.bram), "was", "mentor", "was-administrator", "false", "role", "supervisor")
	require.Contains(t, b.asAda.Get("/mensen").Body, "De taak is veranderd.")
	require.Equal(t, http.StatusForbidden, b.asAnne.Post(role(b.bram), "role", "mentor").Status)
}

func TestCasesAreHandedOverAndAccessEnds(t *testing.T) {
	t.Parallel()
	b := newBureau(t)
	over, end := fmt.Sprintf("/mensen/%d/overdragen", b.anne), fmt.Sprintf("/mensen/%d/stoppen", b.anne)
	page := refuses(t, b.asSara, "Vink een of meer zaken aan", over, "to", fmt.Sprint(b.bram), "which", "some")
	require.Contains(t, page.Body, fmt.Sprintf(`<option value="%d" selected>`, b.bram))
	refuses(t, b.asSara, "Kies er een", over, "which", "all")
	does(t, b.asSara, "/mensen", over, "to", fmt.Sprint(b.bram), "which", "some", "case", fmt.Sprint(b.fatima))
	require.Equal(t, 1, b.Count("person WHERE mentor_id = $1", b.bram))
	refuses(t, b.asSara, "Draag die eerst over", end, "was", "mentor", "was-administrator", "false")
	refuses(t, b.asSara, "Je kunt jezelf niet laten stoppen", fmt.Sprintf("/mensen/%d/stoppen", b.sara), "was", "supervisor", "was-administrator", "false")
	does(t, b.asSara, "/mensen", end, "was", "mentor", "was-administrator", "false", "to", fmt.Sprint(b.bram))
	require.Equal(t, http.StatusSeeOther, b.asAnne.Get("/diensten").Status, "she is out at once")
	require.Contains(t, b.asSara.Get("/mensen").Body, "Een collega werkt hier niet meer")
	require.Equal(t, http.StatusOK, b.asSara.Get(fmt.Sprint("/mensen/", b.anne)).Status)
	require.Equal(t, http.StatusNotFound, b.asSara.Get(end).Status, "there is nothing left to end")
}

func TestDutyAndStandInsArePlanned(t *testing.T) {
	t.Parallel()
	b := newBureau(t)
	require.Contains(t, b.asAnne.Get("/diensten").Body, "In 168 van de 168 uren heeft niemand dienst.")
	require.NotContains(t, b.asAnne.Get("/diensten").Body, "<form method=\"post\" action=\"/diensten\"", "a mentor reads")
	page := refuses(t, b.asSara, "Kies een of meer dagen", "/diensten", "staff", fmt.Sprint(b.bram), "from", "9:00", "to", "17:00", "version", "0")
	require.Contains(t, page.Body, `value="9:00"`)
	refuses(t, b.asSara, "Dit is geen tijd", "/diensten", "staff", fmt.Sprint(b.bram), "day", "1", "from", "9:00", "to", "9:00", "version", "0")
	refuses(t, b.asSara, "Dit kan alleen met een mentor", "/diensten", "staff", fmt.Sprint(b.ada), "day", "1", "from", "9:00", "to", "17:00", "version", "0")
	does(t, b.asSara, "/diensten", "/diensten", "staff", fmt.Sprint(b.bram), "day", "1", "day", "6", "from", "22:00", "to", "08:00", "version", "0")
	refuses(t, b.asAda, "Iemand anders veranderde dit net", "/diensten", "staff", fmt.Sprint(b.anne), "day", "2", "from", "9:00", "to", "17:00", "version", "0")
	week := b.asAnne.Get("/diensten").Body
	require.Contains(t, week, "In 148 van de 168 uren")
	require.Contains(t, week, "22.00–24.00")
	does(t, b.asSara, "/diensten", "/diensten/weg", "staff", fmt.Sprint(b.bram), "weekday", "1", "minute", "1320", "version", "1")
	require.Equal(t, 3, b.Count("duty_hour"))

	stand := "/diensten/vervanging"
	refuses(t, b.asSara, "Iemand kan zichzelf niet vervangen", stand, "mentor", fmt.Sprint(b.anne), "staff", fmt.Sprint(b.anne), "from", "2026-12-05", "to", "2026-12-09")
	refuses(t, b.asSara, "Draai ze om", stand, "mentor", fmt.Sprint(b.anne), "staff", fmt.Sprint(b.bram), "from", "2026-12-09", "to", "2026-12-05")
	does(t, b.asSara, stand, stand, "mentor", fmt.Sprint(b.anne), "staff", fmt.Sprint(b.bram), "from", "2026-12-05", "to", "9-12-2026")
	refuses(t, b.asSara, "is er al vervanging", stand, "mentor", fmt.Sprint(b.anne), "staff", fmt.Sprint(b.sara), "from", "2026-12-09", "to", "2026-12-10")
	refuses(t, b.asSara, "is zelf weg", stand, "mentor", fmt.Sprint(b.bram), "staff", fmt.Sprint(b.anne), "from", "2026-12-06", "to", "2026-12-06")
	require.Contains(t, b.asAnne.Get(stand).Body, "Bram</strong> vervangt <strong>Anne")
	does(t, b.asSara, stand, stand+"/stoppen", "mentor", fmt.Sprint(b.anne), "staff", fmt.Sprint(b.bram), "from", "2026-12-05")
	require.Equal(t, http.StatusForbidden, b.asAnne.Post(stand).Status)
}

func TestSettingsAreTheAdministrators(t *testing.T) {
	t.Parallel()
	b := newBureau(t)
	require.Contains(t, b.asSara.Get("/instellingen").Body, "Veranderen kan alleen een beheerder.")
	require.Equal(t, http.StatusForbidden, b.asSara.Post("/instellingen/naam", "called", "x").Status)
	page := refuses(t, b.asAda, "Vul dit in.", "/instellingen/naam", "called", "Wijkteam Zuid", "word", "", "version", "0")
	require.Contains(t, page.Body, "Wijkteam Zuid")
	does(t, b.asAda, "/instellingen", "/instellingen/naam", "called", "Wijkteam Zuid", "word", "coach", "version", "0")
	refuses(t, b.asAda, "Iemand anders veranderde dit net", "/instellingen/naam", "called", "Ander", "word", "coach", "version", "0")
	require.Contains(t, b.asAnne.Get("/diensten").Body, "Wijkteam Zuid")

	hours := []string{"from-1", "09:00", "to-1", "17:00", "zone", "Europe/Amsterdam", "version", "0"}
	refuses(t, b.asAda, "Het eind ligt voor het begin", "/instellingen/tijden", append(hours, "from-2", "12:00", "to-2", "11:00")...)
	refuses(t, b.asAda, "Vul een dag in", "/instellingen/tijden", append(hours, "closed-day", "kerst", "closed-why", "Kerst")...)
	refuses(t, b.asAda, "Dan ben je nooit open", "/instellingen/tijden", "zone", "Europe/Amsterdam", "version", "0")
	does(t, b.asAda, "/instellingen", "/instellingen/tijden", append(hours, "closed-day", "2026-12-25", "closed-why", "Kerst", "closed-day", "", "closed-why", "")...)
	require.Equal(t, 1, b.Count(`organisation WHERE opening = '{"1": ["09:00", "17:00"]}' AND closed = '{"2026-12-25": "Kerst"}'`))

	refuses(t, b.asAda, "Vul een getal in van 30 tot 180", "/instellingen/bewaren", "days", "400", "version", "0")
	does(t, b.asAda, "/instellingen", "/instellingen/bewaren", "days", "60", "version", "0")
	refuses(t, b.asAda, "Kies er een", "/instellingen/brug", "bridge", "eigen-2030", "version", "0")
	does(t, b.asAda, "/instellingen", "/instellingen/brug", "bridge", "rustig-2026-11", "version", "0")
	require.NotContains(t, b.asAda.Get("/instellingen").Body, "[", "a word is missing")
}

func TestALanguageModelIsTheOrganisationsToAllow(t *testing.T) {
	t.Parallel()
	b := newBureau(t)
	const path = "/instellingen/model"
	fields := []string{"month", "2000000", "day", "90000", "version", "0"}
	require.Equal(t, http.StatusForbidden, b.asSara.Post(path, fields...).Status)
	page := refuses(t, b.asAda, "Vul een getal in", path, "month", "veel", "day", "90000", "version", "0")
	require.Contains(t, page.Body, `value="veel"`, "nothing typed is lost")
	does(t, b.asAda, "/instellingen", path, append(fields, "on", "yes")...)
	require.Equal(t, 1, b.Count("organisation WHERE model_on AND NOT model_traces AND model_month_tokens = 2000000 AND model_day_tokens = 90000"))
	b.Exec(`INSERT INTO model_month (organisation_id, month, part, tokens) SELECT $1, date_trunc('month', $2::timestamptz AT TIME ZONE 'Europe/Amsterdam')::date, n, 617250 FROM generate_series(0, 1) n`, b.Org, b.Clock.Now())
	require.Contains(t, b.asAda.Get("/instellingen").Body, "Deze maand gebruikt: 1.234.500.")
	does(t, b.asAda, "/instellingen", path, "month", "2000000", "day", "90000", "version", "1")
	require.Equal(t, 1, b.Count("organisation WHERE NOT model_on"), "switched off, at once")
	require.Contains(t, b.asAda.Get("/logboek").Body, "veranderde het taalmodel")
}

func TestANumberNeedsTwo(t *testing.T) {
	t.Parallel()
	b := newBureau(t)
	fields := []string{"name", "Voedselbank Aa", "number", "020 123 45 67", "credit", "unknown", "source", "zelf gebeld", "checked", "2026-12-01", "version", "0"}
	bad := append([]string{}, fields...)
	bad[3] = "bel Piet"
	require.Contains(t, refuses(t, b.asSara, "Dit is geen telefoonnummer", "/instellingen/nummers", bad...).Body, "bel Piet")
	bad[3], bad[9] = "020 123 45 67", "2027-01-01"
	refuses(t, b.asSara, "Deze dag komt nog", "/instellingen/nummers", bad...)
	does(t, b.asSara, "/instellingen/nummers", "/instellingen/nummers", fields...)
	require.Contains(t, b.asSara.Get("/instellingen/nummers").Body, "Vraag een collega om het na te kijken.")
	var id int64
	b.Scan(`SELECT id FROM local_number`, nil, &id)
	one := fmt.Sprint("/instellingen/nummers/", id)
	refuses(t, b.asSara, "Dit nummer heb je zelf ingevuld", one+"/klopt", "version", "1")
	does(t, b.asAda, "/instellingen/nummers", one+"/klopt", "version", "1")
	require.Contains(t, b.asAda.Get("/instellingen/nummers").Body, "telt mee")
	fields[len(fields)-1] = "1"
	does(t, b.asAda, "/instellingen/nummers", one, fields...)
	refuses(t, b.asSara, "Iemand anders veranderde dit net", one, fields...)
	require.Contains(t, b.asSara.Get("/instellingen/nummers").Body, "wacht op een tweede blik")
	require.Equal(t, http.StatusNotFound, b.asSara.Get("/instellingen/nummers/999").Status)
	b.Exec(`UPDATE local_number SET checked_on = '2025-01-01'`)
	require.Contains(t, b.asSara.Get("/instellingen/nummers").Body, "ouder dan een jaar")
	does(t, b.asSara, "/instellingen/nummers", one+"/weg", "version", "2")
	require.Equal(t, http.StatusForbidden, b.asAnne.Get("/instellingen/nummers").Status)
}

func TestTheLogIsReadFilteredAndTaken(t *testing.T) {
	t.Parallel()
	b := newBureau(t)
	does(t, b.asSara, "/mensen", fmt.Sprintf("/mensen/%d/overdragen", b.anne), "to", fmt.Sprint(b.bram), "which", "all")
	page := b.asAda.Get("/logboek").Body
	require.Contains(t, page, "droeg over aan Bram")
	require.Contains(t, page, "logde in met")
	require.NotContains(t, page, "[")
	require.Equal(t, 2, strings.Count(b.asAda.Get("/logboek?soort=hand_over").Body, "droeg over aan Bram"))
	require.Equal(t, 1, strings.Count(b.asAda.Get(fmt.Sprint("/logboek?soort=hand_over&zaak=", b.fatima)).Body, "droeg over aan Bram"))
	require.Contains(t, b.asAda.Get("/logboek?van=2026-12-05").Body, "Hier staat niets")
	require.Equal(t, http.StatusUnprocessableEntity, b.asAda.Get("/logboek?zaak=Fatima").Status)
	b.Exec(`INSERT INTO audit (organisation_id, staff_id, kind, what, at) SELECT $1, $2, 'look', 'log', now() FROM generate_series(1, 60)`, b.Org, b.anne)
	_, rest, ok := strings.Cut(b.asAda.Get("/logboek?soort=look").Body, `href="/logboek?soort=look&amp;voor=`)
	require.True(t, ok)
	before, _, _ := strings.Cut(rest, `"`)
	require.Equal(t, 10, strings.Count(b.asAda.Get("/logboek?soort=look&voor="+url.QueryEscape(before)).Body, "keek naar"))

	file := b.asAda.Get("/logboek.csv?soort=hand_over")
	require.Contains(t, file.Header.Get("Content-Type"), "text/csv")
	rows, err := csv.NewReader(strings.NewReader(file.Body)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 3)
	require.NotContains(t, file.Body, "Sara")
	require.Equal(t, 1, b.Count("audit WHERE kind = 'trail_exported'"))
	require.Equal(t, http.StatusForbidden, b.asAnne.Get("/logboek.csv").Status)
}
