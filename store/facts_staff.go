package store

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"

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
	case dialog.TookOver:
		t.takeTalk(e.Person)
	case dialog.Wrote:
		t.single(wroteInHand, t.handArgs(e.Person, t.Person.ID))
		t.single(wroteToAlarmed, t.handArgs(e.Person, t.Person.ID))
	case dialog.GaveBack:
		t.giveTalkBack(e.Person)
	case dialog.HandEnded:
		t.endHand()
	case dialog.AlarmTaken:
		t.does(e.Alarm, taking(t.Organisation, e.Alarm, t.Person.ID, t.now))
	case dialog.AlarmPassed:
		t.does(e.Alarm, passing(t.Organisation, e.Alarm, t.Person.ID, t.now))
	case dialog.AlarmActed:
		return true, t.acted(e)
	case dialog.AlarmHanded:
		t.does(e.Alarm, acting(t.Organisation, e.Alarm, t.Person.ID, ActHanded, &e.To, t.now))
	case dialog.AlarmClosed:
		return true, t.closes(e)
	case dialog.AlarmConfirmed:
		t.does(e.Alarm, confirming(t.Organisation, e.Alarm, t.Person.ID, t.now)...)
	default:
		return false, nil
	}
	return true, nil
}

// does acts on an alarm, which is held until the commit.
func (t *factTurn) does(alarm int64, all ...statement) {
	t.held = append(t.held, alarm)
	t.singles = append(t.singles, all...)
}

// acted keeps what the owner of an alarm did.
func (t *factTurn) acted(e dialog.AlarmActed) error {
	if !slices.Contains(acts, e.What) || e.What == ActHanded {
		return fmt.Errorf("the engine acted on an alarm with %q", e.What)
	}
	t.does(e.Alarm, acting(t.Organisation, e.Alarm, t.Person.ID, e.What, nil, t.now))
	return nil
}

// closes seals what was promised with the person's key, which the card has opened.
func (t *factTurn) closes(e dialog.AlarmClosed) error {
	reason := cmp.Or(e.Reason, "safe")
	if !slices.Contains(reasons, reason) {
		return fmt.Errorf("the engine closed an alarm because of %q", e.Reason)
	}
	var promise []byte
	if e.Promise != "" && t.cardKey != nil {
		var err error
		if promise, err = t.cardKey.SealText(e.Promise, promisePlace(e.Alarm)); err != nil {
			return err
		}
	}
	t.does(e.Alarm, closing(t.Organisation, e.Alarm, t.Person.ID, reason, promise, t.now)...)
	return nil
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
