package store

import (
	"context"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// raise writes the alarms of a batch, each with its first alerts.
func (r *receiving) raise(ctx context.Context, batch []Arrival) error {
	raised := map[int64]bool{} // a batch may hold one update twice
	for _, a := range batch {
		id, fresh := r.ids[a.Ref]
		if !fresh || raised[id] || !r.pagesOne(a) {
			continue
		}
		raised[id] = true
		c := r.chats[a.Chat]
		err := r.db.raise(ctx, r.pipe.conn, danger{organisation: r.organisation, person: c.Person, mentor: c.Mentor, key: c.key,
			cause: id, words: a.Input.Text, verdict: a.Input.Risk, at: r.now})
		if err != nil {
			return err
		}
	}
	return nil
}

// pages tells whether an input of the batch asks for a human at once. Staff who
// write about danger raise no alarm about themselves.
func (r *receiving) pages(batch []Arrival) bool {
	for _, a := range batch {
		if r.pagesOne(a) {
			return true
		}
	}
	return false
}

func (r *receiving) pagesOne(a Arrival) bool {
	role := r.chats[a.Chat].Role
	return a.Input.Risk.Outcome == risk.Page && role != dialog.MentorRole && role != dialog.Supervisor && role != dialog.Administrator
}
