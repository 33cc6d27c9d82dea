package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog"
	"stapmaat/store"
)

func TestPagesOpenForWhoIsIn(t *testing.T) {
	t.Parallel()
	p := desktest.New(t)
	mentor := p.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	stranger := p.Visitor()
	away := stranger.Get("/")
	require.Equal(t, http.StatusSeeOther, away.Status)
	require.Equal(t, "/inloggen?naar=%2F", away.To)

	v := p.As(mentor)
	page := v.Get("/")
	for page.Status == http.StatusSeeOther { // the first page that is hers
		page = v.Get(page.To)
	}
	require.Equal(t, http.StatusOK, page.Status)
	require.Contains(t, page.Body, "Anne")
	require.Contains(t, page.Body, "Gemeente Aa")
	require.Equal(t, "no-store", page.Header.Get("Cache-Control"))
	require.NotContains(t, page.Header.Get("Content-Security-Policy"), "unsafe")
	require.Contains(t, page.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'")

	require.Equal(t, http.StatusNotFound, v.Get("/nergens").Status)
	out := v.Post("/uitloggen")
	require.Equal(t, "/inloggen", out.To)
	require.Contains(t, v.Get("/inloggen").Body, "Je bent uitgelogd.")
	require.NotContains(t, v.Get("/inloggen").Body, "Je bent uitgelogd.", "a notice shows once")
	require.Equal(t, http.StatusSeeOther, v.Get("/").Status)
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	p := desktest.New(t)
	mentor := p.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	in := func(v *desktest.Visitor) bool {
		return !strings.HasPrefix(v.Get("/").To, "/inloggen")
	}
	idle := p.As(mentor)
	p.Clock.Add(59 * time.Minute)
	require.True(t, in(idle), "a request keeps it alive")
	p.Clock.Add(59 * time.Minute)
	require.True(t, in(idle))
	p.Clock.Add(time.Hour)
	require.False(t, in(idle), "an hour without one ends it")

	busy := p.As(mentor)
	for range 23 {
		p.Clock.Add(30 * time.Minute)
		require.True(t, in(busy))
	}
	p.Clock.Add(30 * time.Minute)
	require.False(t, in(busy), "twelve hours are the most")

	dismissed := p.As(mentor)
	require.True(t, in(dismissed))
	p.Exec(`UPDATE person SET role = 'unknown', invited_at = NULL WHERE id = $1`, mentor)
	require.False(t, in(dismissed), "who works here no longer is out at once")
}

func TestFormsOfOtherSitesAreTurnedAway(t *testing.T) {
	t.Parallel()
	p := desktest.New(t)
	mentor := p.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	v := p.As(mentor)
	request, err := http.NewRequest(http.MethodPost, p.URL+"/uitloggen", nil)
	require.NoError(t, err)
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	request.Header.Set("Origin", "https://elders.example")
	require.Equal(t, http.StatusForbidden, v.Do(request).Status)
	require.False(t, strings.HasPrefix(v.Get("/").To, "/inloggen"))
}

func TestStaticFilesAreKept(t *testing.T) {
	t.Parallel()
	p := desktest.New(t)
	body := p.Visitor().Get("/inloggen").Body
	_, rest, ok := strings.Cut(body, `href="/static/desk.`)
	require.True(t, ok)
	name, _, _ := strings.Cut(rest, `"`)
	file := p.Visitor().Get("/static/desk." + name)
	require.Equal(t, http.StatusOK, file.Status)
	require.Contains(t, file.Header.Get("Cache-Control"), "immutable")
	require.Contains(t, file.Header.Get("Content-Type"), "text/css")
}
