package desk_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
)

// office is a team whose organisation has a sign-in of its own.
func office(t *testing.T) (*desktest.Place, *desktest.Provider) {
	t.Helper()
	p, _, _ := team(t)
	provider := desktest.NewProvider(t, p.Clock.Now)
	provider.Email = anneMail
	require.NoError(t, p.SetSignIn(t.Context(), p.Org, provider.URL, provider.ClientID, provider.Secret))
	return p, provider
}

// away goes to the provider and gives the address to which it sends back.
func away(t *testing.T, p *desktest.Place, v *desktest.Visitor) string {
	t.Helper()
	out := v.Get(fmt.Sprintf("/inloggen/organisatie/%d", p.Org))
	require.Equal(t, http.StatusSeeOther, out.Status, out.Body)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Get(out.To)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusSeeOther, response.StatusCode)
	return strings.TrimPrefix(response.Header.Get("Location"), p.URL)
}

func TestTheOrganisationsOwnSignIn(t *testing.T) {
	t.Parallel()
	p, provider := office(t)
	require.Contains(t, p.Visitor().Get("/inloggen").Body, "Inloggen via Gemeente Aa")
	v := p.Visitor()
	back := away(t, p, v)
	require.Equal(t, "/", v.Get(back).To)
	require.True(t, signedIn(v))
	require.Equal(t, "/inloggen", v.Get(back).To, "an answer comes once")

	// From now on the subject counts, whatever address the provider knows.
	provider.Email = "anne.nieuw@gemeente-aa.example"
	v = p.Visitor()
	v.Get(away(t, p, v))
	require.True(t, signedIn(v))

	// Somebody else with Anne's old address is not Anne.
	provider.Email, provider.Subject = anneMail, "subject-2"
	v = p.Visitor()
	require.Equal(t, http.StatusForbidden, v.Get(away(t, p, v)).Status)
	require.False(t, signedIn(v))
}

func TestAnotherKeyOfTheProviderIsFetched(t *testing.T) {
	t.Parallel()
	p, provider := office(t)
	for range 2 {
		v := p.Visitor()
		v.Get(away(t, p, v))
		require.True(t, signedIn(v))
		provider.Rotate()
	}
}

func TestWhatAProviderMustNotSay(t *testing.T) {
	t.Parallel()
	p, provider := office(t)
	for name, spoil := range map[string]func(map[string]any){
		"another nonce":     func(c map[string]any) { c["nonce"] = "x" },
		"no nonce":          func(c map[string]any) { delete(c, "nonce") },
		"expired":           func(c map[string]any) { c["exp"] = p.Clock.Now().Add(-time.Minute).Unix() },
		"another audience":  func(c map[string]any) { c["aud"] = "another desk" },
		"another issuer":    func(c map[string]any) { c["iss"] = "https://elders.example" },
		"unknown":           func(c map[string]any) { c["sub"], c["email"] = "subject-9", "niemand@gemeente-aa.example" },
		"not verified":      func(c map[string]any) { c["email_verified"] = false },
		"no e-mail, no sub": func(c map[string]any) { delete(c, "email"); c["sub"] = "subject-8" },
	} {
		provider.Change = spoil
		v := p.Visitor()
		answer := v.Get(away(t, p, v))
		require.GreaterOrEqual(t, answer.Status, 400, name)
		require.False(t, signedIn(v), name)
	}
	provider.Change = nil
	provider.Forge()
	v := p.Visitor()
	require.Equal(t, http.StatusBadGateway, v.Get(away(t, p, v)).Status, "signed by somebody else")
	require.False(t, signedIn(v))
}

func TestAnAnswerBelongsToTheBrowserThatAsked(t *testing.T) {
	t.Parallel()
	p, _ := office(t)
	asked, other := p.Visitor(), p.Visitor()
	back := away(t, p, asked)
	require.Equal(t, "/inloggen", other.Get(back).To, "no cookie, no answer")
	away(t, p, other)
	require.Equal(t, "/inloggen", other.Get(back).To, "a state of somebody else's")
	require.False(t, signedIn(other))
	u, err := url.Parse(back)
	require.NoError(t, err)
	q := u.Query()
	q.Set("code", "verzonnen")
	require.Equal(t, http.StatusBadGateway, asked.Get(u.Path+"?"+q.Encode()).Status)
	require.False(t, signedIn(asked))
}
