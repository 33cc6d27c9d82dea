package telegram

import (
	"errors"
	"regexp"
	"strings"

	api "github.com/go-telegram/bot"
)

// redacted is an error whose text shows no token. It can be asked with errors.Is and
// errors.As, but not unwrapped into something that a log would print in full.
type redacted struct {
	err  error
	text string
}

func (r *redacted) Error() string        { return r.text }
func (r *redacted) Is(target error) bool { return errors.Is(r.err, target) }
func (r *redacted) As(target any) bool   { return errors.As(r.err, target) }

// redact takes a bot's token, and people's words, out of an error; nil stays nil. Telegram's address
// holds the token, and errors of net/http hold the address.
func redact(err error, token string) error {
	if err == nil {
		return nil
	}
	_, secret, _ := strings.Cut(token, ":")
	if secret == "" {
		secret = token
	}
	text := strings.ReplaceAll(err.Error(), secret, "***")
	if errors.Is(err, api.ErrorBadRequest) {
		text = quoted.ReplaceAllString(text, `"…"`)
	}
	return &redacted{err, text}
}

// quoted is what Telegram repeats of a message that it refuses: it may be words of a
// person, which belong in no log.
var quoted = regexp.MustCompile(`"[^"]*"?`)
