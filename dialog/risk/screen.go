package risk

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Screen reads what somebody wrote. It pages on an explicit phrase; of several,
// the most urgent one counts.
func Screen(text string) Verdict {
	if text == "" {
		return Verdict{}
	}
	return table.screen(strings.Fields(plain(text)))
}

// Mark reads the risk mark of a button, "material:now". A mark that is urgent
// pages; "soon" is for the talk to ask about.
func Mark(mark string) (Verdict, bool) {
	category, urgency, ok := strings.Cut(mark, ":")
	v := Verdict{Page, Category(category), Urgency(urgency)}
	return v, ok && known[v.Category] && rank(v.Urgency) >= rank(Today)
}

var known = map[Category]bool{Suicide: true, Selfharm: true, ViolenceVictim: true, ChildSafety: true,
	ThreatToOthers: true, Medical: true, Material: true}

func rank(u Urgency) int {
	switch u {
	case Now:
		return 3
	case Today:
		return 2
	case Soon:
		return 1
	}
	return 0
}

// plain folds case, accents and signs away, so that "Ik wil DOOD!!" is "ik wil dood".
func plain(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
