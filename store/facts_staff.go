package store

import (
	"encoding/hex"
	"fmt"

	"stapmaat/dialog"
)

// readLog and takeHuman keep what a mentor did for her own participant.
const readLog = `
	INSERT INTO casework (staff_id, person_id, organisation_id, read_at)
	SELECT $1, p.id, p.organisation_id, $2
	FROM person p
	WHERE p.id = $3
	  AND p.mentor_id = $1
	ON CONFLICT (staff_id, person_id) DO UPDATE
	SET read_at = EXCLUDED.read_at`

const takeHuman = `
	INSERT INTO casework (staff_id, person_id, organisation_id, human_at)
	SELECT $1, p.id, p.organisation_id, $2
	FROM person p
	WHERE p.id = $3
	  AND p.mentor_id = $1
	ON CONFLICT (staff_id, person_id) DO UPDATE
	SET human_at = EXCLUDED.human_at`

// takeAlarm gives an alarm to the first who takes it. The turn holds its row.
const takeAlarm = `
	UPDATE alarm
	SET taken_by = $1,
	    taken_at = $2,
	    held_until = $2::timestamptz + interval '15 minutes'
	WHERE id = $3
	  AND organisation_id = $4
	  AND taken_by IS NULL
	  AND closed_at IS NULL`

// closeOwnAlarm ends an alarm for the one who took it. It locks the row against signs:
// one that is being put on it comes first, the next opens an alarm of its own.
const closeOwnAlarm = `
	UPDATE alarm
	SET closed_by = $1,
	    closed_at = $2
	WHERE id = (
	    SELECT id
	    FROM alarm
	    WHERE id = $3
	      AND organisation_id = $4
	      AND taken_by = $1
	      AND closed_at IS NULL
	    FOR UPDATE)`

const passAlarm = `
	UPDATE alert
	SET passed_at = $1
	WHERE staff_id = $2
	  AND alarm_id = $3
	  AND organisation_id = $4
	  AND passed_at IS NULL`

// applyStaff takes over what staff did, and tells whether this is such an event.
func (t *factTurn) applyStaff(event dialog.Event) (known bool, err error) {
	switch e := event.(type) {
	case dialog.InvitationMade:
		return true, t.invited(e)
	case dialog.LogRead:
		t.single(insertLook, t.Organisation, t.Person.ID, e.Person, nil, "log", t.now)
		if e.ToEnd {
			t.single(readLog, t.Person.ID, t.now, e.Person)
		}
	case dialog.HumanTaken:
		t.single(takeHuman, t.Person.ID, t.now, e.Person)
	case dialog.AlarmTaken:
		t.single(takeAlarm, t.Person.ID, t.now, e.Alarm, t.Organisation)
	case dialog.AlarmClosed:
		t.single(closeOwnAlarm, t.Person.ID, t.now, e.Alarm, t.Organisation)
	case dialog.AlarmPassed:
		t.single(passAlarm, t.now, t.Person.ID, e.Alarm, t.Organisation)
	default:
		return false, nil
	}
	return true, nil
}

func (t *factTurn) invited(e dialog.InvitationMade) error {
	hash, err := hex.DecodeString(e.TokenHash)
	if err != nil || len(hash) != 32 {
		return fmt.Errorf("the engine made an invitation whose hash is no SHA-256")
	}
	if !staff(t.Person.Role) || (t.Person.Role == dialog.MentorRole && e.Role != dialog.Participant) {
		return fmt.Errorf("the engine let a %s invite a %s", t.Person.Role, e.Role)
	}
	args, err := newInvitation{organisation: t.Organisation, by: &t.Person.ID, role: e.Role, hash: hash, at: t.now,
		details: Details{Name: e.Name, Phone: e.Phone, Address: e.Address, Contact: e.Contact, Language: e.Language, Safety: e.Safety}}.args(t.master)
	if err != nil {
		return err
	}
	t.single(insertInvitation, args...)
	return nil
}
