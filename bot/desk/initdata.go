package desk

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What Telegram hands a Mini App about who opened it. Source: core.telegram.org/bots/webapps,
// "Validating data received via the Mini App".
const (
	maxInitData  = 4096            // bytes
	initDataFor  = 5 * time.Minute // from auth_date: a copy is of no use later
	clocksDiffer = time.Minute
)

// telegramKey is Telegram's public key for Mini Apps in production.
const telegramKey = "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d"

var errInitData = errors.New("the Mini App's data is not in order")

// checkInitData gives the number of the user for whom Telegram vouches to the bot of this
// token. The HMAC must fit; so must Telegram's own signature, which older apps don't send.
func checkInitData(raw, token string, key ed25519.PublicKey, now time.Time) (user int64, err error) {
	if len(raw) > maxInitData {
		return 0, errInitData
	}
	fields, err := url.ParseQuery(raw)
	if err != nil {
		return 0, errInitData
	}
	for _, values := range fields {
		if len(values) != 1 {
			return 0, errInitData
		}
	}
	if !hashFits(fields, token) || !signatureFits(fields, token, key) {
		return 0, errInitData
	}
	seconds, err := strconv.ParseInt(fields.Get("auth_date"), 10, 64)
	age := now.Sub(time.Unix(seconds, 0))
	if err != nil || age > initDataFor || age < -clocksDiffer {
		return 0, errInitData
	}
	var who struct {
		ID int64 `json:"id"`
	}
	if err := json.Unmarshal([]byte(fields.Get("user")), &who); err != nil || who.ID <= 0 {
		return 0, errInitData
	}
	return who.ID, nil
}

// lines are the fields but some, sorted, as Telegram signs them.
func lines(fields url.Values, without ...string) string {
	var all []string
	for name := range fields {
		if !slices.Contains(without, name) {
			all = append(all, name+"="+fields.Get(name))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// hashFits checks the HMAC, over everything but itself: the signature and fields that we don't know count.
func hashFits(fields url.Values, token string) bool {
	given, err := hex.DecodeString(fields.Get("hash"))
	if err != nil {
		return false
	}
	return hmac.Equal(given, mac(mac([]byte("WebAppData"), token), lines(fields, "hash")))
}

func mac(key []byte, text string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(text))
	return m.Sum(nil)
}

// signatureFits checks Telegram's Ed25519 signature, when there is one.
func signatureFits(fields url.Values, token string, key ed25519.PublicKey) bool {
	if !fields.Has("signature") {
		return true
	}
	given, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(fields.Get("signature"), "="))
	if err != nil {
		return false
	}
	bot, _, _ := strings.Cut(token, ":")
	return ed25519.Verify(key, []byte(bot+":WebAppData\n"+lines(fields, "hash", "signature")), given)
}
