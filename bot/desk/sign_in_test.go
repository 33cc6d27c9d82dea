package desk_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/staff"
)

const anneMail = "anne@gemeente-aa.example"

// team is a house with a mentor who can sign in by e-mail, and a supervisor.
func team(t *testing.T) (p *desktest.Place, mentor, supervisor int64) {
	t.Helper()
	p = desktest.New(t)
	mentor = p.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne", Email: anneMail})
	supervisor = p.ComesIn(2, dialog.Supervisor, 0, store.Details{Name: "Bas"})
	return p, mentor, supervisor
}

// ask asks for a link and gives the message's parts.
func ask(t *testing.T, p *desktest.Place, v *desktest.Visitor, email string) (path, code, digits string) {
	t.Helper()
	require.Equal(t, "/inloggen/wacht", v.Post("/inloggen", "email", email).To)
	letter := <-p.Letters
	require.Equal(t, strings.ToLower(email), letter.To)
	return parts(t, p, letter.Body)
}

func parts(t *testing.T, p *desktest.Place, body string) (path, code, digits string) {
	t.Helper()
	path = strings.TrimPrefix(regexp.MustCompile(`http\S+/in/\S+`).FindString(body), p.URL)
	code = regexp.MustCompile(`\b[A-Z]{2}-[2-9]{2}\b`).FindString(body)
	digits = regexp.MustCompile(`\b\d{4} \d{4}\b`).FindString(body)
	require.NotEmpty(t, path)
	require.NotEmpty(t, code)
	require.NotEmpty(t, digits)
	return path, code, digits
}

func signedIn(v *desktest.Visitor) bool { return v.Get("/mijn-sessies").Status == http.StatusOK }

func TestALinkLetsInTheBrowserThatAsked(t *testing.T) {
	t.Parallel()
	p, _, _ := team(t)
	v := p.Visitor()
	away := v.Get("/mijn-sessies")
	require.Contains(t, v.Get(away.To).Body, `value="/mijn-sessies"`)
	require.Equal(t, "/inloggen/wacht", v.Post("/inloggen", "email", strings.ToUpper(anneMail), "naar", "/mijn-sessies").To)
	path, code, _ := parts(t, p, (<-p.Letters).Body)
	require.Contains(t, v.Get("/inloggen/wacht").Body, code, "the code stands on the screen and in the message")

	preview := p.Visitor()
	for range 3 { // what a messenger does
		require.Equal(t, http.StatusOK, preview.Get(path).Status)
	}
	stolen := preview.Post(path)
	require.Equal(t, http.StatusGone, stolen.Status, "a browser that did not ask gets nothing")
	require.False(t, signedIn(preview))

	require.Contains(t, v.Get(path).Body, code)
	require.Equal(t, "/mijn-sessies", v.Post(path).To, "and goes where it wanted to go")
	require.True(t, signedIn(v))
	require.Equal(t, http.StatusGone, v.Post(path).Status, "once")
	require.Equal(t, http.StatusGone, v.Get(path).Status)
}

func TestALinkEndsAfterTenMinutes(t *testing.T) {
	t.Parallel()
	p, _, _ := team(t)
	v := p.Visitor()
	path, _, digits := ask(t, p, v, anneMail)
	p.Clock.Add(10 * time.Minute)
	require.Equal(t, http.StatusGone, v.Post(path).Status)
	require.Equal(t, http.StatusUnprocessableEntity, v.Post("/inloggen/wacht", "cijfers", digits).Status)
	require.False(t, signedIn(v))
}

func TestDigitsWorkInTheBrowserThatAskedOnly(t *testing.T) {
	t.Parallel()
	p, _, _ := team(t)
	v, thief := p.Visitor(), p.Visitor()
	_, _, digits := ask(t, p, v, anneMail)
	thief.Post("/inloggen", "email", "niemand@elders.example")
	require.NotEqual(t, http.StatusSeeOther, thief.Post("/inloggen/wacht", "cijfers", digits).Status)
	require.Equal(t, http.StatusUnprocessableEntity, v.Post("/inloggen/wacht", "cijfers", "0000 0000").Status)
	require.Equal(t, "/", v.Post("/inloggen/wacht", "cijfers", digits).To)
	require.True(t, signedIn(v))
}

func TestDigitsAreGuessedThreeTimesOnly(t *testing.T) {
	t.Parallel()
	p, _, _ := team(t)
	v := p.Visitor()
	_, _, digits := ask(t, p, v, anneMail)
	for range 3 {
		require.Equal(t, http.StatusUnprocessableEntity, v.Post("/inloggen/wacht", "cijfers", "12345678").Status)
	}
	require.Equal(t, http.StatusUnprocessableEntity, v.Post("/inloggen/wacht", "cijfers", digits).Status)
	require.False(t, signedIn(v))
}

// Nobody finds out who works here: the answers are the same, and nothing is looked up before them.
func TestKnownAndUnknownGetTheSameAnswer(t *testing.T) {
	t.Parallel()
	p, _, _ := team(t)
	known, unknown := p.Visitor(), p.Visitor()
	a, b := known.Post("/inloggen", "email", anneMail), unknown.Post("/inloggen", "email", "niemand@gemeente-aa.example")
	require.Equal(t, a.Status, b.Status)
	require.Equal(t, a.To, b.To)
	code := regexp.MustCompile(`[A-Z]{2}-[2-9]{2}`)
	x, y := known.Get("/inloggen/wacht").Body, unknown.Get("/inloggen/wacht").Body
	require.Equal(t, code.ReplaceAllString(x, ""), code.ReplaceAllString(y, ""))
	<-p.Letters
	require.Empty(t, p.Letters)
	for range 4 { // both are slowed down in the same way
		require.Equal(t, known.Post("/inloggen", "email", anneMail).Status, unknown.Post("/inloggen", "email", "niemand@gemeente-aa.example").Status)
	}
	require.Equal(t, http.StatusTooManyRequests, known.Post("/inloggen", "email", anneMail).Status)
	require.Equal(t, http.StatusTooManyRequests, unknown.Post("/inloggen", "email", "niemand@gemeente-aa.example").Status)
}

func TestTheBotSendsALink(t *testing.T) {
	t.Parallel()
	p, mentor, _ := team(t)
	v := p.Visitor()
	v.Post("/inloggen", "email", anneMail, "waar", "chat")
	note := <-p.Notes
	require.Equal(t, mentor, note.Staff)
	require.Contains(t, v.Get("/inloggen/wacht").Body, note.Code)
	require.Equal(t, "/", v.Post(strings.TrimPrefix(note.Address, p.URL)).To)
	require.True(t, signedIn(v))
}

// A session that somebody planted in a browser is not the one that signing in gives.
func TestSigningInGivesAnotherSession(t *testing.T) {
	t.Parallel()
	p, _, supervisor := team(t)
	v := p.Visitor()
	planted := p.Token(supervisor)
	v.Carry(desktest.Cookie, planted)
	path, _, _ := ask(t, p, v, anneMail)
	v.Post(path)
	fresh := v.Carries(desktest.Cookie)
	require.NotEqual(t, planted, fresh)
	require.Contains(t, v.Get("/mijn-sessies").Body, "Anne")
	other := p.Visitor()
	other.Carry(desktest.Cookie, planted)
	require.False(t, signedIn(other), "the planted one has ended")
	made := p.Visitor()
	made.Carry(desktest.Cookie, "een-token-dat-iemand-verzint")
	require.False(t, signedIn(made))
}

func TestOwnSessionsEnd(t *testing.T) {
	t.Parallel()
	p, mentor, supervisor := team(t)
	here, there, others := p.As(mentor), p.As(mentor), p.As(supervisor)
	page := here.Get("/mijn-sessies").Body
	id := regexp.MustCompile(`name="sessie" value="(\d+)"`).FindStringSubmatch(page)[1]
	require.Equal(t, http.StatusSeeOther, others.Post("/mijn-sessies", "sessie", id).Status)
	require.True(t, signedIn(there), "nobody ends a colleague's session here")
	here.Post("/mijn-sessies", "sessie", id)
	require.False(t, signedIn(there))
	again := p.As(mentor)
	here.Post("/mijn-sessies", "sessie", "andere")
	require.False(t, signedIn(again))
	require.True(t, signedIn(here))
	require.True(t, signedIn(others))
}

func TestAnInvitationOpensOnTheDesk(t *testing.T) {
	t.Parallel()
	p := desktest.New(t)
	token, err := p.Invite(t.Context(), p.Org, dialog.Administrator, 0, store.Details{Name: "Dewi", Email: "dewi@gemeente-aa.example"})
	require.NoError(t, err)
	path := "/uitnodiging/" + token
	require.Contains(t, p.Visitor().Get(path).Body, "dewi@gemeente-aa.example")
	v := p.Visitor()
	require.Equal(t, http.StatusUnprocessableEntity, v.Post(path, "naam", " ").Status)
	require.Equal(t, "/", v.Post(path, "naam", "Dewi").To)
	require.True(t, signedIn(v))
	require.Contains(t, v.Get("/mijn-sessies").Body, "Dewi")
	require.Equal(t, http.StatusGone, p.Visitor().Post(path, "naam", "Eva").Status, "one person, once")
	out := p.Visitor()
	mailed, _, _ := ask(t, p, out, "dewi@gemeente-aa.example")
	out.Post(mailed)
	require.True(t, signedIn(out), "and comes back by e-mail")

	participant, err := p.Invite(t.Context(), p.Org, dialog.Participant, p.ComesIn(1, dialog.MentorRole, 0, store.Details{}), store.Details{Name: "Fatima"})
	require.NoError(t, err)
	require.Equal(t, http.StatusGone, p.Visitor().Get("/uitnodiging/"+participant).Status, "a participant's link is none of the desk")

	second, err := p.Invite(t.Context(), p.Org, dialog.MentorRole, 0, store.Details{Name: "Eva"})
	require.NoError(t, err)
	taken := p.Visitor().Post("/uitnodiging/"+second, "naam", "Eva", "email", "DEWI@gemeente-aa.example")
	require.Equal(t, http.StatusUnprocessableEntity, taken.Status)
	require.Contains(t, taken.Body, "hoort al bij een collega")
	require.Contains(t, taken.Body, `value="Eva"`, "nothing typed is lost")
}

func TestAddressesAreSetByWhoMay(t *testing.T) {
	t.Parallel()
	p, mentor, supervisor := team(t)
	as := func(id int64) staff.Who { return staff.Who{Organisation: p.Org, Staff: id} }
	require.NoError(t, p.Staff.SetEmail(t.Context(), as(supervisor), supervisor, "bas@gemeente-aa.example"))
	require.ErrorIs(t, p.Staff.SetEmail(t.Context(), as(supervisor), mentor, "BAS@gemeente-aa.example"), staff.ErrTaken)
	require.ErrorIs(t, p.Staff.SetEmail(t.Context(), as(mentor), mentor, "anne@elders.example"), staff.ErrNotFound)
	email, err := p.Staff.Email(t.Context(), as(mentor), mentor)
	require.NoError(t, err)
	require.Equal(t, anneMail, email)
	email, err = p.Staff.Email(t.Context(), as(mentor), supervisor)
	require.NoError(t, err)
	require.Empty(t, email, "a colleague's address is not for a mentor")
	require.NoError(t, p.Staff.SetEmail(t.Context(), as(supervisor), mentor, ""))
	v := p.Visitor()
	v.Post("/inloggen", "email", anneMail)
	path, _, _ := ask(t, p, v, "bas@gemeente-aa.example")
	require.Empty(t, p.Letters, "the old address gets nothing any more")
	v.Post(path)
	require.True(t, signedIn(v))
}

func TestWhereToGoStaysOnTheDesk(t *testing.T) {
	t.Parallel()
	p, _, _ := team(t)
	for _, to := range []string{"https://elders.example", "//elders.example", `/\elders.example`, "/inloggen/wacht", "javascript:alert(1)"} {
		v := p.Visitor()
		v.Post("/inloggen", "email", anneMail, "naar", to)
		path, _, _ := parts(t, p, (<-p.Letters).Body)
		require.Equal(t, "/", v.Post(path).To, to)
		p.Clock.Add(20 * time.Minute)
	}
}
