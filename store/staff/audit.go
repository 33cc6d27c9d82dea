package staff

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Kind says what sort of act stands in the trail.
type Kind string

// The kinds. Looks, alarms and sign-ins come into the trail by triggers.
const (
	Looked        Kind = "look"     // What: which page
	AlarmActed    Kind = "alarm"    // What: taken, closed, …
	SignedIn      Kind = "sign_in"  // What: by which way
	Invited       Kind = "invite"   // What: as what
	InviteEnded   Kind = "uninvite" // a link that was taken back
	RoleChanged   Kind = "role"     // What: the role now
	AccessEnded   Kind = "leave"
	HandedOver    Kind = "hand_over" // Other: to whom
	StandInSet    Kind = "stand_in"  // Other: who stands in
	StandInEnded  Kind = "stand_in_ended"
	Settled       Kind = "setting"        // What: which part of the settings
	NumberSet     Kind = "number"         // What: added, changed, removed, confirmed
	TrailExported Kind = "trail_exported" // the trail itself, as a file
)

// Kinds are all kinds, in the order in which a filter lists them.
var Kinds = []Kind{SignedIn, Looked, AlarmActed, HandedOver, StandInSet, StandInEnded, Invited, InviteEnded, RoleChanged, AccessEnded, Settled, NumberSet, TrailExported}

// entry is one line of the trail: ids and words of ours, never what people typed.
type entry struct {
	kind          Kind
	what          string
	person, other int64 // case number, colleague; 0 for none
}

const insertAudit = `
	INSERT INTO audit (organisation_id, staff_id, kind, what, person_id, other_id, at)
	SELECT @organisation, @staff, r.kind, NULLIF(r.what, ''), NULLIF(r.person, 0), NULLIF(r.other, 0), @now
	FROM unnest(@kinds::text[], @whats::text[], @people::bigint[], @others::bigint[]) AS r (kind, what, person, other)`

// audit writes into the trail, in the transaction of the act itself.
func (db *DB) audit(ctx context.Context, tx pgx.Tx, who Who, entries ...entry) error {
	if len(entries) == 0 {
		return nil
	}
	var kinds, whats []string
	var people, others []int64
	for _, e := range entries {
		kinds, whats = append(kinds, string(e.kind)), append(whats, e.what)
		people, others = append(people, e.person), append(others, e.other)
	}
	_, err := tx.Exec(ctx, insertAudit, pgx.NamedArgs{"organisation": who.Organisation, "staff": who.Staff, "now": db.now(),
		"kinds": kinds, "whats": whats, "people": people, "others": others})
	return err
}
