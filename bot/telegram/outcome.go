package telegram

import (
	"context"
	"errors"
	"strings"
	"time"

	api "github.com/go-telegram/bot"

	"stapmaat/bot/send"
	"stapmaat/store"
)

// outcome turns what Telegram answered into what becomes of the row.
//
//	nothing wrong      sent
//	429                again after retry_after
//	403                gone: the person blocked the bot, or the account is no more
//	400 chat not found gone; a chat that moved (groups only) too
//	400                refused: marked and told, the next row goes
//	401, 404           the token is wrong: again in a minute, as long as it takes
//	5xx, no answer     again, each time later, with jitter
func (f *Face) outcome(o store.Outgoing, err error) store.Delivery {
	d := store.Delivery{Outgoing: o.ID}
	var flood *api.TooManyRequestsError
	var moved *api.MigrateError
	switch {
	case err == nil:
		d.Sent = true
	case errors.As(err, &flood):
		d.Code = send.CodeFlood
		d.RetryAt = f.now().Add(time.Duration(max(1, flood.RetryAfter)) * time.Second)
	case errors.Is(err, api.ErrorForbidden):
		d.Code, d.Gone = "403", true
	case errors.As(err, &moved):
		d.Code, d.Gone = "migrated", true
	case errors.Is(err, api.ErrorBadRequest) && unknownChat(err):
		d.Code, d.Gone = "400 chat not found", true
	case errors.Is(err, api.ErrorBadRequest):
		d.Code, d.Refused = "400", true
	case errors.Is(err, api.ErrorUnauthorized), errors.Is(err, api.ErrorNotFound):
		d.Code = send.CodeToken
		d.RetryAt = f.now().Add(time.Minute)
	case errors.Is(err, context.Canceled):
		d.Code = "stopped"
		d.RetryAt = f.now()
	default:
		d.Code = send.CodeNetwork
		if strings.Contains(err.Error(), "error response from telegram") {
			d.Code = send.CodeServer
		}
		d.RetryAt = f.now().Add(f.backoff(o.Attempt))
	}
	return d
}

// unknownChat knows the descriptions of a chat that does not exist for this bot.
func unknownChat(err error) bool {
	for _, text := range []string{"chat not found", "user not found", "PEER_ID_INVALID", "bot can't initiate conversation"} {
		if strings.Contains(err.Error(), text) {
			return true
		}
	}
	return false
}

// backoff is the pause before the next attempt: one second, doubling to a minute,
// half of it by chance so that all chats don't come back at once.
func (f *Face) backoff(attempt int) time.Duration {
	pause := time.Second << min(max(attempt, 0), 6)
	pause = min(pause, time.Minute)
	return pause/2 + time.Duration(f.chance()*float64(pause/2))
}

// sentAnyway says that Telegram took the message and only its answer was not
// understood: sending again would repeat it.
func sentAnyway(err error) bool {
	return err != nil && strings.Contains(err.Error(), "error decode response result")
}
