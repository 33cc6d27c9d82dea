package transcript

import "stapmaat/dialog"

// refreshHand is what staff knows about the talk in hand. The mentor may take the talk
// of her own participant; the supervisor when he took the alarm.
func (w *World) refreshHand(s *seat, desk *dialog.Desk, needs dialog.Needs) {
	p := &w.person.person
	may := s == &w.mentor || w.alarm != nil && w.taken == s.person.Name
	if w.hand.seat == s {
		desk.Hand = &dialog.Hand{Person: p.ID, Name: p.Name, Since: w.hand.since.In(amsterdam), Wrote: w.hand.wrote}
	}
	if may && needs.Answer != 0 {
		desk.Answer = &dialog.Whom{Person: p.ID, Name: p.Name}
	}
	for _, c := range w.file.others {
		if s == &w.mentor && needs.Taking == c.Person {
			desk.Taking = &dialog.Taking{Person: c.Person, Name: c.Name}
		}
	}
	if !may || needs.Taking != p.ID {
		return
	}
	desk.Taking = &dialog.Taking{Person: p.ID, Name: p.Name, Mine: w.hand.seat == s, Unreached: w.person.deaf, Behind: p.Phone == dialog.PhoneWatched || p.Guarded}
	if w.hand.seat != nil && w.hand.seat != s {
		desk.Taking.Owner, desk.Taking.OwnerName = w.hand.seat.person.ID, w.hand.seat.person.Name
	}
}
