package desk_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog/risk"
	"stapmaat/store"
)

// got plays what waits and gives what each chat got.
func (w *ward) got() map[int64][]string {
	w.t.Helper()
	e := desktest.Engine(w.t)
	w.PlayBy(e.Needs, e.Advance)
	got := map[int64][]string{}
	for _, o := range w.Sent() {
		got[o.Chat] = append(got[o.Chat], o.Message.Text)
	}
	return got
}

func (w *ward) talk(rest string) string { return "/gesprek/" + itoa(w.fatima) + rest }

func (w *ward) posts(v *desktest.Visitor, rest string, fields ...string) {
	w.t.Helper()
	a := v.Post(w.talk(rest), fields...)
	require.Equal(w.t, http.StatusSeeOther, a.Status, a.Body)
	require.Equal(w.t, w.talk(""), a.To)
}

func TestATalkIsTakenInTheBrowserAndGivenBack(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	w.Exec(`INSERT INTO stand_in (organisation_id, mentor_id, staff_id, from_day, to_day) VALUES ($1, $2, $3, $4, $4)`, w.Org, w.anne, w.bram, w.Clock.Now())
	anne, bram := w.As(w.anne), w.As(w.bram)
	require.Contains(t, anne.Get(w.talk("")).Body, "Stapmaat voert nu het gesprek.")
	w.posts(anne, "/nemen")
	w.posts(anne, "/nemen")
	require.Equal(t, []string{"Anne is er nu zelf. Ik ben stil.\nWat je typt, leest Anne meteen."}, w.got()[7])

	w.posts(anne, "/schrijf", "form", "abc", "bericht", "Hoi Fatima, hoe gaat het?")
	w.posts(anne, "/schrijf", "form", "abc", "bericht", "Hoi Fatima, hoe gaat het?")
	require.Equal(t, []string{"<b>Anne:</b>\nHoi Fatima, hoe gaat het?"}, w.got()[7], "a form sent twice is one message")
	w.Receive(w.Says(7, "niet zo goed, er kwam post"))
	w.got()
	body := anne.Get(w.talk("")).Body
	require.Contains(t, body, "niet zo goed, er kwam post")
	require.Contains(t, body, "Hoi Fatima, hoe gaat het?")
	require.Equal(t, 1, w.Count("staff_look WHERE person_id = $1 AND staff_id = $2 AND what = 'talk'", w.fatima, w.anne))

	theirs := bram.Get(w.talk("")).Body
	require.Contains(t, theirs, "Anne heeft dit gesprek in handen.")
	require.NotContains(t, theirs, "er kwam post", "who does not have it in hand reads nothing")
	refused := bram.Post(w.talk("/schrijf"), "bericht", "hoi")
	require.Equal(t, http.StatusUnprocessableEntity, refused.Status)
	require.Contains(t, refused.Body, "Er is niets gestuurd.")
	require.Contains(t, refused.Body, "readonly>hoi</textarea>", "what was typed is not lost")

	w.Clock.Add(16 * time.Minute)
	asked := anne.Post(w.talk("/schrijf"), "form", "abd", "bericht", "Zal ik bellen?")
	require.Equal(t, http.StatusOK, asked.Status)
	require.Contains(t, asked.Body, "Naar Fatima sturen?")
	require.Contains(t, asked.Body, ">Zal ik bellen?</textarea>")
	require.Empty(t, w.got()[7])
	w.posts(anne, "/schrijf", "form", "abd", "bericht", "Zal ik bellen?", "zeker", "ja")
	require.Equal(t, []string{"<b>Anne:</b>\nZal ik bellen?"}, w.got()[7])

	w.posts(anne, "/teruggeven", "afspraak", "Anne belt morgen om 10 uur.")
	w.posts(anne, "/teruggeven", "afspraak", "Anne belt morgen om 10 uur.")
	require.Equal(t, []string{"Anne is klaar. Ik ben er weer.\nJullie spraken af: “Anne belt morgen om 10 uur.”"}, w.got()[7])
	gone := anne.Post(w.talk("/schrijf"), "bericht", "nog iets")
	require.Equal(t, http.StatusUnprocessableEntity, gone.Status)
	require.Contains(t, gone.Body, "Je hebt dit gesprek niet meer in handen.")
}

func TestAColleagueIsToldAndMayInsist(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	w.Exec(`INSERT INTO stand_in (organisation_id, mentor_id, staff_id, from_day, to_day) VALUES ($1, $2, $3, $4, $4)`, w.Org, w.anne, w.bram, w.Clock.Now())
	other := w.Joins(8, w.anne, store.Details{Name: "Samir"})
	anne, bram := w.As(w.anne), w.As(w.bram)
	w.posts(anne, "/nemen")
	w.got()
	conflict := bram.Post(w.talk("/nemen"))
	require.Equal(t, http.StatusUnprocessableEntity, conflict.Status)
	require.Contains(t, conflict.Body, "Overleg even met Anne.")
	full := anne.Post("/gesprek/" + itoa(other) + "/nemen")
	require.Equal(t, http.StatusUnprocessableEntity, full.Status)
	require.Contains(t, full.Body, `<a href="`+w.talk("")+`">`)
	w.posts(bram, "/nemen", "toch", "ja")
	require.Contains(t, anne.Get(w.talk("")).Body, "Bram heeft dit gesprek in handen.")
	require.Len(t, w.got()[1], 1, "the colleague is told in her chat")
	require.Equal(t, http.StatusNotFound, w.As(w.bas).Get(w.talk("")).Status, "a supervisor has no business in a talk")
	require.Equal(t, http.StatusNotFound, w.As(w.bas).Post(w.talk("/nemen")).Status)
}

func TestWritingWhereSomebodyReadsAlongIsWarnedOfFirst(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	w.writes("hij slaat me weer", risk.ViolenceVictim, risk.Now)
	bram := w.As(w.bram)
	require.Equal(t, http.StatusNotFound, bram.Get(w.talk("")).Status)
	w.does(bram, "/oppakken")
	require.Contains(t, bram.Get(w.talk("")).Body, "Schrijf liever niet. Bel.", "who took the alarm may")
	refused := bram.Post(w.talk("/nemen"))
	require.Equal(t, http.StatusUnprocessableEntity, refused.Status)
	require.Contains(t, refused.Body, "Vink dit eerst aan.")
	w.posts(bram, "/nemen", "gelezen", "ja")
	require.NotContains(t, w.got()[7], "Bram is er nu zelf.")
	w.Clock.Add(11 * time.Minute) // who typed just now has the phone in her own hand
	w.posts(bram, "/schrijf", "form", "a", "bericht", "Bel je me?")
	for _, text := range w.got()[7] {
		require.NotContains(t, text, "Bel je me?", "it waits behind a tap")
	}
	require.Contains(t, bram.Get(w.talk("")).Body, "wacht achter een knop")
	require.Equal(t, 1, w.Count("alarm_act WHERE kind = 'wrote'"), "writing is an act that the chain counts")
}
