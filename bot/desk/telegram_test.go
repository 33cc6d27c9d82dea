package desk_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog"
	"stapmaat/store"
)

// vouched is what Telegram sends about a user to the bot of a token.
func vouched(p *desktest.Place, token string, user int64) string {
	mac := func(key []byte, text string) []byte {
		m := hmac.New(sha256.New, key)
		m.Write([]byte(text))
		return m.Sum(nil)
	}
	who, date := fmt.Sprintf(`{"id":%d}`, user), fmt.Sprint(p.Clock.Now().Unix())
	sum := mac(mac([]byte("WebAppData"), token), "auth_date="+date+"\nuser="+who)
	return url.Values{"auth_date": {date}, "user": {who}, "hash": {hex.EncodeToString(sum)}}.Encode()
}

func TestTheMiniAppLetsInStaffOnly(t *testing.T) {
	t.Parallel()
	p := desktest.New(t)
	const token = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK"
	var err error
	p.Bot, err = p.AddBot(t.Context(), p.Org, store.Telegram, token, "aa_bot")
	require.NoError(t, err)
	mentor := p.ComesIn(501, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	p.Joins(502, mentor, store.Details{Name: "Fatima"})

	page := p.Visitor().Get("/telegram?bot=aa_bot")
	require.Contains(t, page.Body, `name="bot" value="aa_bot"`)
	require.Contains(t, page.Header.Get("Content-Security-Policy"), "frame-ancestors https://web.telegram.org")

	v := p.Visitor()
	require.Equal(t, "/", v.Post("/telegram", "bot", "aa_bot", "data", vouched(p, token, 501)).To)
	require.True(t, signedIn(v))
	for name, fields := range map[string][]string{
		"a participant": {"bot", "aa_bot", "data", vouched(p, token, 502)},
		"a stranger":    {"bot", "aa_bot", "data", vouched(p, token, 503)},
		"another bot":   {"bot", "bb_bot", "data", vouched(p, token, 501)},
		"another token": {"bot", "aa_bot", "data", vouched(p, "1:x", 501)},
		"nothing":       {},
	} {
		v := p.Visitor()
		require.Equal(t, http.StatusForbidden, v.Post("/telegram", fields...).Status, name)
		require.False(t, signedIn(v), name)
	}
}
