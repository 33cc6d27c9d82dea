package alert

import (
	"context"
	"errors"
	"fmt"

	"stapmaat/bot/mail"
	"stapmaat/store"
)

// Email sends alerts as letters.
type Email struct {
	// Mail is mail.Mailer's Send.
	Mail func(ctx context.Context, to, subject, body string) error
	// Letter makes the words.
	Letter func(a store.Alert) (subject, body string)
}

// Send sends one.
func (e Email) Send(ctx context.Context, a store.Alert) error {
	subject, body := e.Letter(a)
	err := e.Mail(ctx, a.Address, subject, body)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, mail.ErrRefused):
		return coded{fmt.Errorf("%w: %w", ErrRefused, err), "mail refused"}
	}
	return coded{err, "mail"}
}
