package dialog

import (
	"slices"
	"strings"
	"time"
)

// What somebody set for a bad moment herself: whom she can call, and one message that
// asks how it is, when and in the words she chose. It is hers, and nothing for staff.

// Contact is somebody whom the person can call.
type Contact struct {
	Name   string `json:"name"`
	Number string `json:"number"` // as she typed it
}

// FollowUp is the one message that a person asked for.
type FollowUp struct {
	At    time.Time `json:"at"`
	Words string    `json:"words,omitempty"` // "" for the usual line
}

// mostContacts is how many are kept: in a bad moment nobody searches a list.
const mostContacts = 3

// applyBadMoment changes the snapshot by what she set.
func (p *Person) applyBadMoment(event Event) {
	switch e := event.(type) {
	case ContactSaved:
		p.Contacts = append(slices.Clone(p.Contacts), Contact{e.Name, e.Number})
	case ContactRemoved:
		p.Contacts = slices.DeleteFunc(slices.Clone(p.Contacts), func(c Contact) bool { return c == Contact{e.Name, e.Number} })
	case FollowUpChosen:
		p.FollowUp = FollowUp{e.At, e.Words}
	}
}

// telephone is what somebody typed as a number, tidied; false when nobody can dial it.
func telephone(typed string) (string, bool) {
	typed = strings.TrimSpace(typed)
	digits := 0
	for _, r := range typed {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+-() ", r):
			return "", false
		}
	}
	short := strings.HasPrefix(typed, "06") && digits < 10 // somebody stopped typing
	return strings.Join(strings.Fields(typed), " "), digits >= 8 && digits <= 15 && len(typed) <= 24 && !short
}
