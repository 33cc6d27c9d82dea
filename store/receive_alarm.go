package store

import (
	"context"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// raise writes the alarms of a batch, each with its first alerts, and puts what
// people write whose alarm is open on it.
func (r *receiving) raise(ctx context.Context, batch []Arrival) error {
	raised := map[int64]bool{} // a batch may hold one update twice
	for _, a := range batch {
		id, fresh := r.ids[a.Ref]
		if !fresh || raised[id] {
			continue
		}
		raised[id] = true
		c := r.chats[a.Chat]
		d := danger{organisation: r.organisation, person: c.Person, key: c.key, cause: id, words: a.Input.Text, verdict: a.Input.Risk, at: r.now}
		var err error
		switch {
		case r.pagesOne(a):
			err = r.db.raise(ctx, r.pipe.conn, d)
		case r.adds(a):
			err = appendTo(ctx, r.pipe.conn, d)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// alarming tells whether an input of the batch has to do with an alarm. Staff who
// write about danger raise none about themselves.
func (r *receiving) alarming(batch []Arrival) bool {
	for _, a := range batch {
		if r.pagesOne(a) || r.adds(a) {
			return true
		}
	}
	return false
}

func (r *receiving) pagesOne(a Arrival) bool {
	return a.Input.Risk.Outcome == risk.Page && !staff(r.chats[a.Chat].Role)
}

// adds tells whether it is something said by somebody whose alarm is open.
func (r *receiving) adds(a Arrival) bool {
	switch a.Input.Kind {
	case dialog.Typed, dialog.Sent, dialog.Edited:
		return r.chats[a.Chat].Alarm != 0
	case dialog.Answered: // a voice message in words; what a screen read is on the alarm already
		return r.chats[a.Chat].Alarm != 0 && a.Input.Call.Heard != ""
	}
	return false
}
