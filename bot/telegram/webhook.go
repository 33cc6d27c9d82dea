package telegram

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"path"
	"strconv"

	"github.com/rs/zerolog"
)

// maxWebhook is the longest body that is read. Real updates are some kilobytes.
const maxWebhook = 1 << 20

const secretHeader = "X-Telegram-Bot-Api-Secret-Token"

// Webhook takes updates by POST; the last part of the path is our id of the bot
// (Prepare sets such an address). It answers 200 only after the update is
// committed; on 503 Telegram tries again, for a day at most. The secret guards all
// bots of this program and must not be empty.
func (f *Face) Webhook(secret string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "POST only", http.StatusMethodNotAllowed)
			return
		}
		if secret == "" || subtle.ConstantTimeCompare([]byte(r.Header.Get(secretHeader)), []byte(secret)) != 1 {
			http.Error(w, "wrong secret", http.StatusUnauthorized)
			return
		}
		id, _ := strconv.ParseInt(path.Base(r.URL.Path), 10, 64)
		a, ok := f.account(id)
		if !ok {
			http.Error(w, "no such bot", http.StatusNotFound)
			return
		}
		f.hooked(w, r, a)
	})
}

func (f *Face) hooked(w http.ResponseWriter, r *http.Request, a *account) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxWebhook))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		http.Error(w, "too long", http.StatusRequestEntityTooLarge)
		return
	case err != nil:
		http.Error(w, "unreadable", http.StatusBadRequest)
		return
	}
	// What can't be read is kept aside and gets its 200: it must not block its chat's
	// queue at Telegram for a day.
	in := f.open(r.Context(), a, []json.RawMessage{body})
	if err := f.take(r.Context(), a, in, 0); err != nil {
		zerolog.Ctx(r.Context()).Warn().Err(redact(err, a.token)).Int64("bot", a.id).Msg("receiving failed; Telegram will try again")
		w.Header().Set("Retry-After", "1")
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	a.polled.Store(f.now().UnixNano())
	w.WriteHeader(http.StatusOK)
}
