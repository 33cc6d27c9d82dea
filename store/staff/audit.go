package staff

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Kind says what sort of act stands in the trail.
type Kind string

// The kinds. Looks, alarms and sign-ins come into the trail by triggers.
const (
	KindLook         Kind = "look"     // What: which page
	KindAlarm        Kind = "alarm"    // What: taken, closed, …
	KindSignIn       Kind = "sign_in"  // What: by which way
	KindInvite       Kind = "invite"   // What: as what
	KindUninvite     Kind = "uninvite" // a link that was taken back
	KindRole         Kind = "role"     // What: the role now
	KindLeave        Kind = "leave"
	KindHandOver     Kind = "hand_over" // Other: to whom
	KindStandIn      Kind = "stand_in"  // Other: who stands in
	KindStandInEnded Kind = "stand_in_ended"
	KindSetting      Kind = "setting"        // What: which part of the settings
	KindNumber       Kind = "number"         // What: added, changed, removed, confirmed
	KindExport       Kind = "trail_exported" // the trail itself, as a file
	KindLibrary      Kind = "library"        // What: added, changed, approved, withdrawn, release, …
)

// Kinds are all kinds, in the order in which a filter lists them.
var Kinds = []Kind{KindSignIn, KindLook, KindAlarm, KindHandOver, KindStandIn, KindStandInEnded, KindInvite, KindUninvite, KindRole, KindLeave, KindSetting, KindNumber, KindLibrary, KindExport}

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
