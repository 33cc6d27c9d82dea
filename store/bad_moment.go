package store

import (
	"time"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// badMoment is what person.bad_moment holds, sealed.
type badMoment struct {
	Contacts []dialog.Contact `json:"contacts,omitempty"`
	FollowUp dialog.FollowUp  `json:"follow_up,omitzero"`
}

func badMomentPlace(person int64) seal.Place { return seal.At("person.bad_moment", person) }

func (s *snapshot) badMoment() {
	var b badMoment
	s.json(s.row.BadMoment, badMomentPlace(s.row.ID), &b)
	s.person.Contacts, s.person.FollowUp = b.Contacts, b.FollowUp
	if !b.FollowUp.At.IsZero() {
		s.person.FollowUp.At = b.FollowUp.At.In(s.zone)
	}
}

// setBadMoment takes over what somebody set for a bad moment. It lies there and nowhere
// else: what she takes away is gone.
func (t *factTurn) setBadMoment(event dialog.Event) (err error) {
	var b badMoment
	if t.row.BadMoment != nil {
		if err = t.key.OpenJSON(t.row.BadMoment, badMomentPlace(t.row.ID), &b); err != nil {
			return err
		}
	}
	p := dialog.Person{Contacts: b.Contacts, FollowUp: b.FollowUp}
	p.Apply(event)
	b = badMoment{p.Contacts, p.FollowUp}
	b.FollowUp.At = b.FollowUp.At.Truncate(time.Second)
	t.row.BadMoment, err = t.key.SealJSON(b, badMomentPlace(t.row.ID))
	return err
}
