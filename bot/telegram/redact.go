package telegram

import (
	"errors"
	"strings"
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

// redact takes a bot's token out of an error; nil stays nil. Telegram's address
// holds the token, and errors of net/http hold the address.
func redact(err error, token string) error {
	if err == nil {
		return nil
	}
	_, secret, _ := strings.Cut(token, ":")
	if secret == "" {
		secret = token
	}
	return &redacted{err, strings.ReplaceAll(err.Error(), secret, "***")}
}
