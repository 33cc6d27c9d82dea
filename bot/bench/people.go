//go:build bench || faults

package bench

import (
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store"
)

// firstMentor is the id of the first mentor's chat.
const firstMentor = 500_000

// hire lets mentors come in by their links; the program must be running.
func (w *town) hire(t *testing.T, mentors int) {
	t.Helper()
	o, err := w.db.FindOrganisation(t.Context(), organisation)
	must(t, err, "finding the organisation")
	for n := range mentors {
		token, err := w.db.Invite(t.Context(), o, dialog.MentorRole, 0, store.Details{Name: "Anne"})
		must(t, err, "inviting a mentor")
		w.bots[n%len(w.bots)].Private(firstMentor+int64(n), "Anne").Say("/start " + token)
	}
	for end := time.Now().Add(20 * time.Second); len(w.mentors) < mentors; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("only %d of %d mentors came in", len(w.mentors), mentors)
		}
		rows, _ := w.sql.Query(t.Context(), `SELECT id FROM person WHERE role = 'mentor' ORDER BY id`)
		w.mentors, err = pgx.CollectRows(rows, pgx.RowTo[int64])
		must(t, err, "counting mentors")
	}
}

// invitations makes links for participants, from all mentors in turn.
func (w *town) invitations(t *testing.T, people int) []string {
	t.Helper()
	o, err := w.db.FindOrganisation(t.Context(), organisation)
	must(t, err, "finding the organisation")
	tokens := make([]string, people)
	var group sync.WaitGroup
	failed := make([]error, 4)
	for worker := range failed {
		group.Go(func() {
			for n := worker; n < people && failed[worker] == nil; n += len(failed) {
				tokens[n], failed[worker] = w.db.Invite(t.Context(), o, dialog.Participant, w.mentors[n%len(w.mentors)],
					store.Details{Name: "Anna", Phone: "06 12345678"})
			}
		})
	}
	group.Wait()
	for _, err := range failed {
		must(t, err, "inviting participants")
	}
	return tokens
}
