// Package send is the only place with order and limits: which message goes next,
// and when. It takes rows from the outbox, hands them to a face, at most one in
// flight per talk, and records what came of them. At least once: a process that
// dies between posting and recording repeats at most one message per talk.
package send

import (
	"context"

	"stapmaat/store"
)

// Face posts messages to people: Telegram, or the terminal.
type Face interface {
	// Send posts one message and says what came of it. It does not fail: a Delivery
	// with RetryAt set is tried again then, and Code says why (see the codes below).
	// A cancelled context gives a Delivery to be tried again at once.
	Send(ctx context.Context, o store.Outgoing) store.Delivery
}

// The codes that the sender itself acts on. Others are for people to read.
const (
	CodeFlood   = "429"     // the chat, and if others get it too the bot, waits until RetryAt
	CodeToken   = "401"     // the bot waits until RetryAt
	CodeNetwork = "network" // no answer, or not one of Telegram's; after a few in a row the bot waits
	CodeServer  = "5xx"     // as network
)
