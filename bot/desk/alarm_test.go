package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/staff"
)

// ward is a desk with somebody in danger.
type ward struct {
	*desktest.Place
	t                       *testing.T
	anne, bram, bas, fatima int64
	alarm                   int64
	path                    string
}

func newWard(t *testing.T) *ward {
	w := &ward{Place: desktest.New(t), t: t}
	w.anne = w.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	w.bram = w.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Bram"})
	w.bas = w.ComesIn(3, dialog.Supervisor, 0, store.Details{Name: "Bas"})
	w.fatima = w.Joins(7, w.anne, store.Details{Name: "Fatima", Phone: "06-12 34 56 78", Address: "Kade 3", Contact: "zus Noor", Language: "Arabisch", Safety: "hond in huis"})
	return w
}

// writes puts a message of danger through the receiver and the talk.
func (w *ward) writes(text string, c risk.Category, u risk.Urgency) {
	w.t.Helper()
	w.Receive(w.Arrival(7, dialog.Input{Kind: dialog.Typed, Text: text, Risk: risk.Verdict{Outcome: risk.Page, Category: c, Urgency: u}}))
	w.turns()
	w.Scan(`SELECT id FROM alarm ORDER BY id DESC LIMIT 1`, nil, &w.alarm)
	w.path = "/alarm/" + itoa(w.alarm)
}

// turns plays what waits through the real talk, and sends.
func (w *ward) turns() {
	w.t.Helper()
	e := desktest.Engine(w.t)
	w.PlayBy(e.Needs, e.Advance)
	w.Sent()
}

func (w *ward) page(v *desktest.Visitor, has ...string) string {
	w.t.Helper()
	a := v.Get(w.path)
	require.Equal(w.t, http.StatusOK, a.Status)
	require.NotRegexp(w.t, `\[[a-z][a-z0-9_.-]+\]`, a.Body, "a word is missing")
	for _, text := range has {
		require.Contains(w.t, a.Body, text)
	}
	return a.Body
}

func (w *ward) does(v *desktest.Visitor, rest string, fields ...string) {
	w.t.Helper()
	a := v.Post(w.path+rest, fields...)
	require.Equal(w.t, http.StatusSeeOther, a.Status, a.Body)
	require.Equal(w.t, w.path, a.To)
	w.turns()
}

var secrets = []string{"Fatima", "06-12", "Kade 3", "Noor", "Arabisch", "hond in huis", "zelfmoord", "het hoeft niet meer"}

func (w *ward) bare(v *desktest.Visitor, has ...string) {
	w.t.Helper()
	body := w.page(v, has...)
	for _, secret := range secrets {
		require.NotContains(w.t, body, secret)
	}
}

func TestAnAlarmFromMessageToSecondPerson(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	w.writes("het hoeft niet meer", risk.Suicide, risk.Now)
	anne, bram, bas := w.As(w.anne), w.As(w.bram), w.As(w.bas)
	w.bare(anne, "Alarm · nu · zaak "+itoa(w.fatima), "Nog niemand heeft dit opgepakt", "Ik pak dit op", "Ik kan niet", "Volgende stap: over 3 minuten", "met Telegram")
	w.bare(bram, "Ik pak dit op")
	require.NotContains(t, w.page(bram), "Ik kan niet", "who was not alerted has nothing to pass")
	require.Zero(t, w.Count("staff_look WHERE alarm_id = $1", w.alarm))

	w.does(anne, "/oppakken")
	w.does(anne, "/oppakken")
	require.Equal(t, 1, w.Count("alarm_act WHERE kind = 'taken'"), "taken twice it is taken once")
	w.does(bram, "/oppakken")
	w.bare(bram, "Anne heeft dit opgepakt.", "Jij hoeft nu niets te doen.", "Iemand was je voor")
	w.bare(bas, "Anne heeft dit opgepakt.")
	body := w.page(anne, "Fatima", `href="tel:0612345678"`, "Kade 3", "zus Noor", "Arabisch", "hond in huis", "het hoeft niet meer", "Gedachten aan zelfmoord",
		"Bel nu. Neemt niemand op?", "Vraag het rechtuit: denk je aan zelfmoord?", `href="tel:112"`, "Wat Stapmaat al zei", "een mens is ermee bezig")
	require.Equal(t, 6, strings.Count(between(body, `id="h-six"`, "</section>"), "<li>"), "the card has six lines")
	require.NotContains(t, body, "Schrijf niet terug")
	require.Equal(t, 1, w.Count("staff_look WHERE alarm_id = $1 AND staff_id = $2 AND what = 'details'", w.alarm, w.anne))

	w.does(anne, "/gedaan", "wat", "called")
	w.does(anne, "/gedaan", "wat", "called")
	require.Equal(t, 1, w.Count("alarm_act WHERE kind = 'called'"), "pressed twice it is one act")
	w.does(anne, "/sluiten", "reden", "safe", "belofte", "Anne belt je morgen om 10 uur.")
	w.page(anne, "Jij sloot dit. Een collega kijkt nog mee.", "Neem even tijd voor jezelf")
	require.NotContains(t, w.page(anne), "Ja, het kan dicht")
	w.does(anne, "/klopt")
	require.Equal(t, 1, w.Count("alarm WHERE closed_at IS NULL AND care_at IS NOT NULL"), "the first is not the second")

	w.page(bram, "Kijk jij mee als tweede?", "Anne belt je morgen om 10 uur.", "Weer veilig", "Fatima", "Ja, het kan dicht")
	require.Equal(t, 1, w.Count("staff_look WHERE alarm_id = $1 AND staff_id = $2", w.alarm, w.bram))
	w.does(bram, "/klopt")
	w.does(bram, "/klopt")
	require.Equal(t, 1, w.Count("alarm WHERE closed_by = $1 AND care_by = $2 AND reason = 'safe'", w.bram, w.anne))
	w.bare(anne, "Bram sloot dit.", "Weer veilig")
	w.bare(bram, "Bram sloot dit.")
}

func TestAnAlarmOfViolenceSaysNotToWriteBack(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	w.writes("hij slaat me weer", risk.ViolenceVictim, risk.Now)
	anne := w.As(w.anne)
	w.does(anne, "/oppakken")
	body := w.page(anne, "Schrijf niet terug in de chat.", "Volg daarna de Meldcode", "Geweld of bedreiging")
	require.NotContains(t, body, `value="wrote"`)
	require.Equal(t, http.StatusBadRequest, anne.Post(w.path+"/gedaan", "wat", "danced").Status)
	w.Exec(`UPDATE person SET phone = 'watched' WHERE id = $1`, w.fatima)
	w.page(anne, "Er leest iemand mee.", "Noem aan de telefoon niets tot je weet wie luistert")
}

// TestAWindowWithNobodyBeforeItReadsNothing: a page that refreshes itself shows new words and
// does not count as a human who read them; closing over them is refused and loses no field.
func TestAWindowWithNobodyBeforeItReadsNothing(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	w.writes("er is geen eten", risk.Material, risk.Today)
	anne := w.As(w.anne)
	w.does(anne, "/oppakken")
	w.page(anne, "er is geen eten")
	w.Clock.Add(time.Minute)
	w.writes("ik sta op straat", risk.Material, risk.Now)
	reads := w.Count("alarm_act WHERE kind = 'read'")
	request, err := http.NewRequest(http.MethodGet, w.URL+w.path, nil)
	require.NoError(t, err)
	request.Header.Set("Desk-Live", "1")
	require.Contains(t, anne.Do(request).Body, "Fatima schreef iets nieuws.")
	require.Equal(t, reads, w.Count("alarm_act WHERE kind = 'read'"))

	refused := anne.Post(w.path+"/sluiten", "reden", "solved", "belofte", "Ik bel morgen.")
	require.Equal(t, http.StatusUnprocessableEntity, refused.Status)
	for _, text := range []string{"Lees dat eerst", "ik sta op straat", `value="Ik bel morgen."`, `value="solved" required checked`} {
		require.Contains(t, refused.Body, text)
	}
	w.Clock.Add(time.Second)
	w.does(anne, "/sluiten", "reden", "solved", "belofte", "Ik bel morgen.")
	require.Equal(t, 1, w.Count("alarm WHERE closed_at IS NOT NULL"), "one person is enough for this")
	w.bare(anne, "Anne sloot dit.", "Opgelost", "Neem even tijd voor jezelf")
}

func TestAnAlarmIsHandedOverAndPassed(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	w.writes("het hoeft niet meer", risk.Suicide, risk.Now)
	anne, bram := w.As(w.anne), w.As(w.bram)
	w.does(anne, "/niet")
	w.does(anne, "/niet")
	require.Equal(t, 1, w.Count("alarm_act WHERE kind = 'passed'"))
	w.bare(anne, "kan niet", "Ik pak dit op")
	w.does(anne, "/oppakken")
	require.Equal(t, http.StatusUnprocessableEntity, anne.Post(w.path+"/overdragen", "aan", itoa(w.fatima)).Status, "a participant takes no alarms")
	require.Equal(t, http.StatusUnprocessableEntity, anne.Post(w.path+"/sluiten", "reden", "zomaar").Status)
	w.does(bram, "/gedaan", "wat", "called")
	require.Zero(t, w.Count("alarm_act WHERE kind = 'called'"), "who does not have it does nothing")
	w.does(bram, "/sluiten", "reden", "safe")
	require.Equal(t, 1, w.Count("alarm WHERE closed_at IS NULL AND care_at IS NULL"))
	w.does(anne, "/overdragen", "aan", itoa(w.bram))
	w.bare(anne, "Bram heeft dit opgepakt.")
	w.page(bram, "Fatima", "Jij hebt dit alarm")
}

func TestAlarmsAreOneList(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	v := w.As(w.bas)
	empty := v.Get("/alarmen")
	require.Equal(t, http.StatusOK, empty.Status)
	for _, text := range []string{"Er is nu geen alarm.", "Alarmen lopen zoals het hoort.", "de mentor, wie de mentor vervangt en wie dienst heeft. Daarna 3 minuten wachten."} {
		require.Contains(t, empty.Body, text)
	}
	w.writes("het hoeft niet meer", risk.Suicide, risk.Now)
	list := v.Get("/alarmen").Body
	require.Contains(t, list, "Alarm · nu · zaak "+itoa(w.fatima))
	require.Contains(t, list, "stap 1")
	require.Contains(t, list, "over 3 minuten")
	for _, secret := range secrets {
		require.NotContains(t, strings.Split(list, `id="h-policy"`)[0], secret)
	}
	w.Clock.Add(5 * time.Minute) // and nothing moves it
	require.Contains(t, v.Get("/alarmen").Body, "1 alarm staat stil.")
}

func between(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	inside, _, _ := strings.Cut(rest, to)
	return inside
}

func TestThePolicyIsTheOrganisationsOwn(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	bas := w.As(w.bas)
	page := bas.Get("/alarmen/stappen")
	require.Equal(t, http.StatusOK, page.Status)
	require.NotRegexp(t, `>\[[a-z][a-z0-9_.-]+\]`, page.Body)
	require.Equal(t, http.StatusForbidden, w.As(w.anne).Post("/alarmen/stappen", "version", "0").Status)
	w.writes("het hoeft niet meer", risk.Suicide, risk.Now) // under the policy of before

	sent := func(fields ...string) desktest.Answer { return bas.Post("/alarmen/stappen", fields...) }
	for name, fields := range map[string][]string{
		"no step at all":       {"version", "0"},
		"no minutes":           {"version", "0", "act", "15", "quiet", "240", "1.1.to", "mentor", "1.1.minutes", "0"},
		"now waits for hours":  {"version", "0", "act", "15", "quiet", "240", "1.1.to", "mentor", "1.1.minutes", "5", "1.open", "ja"},
		"nothing for the rest": {"version", "0", "act", "15", "quiet", "240", "1.urgency", "now", "1.1.to", "mentor", "1.1.minutes", "5"},
	} {
		require.Equal(t, http.StatusUnprocessableEntity, sent(fields...).Status, name)
	}
	require.Zero(t, w.Count("alarm_policy"))
	hours := sent("version", "0", "act", "600", "quiet", "", "1.1.to", "mentor", "1.1.minutes", "5")
	require.Equal(t, http.StatusUnprocessableEntity, hours.Status)
	require.Contains(t, between(hours.Body, `for="wact"`, "<input"), "Vul een getal in van 1 tot 60.", "the sentence stands beside the field")
	require.Contains(t, hours.Body, `value="600"`, "and what was typed is not lost")
	require.Contains(t, between(hours.Body, `for="wquiet"`, "</div>"), `class="fault"`)
	good := []string{"version", "0", "act", "10", "quiet", "120", "1.urgency", "now", "1.1.to", "mentor", "1.1.minutes", "2", "1.2.to", "all", "1.2.by", "email", "1.2.minutes", "4",
		"2.1.to", "mentor", "2.1.to", "on_duty", "2.1.minutes", "20"}
	require.Equal(t, "/alarmen", sent(good...).To)
	require.Equal(t, http.StatusUnprocessableEntity, sent(good...).Status, "somebody changed it meanwhile: sent twice it is made once")
	require.Equal(t, 1, w.Count("alarm_policy WHERE by_id = $1", w.bas))
	require.Equal(t, 1, w.Count("audit WHERE kind = 'setting' AND what = 'alarm'"))
	list := bas.Get("/alarmen").Body
	require.Contains(t, list, "Wie oppakt, doet binnen 10 minuten iets. Blijft het daarna 120 minuten stil")
	require.Contains(t, list, "de mentor. Daarna 2 minuten wachten.")
	require.Contains(t, list, "iedereen, met e-mail. Daarna 4 minuten wachten.")
	require.Equal(t, 1, w.Count("alarm WHERE policy_id IS NULL AND closed_at IS NULL"), "an alarm keeps the policy it began with")
	w.bare(w.As(w.anne), "Volgende stap: over 3 minuten")
}

// A drill is nobody's alarm: it stands in no list, unless staff takes part, and never among
// what a day asks. How it went stands apart.
func TestADrillIsNoAlarmOnTheDesk(t *testing.T) {
	t.Parallel()
	for _, joins := range []bool{false, true} {
		w := newWard(t)
		anne, bas := w.As(w.anne), w.As(w.bas)
		pulse := func() string {
			all, err := w.Staff.Pulse(t.Context(), staff.Who{Organisation: w.Org, Staff: w.anne})
			require.NoError(t, err)
			return all
		}
		before := pulse()
		w.drills(joins)
		w.Clock.Add(4 * time.Minute) // by now everybody is alerted, if anybody is
		_, err := w.MoveAlarms(t.Context())
		require.NoError(t, err)
		require.Equal(t, joins, w.Count("alert WHERE staff_id = $1", w.anne) > 0)
		require.NoError(t, w.TakeAlarm(t.Context(), w.Org, w.alarm, w.bas))
		today, list, trail := anne.Get("/vandaag").Body, bas.Get("/alarmen").Body, bas.Get("/logboek.csv").Body
		require.Contains(t, today, "Vandaag")
		require.Contains(t, list, "Alarmen")
		require.NotContains(t, today, w.path)
		require.Equal(t, before, pulse(), "no page of today is loaded anew")
		require.Equal(t, joins, strings.Contains(list, w.path), "staff takes part: %v", joins)
		require.Contains(t, list, "Oefenalarm")
		require.Equal(t, joins, strings.Contains(trail, ",taken,"), trail)
		if joins {
			require.Contains(t, list, "Oefening · nu")
			w.page(bas, "Dit is een oefening. Er is niemand in gevaar")
		}
	}
}

// drills lets the test person of a drill write.
func (w *ward) drills(staff bool) {
	w.t.Helper()
	d, err := w.BeginDrill(w.t.Context(), w.Org, time.Time{}, staff)
	require.NoError(w.t, err)
	bot, err := w.DrillBot(w.t.Context(), w.Org)
	require.NoError(w.t, err)
	a := w.Arrival(d.ID, dialog.Input{Kind: dialog.Typed, Text: "help", Risk: risk.Verdict{Outcome: risk.Page, Category: risk.Suicide, Urgency: risk.Now}})
	_, err = w.DB.Receive(w.t.Context(), bot, []store.Arrival{a}, 0)
	require.NoError(w.t, err)
	w.Scan(`SELECT id FROM alarm ORDER BY id DESC LIMIT 1`, nil, &w.alarm)
	w.path = "/alarm/" + itoa(w.alarm)
}
