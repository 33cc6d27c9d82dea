package main

import (
	"context"
	"io"

	calls "stapmaat/bot/call"
	"stapmaat/dialog"
)

// recordings opens what somebody said aloud in a channel; nil where there is no such channel.
type recordings func(ctx context.Context, bot int64, file string) (audio io.ReadCloser, name string, err error)

// caller makes what asks the models of this house, for the turns that want it.
func (h *house) caller(o calls.Options, spoken recordings) *calls.Runner {
	o.DB, o.Screen, o.Fault = h.db, dialog.ScreenIn, h.fault
	o.Doer = &calls.Asking{Model: h.models.talk, Ears: h.models.ears, Recording: spoken}
	return calls.New(o)
}
