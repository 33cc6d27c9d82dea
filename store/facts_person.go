package store

import (
	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// applyPerson takes over events that change the person, and tells whether this is one.
func (t *factTurn) applyPerson(event dialog.Event) (known bool, err error) {
	p := &t.row
	switch e := event.(type) {
	case dialog.CameIn:
		err = t.cameIn(e)
	case dialog.Consented:
		t.consented(e)
	case dialog.Refused:
		if p.WipeAt == nil {
			at := t.now.Add(refusedFor)
			p.WipeAt = &at
		}
	case dialog.Erased:
		p.ErasedAt, p.WipeAt = &t.now, &t.now
	case dialog.SaidUnder18:
		p.Under18 = true
	case dialog.NameChosen:
		p.Name, err = t.key.SealText(e.Name, seal.At("person.name", p.ID))
	case dialog.PhoneSaid:
		p.Phone = e.Phone
	case dialog.PushChosen:
		p.PushWords = e.Words
	case dialog.DebtHelpSaid:
		p.DebtHelp = e.Status
	case dialog.DreamTold:
		p.Dream, err = t.key.SealText(e.Words, seal.At("person.dream", p.ID))
	case dialog.ContactSaved, dialog.ContactRemoved, dialog.FollowUpChosen:
		err = t.setBadMoment(e)
	case dialog.AskedHuman:
		p.WantsHumanAt = &t.now
	case dialog.RightPerson:
		p.RightPerson = &e.Right
	case dialog.SafetyNoted:
		err = t.safetyNoted(e)
	case dialog.MentorChanged:
		p.MentorID = &e.Mentor
	case dialog.PauseSet:
		p.Paused = e.Paused
	case dialog.DigestChosen:
		p.DigestMinute = nil
		if !e.Time.Off {
			minute := int16(e.Time.Hour*60 + e.Time.Minute)
			p.DigestMinute = &minute
		}
	default:
		return false, nil
	}
	t.changed = true
	return true, err
}

// consented keeps the answer. Taking part ends what would forget the person.
func (t *factTurn) consented(e dialog.Consented) {
	t.consents = append(t.consents, consentWrite{t.Person.ID, t.Organisation, e.What, e.Given, e.TextVersion, t.now})
	if e.What != dialog.Joined {
		return
	}
	t.row.JoinedAt = nil
	if e.Given {
		t.joined()
	}
}

func (t *factTurn) joined() {
	t.row.JoinedAt = &t.now
	if t.row.ErasedAt == nil {
		t.row.WipeAt = nil
	}
	t.clear = append(t.clear, timerRow{person: t.Person.ID, kind: dialog.Unjoined})
}

const useInvitation = `
	UPDATE invitation
	SET used_at = $1,
	    used_by = $2,
	    key = NULL,
	    key_id = NULL,
	    details = NULL
	WHERE id = $3`

// giveBridge gives who comes in the bridge that the mentor chose, or the organisation gives
// now: what it chooses later changes nothing under anybody.
const giveBridge = `
	UPDATE person p
	SET bridge = COALESCE(NULLIF($2, ''), o.bridge)
	FROM organisation o
	WHERE p.id = $1
	  AND o.id = p.organisation_id`

// cameIn makes somebody of a chat. The invitation is held by this transaction, so
// it is used once; its details are sealed anew and its own key goes.
func (t *factTurn) cameIn(e dialog.CameIn) error {
	v := t.invitation
	if v == nil || v.ID != e.Invitation || t.Input.Invitation.Status != dialog.InvitationValid {
		return errUnusable
	}
	p := &t.row
	p.Role, p.InvitedAt = v.Role, &t.now
	if v.Role == dialog.Participant {
		p.MentorID = v.ByID
		t.single(giveBridge, p.ID, v.details.Bridge)
	} else {
		t.joined() // staff are not asked whether they take part
	}
	var err error
	if p.Name, err = t.key.SealText(v.details.Name, seal.At("person.name", p.ID)); err != nil {
		return err
	}
	if err := t.account(v); err != nil {
		return err
	}
	if p.Details, err = t.key.SealJSON(v.details, seal.At("person.details", p.ID)); err != nil {
		return err
	}
	t.single(useInvitation, t.now, p.ID, v.ID)
	return nil
}

// giveAccount lets a colleague sign in at the desk by e-mail; an address that somebody else has stays hers.
const giveAccount = `
	INSERT INTO staff_account (staff_id, organisation_id, email, email_hash, changed_at)
	VALUES ($1, $2, $3, $4, $5)
	ON CONFLICT DO NOTHING`

// account keeps the e-mail address that came with a colleague's invitation, in its own place only.
func (t *factTurn) account(v *invitation) error {
	if v.details.EmailHash == nil || v.Role == dialog.Participant {
		return nil
	}
	email, err := t.key.SealText(v.details.Email, EmailPlace(t.row.ID))
	if err != nil {
		return err
	}
	t.single(giveAccount, t.row.ID, v.Organisation, email, v.details.EmailHash, t.now)
	v.details.Email, v.details.EmailHash = "", nil
	return nil
}
