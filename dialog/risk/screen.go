package risk

import (
	_ "embed"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// phrases.tsv holds explicit phrases, Dutch and English: category, urgency, words.
// It is a seat for the real screen: it sees what is said outright, and no more.
//
//go:embed phrases.tsv
var phraseFile string

type phrase struct {
	words   string
	verdict Verdict
}

var phrases = readPhrases(phraseFile)

func readPhrases(file string) []phrase {
	var all []phrase
	for line := range strings.Lines(file) {
		field := strings.Split(strings.TrimSpace(line), "\t")
		if len(field) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		all = append(all, phrase{" " + plain(field[2]) + " ", Verdict{Page, Category(field[0]), Urgency(field[1])}})
	}
	return all
}

// Screen reads what somebody wrote. It pages on an explicit phrase; of several,
// the most urgent one counts.
func Screen(text string) Verdict {
	if text == "" {
		return Verdict{}
	}
	said := " " + plain(text) + " "
	var worst Verdict
	for _, p := range phrases {
		if rank(p.verdict.Urgency) > rank(worst.Urgency) && strings.Contains(said, p.words) {
			worst = p.verdict
		}
	}
	return worst
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
