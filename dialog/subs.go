package dialog

import (
	"slices"
	"unicode/utf8"
)

// Parts of life as something to tap.

// subOptions are sub-pillars to tap; the emoji stands there when it fits.
func (t *turn) subOptions(subs []SubPillar) []option {
	var options []option
	for _, s := range subs {
		label := t.emoji(s.ID) + " " + s.Title
		if utf8.RuneCountInString(label) > labelRunes {
			label = s.Title
		}
		options = append(options, option{"sub." + s.ID, label})
	}
	return options
}

// placed lists the sub-pillars on which the person stands somewhere.
func (t *turn) placed() []SubPillar {
	return slices.DeleteFunc(t.p.Bridge.Subs(), func(s SubPillar) bool {
		now, ok := t.p.Position(s.ID)
		return !ok || now.NotForMe || !t.mayKeep(s)
	})
}

func (t *turn) subTitle(id string) string {
	sub, _, _ := t.p.Bridge.Sub(id)
	return sub.Title
}
