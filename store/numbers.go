package store

import (
	"fmt"
	"time"

	"stapmaat/dialog"
)

// numberRow is a local number as selectPeople gives it: only those that are confirmed.
type numberRow struct {
	dialog.LocalNumber
	CheckedOn string `json:"checked_on"`
}

// numbers takes over what the organisation has checked near by.
func (s *snapshot) numbers() {
	for _, n := range s.row.Numbers {
		day, err := time.ParseInLocation(time.DateOnly, n.CheckedOn, s.zone)
		if err != nil {
			s.fail(fmt.Errorf("reading when a number was checked: %w", err))
		}
		n.LocalNumber.CheckedOn = day
		s.person.Organisation.Numbers = append(s.person.Organisation.Numbers, n.LocalNumber)
	}
}
