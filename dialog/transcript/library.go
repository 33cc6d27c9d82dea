package transcript

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"stapmaat/dialog"
)

// shelf is the little library of transcripts. "search: huur#wat" lets the next search find
// that passage, "search: huur#wat huur#oud" two, "search: nothing" none, "search: down"
// that nobody could look.
var shelf = map[string]dialog.Passage{
	"huur#wat": {Title: "Huurtoeslag", Kind: "explanation", Money: true, Source: "toeslagen.nl", CheckedOn: day(2026, 11, 1), Score: 1,
		Short: "Huurtoeslag is geld voor je huur. Je krijgt het elke maand.",
		Words: "Huurtoeslag is geld van de Belastingdienst. Het is voor mensen met een hoge huur en weinig inkomen.\nJe vraagt het aan met je DigiD."},
	"post#begin": {Title: "Post openen", Kind: "plan", Source: "general knowledge", Score: 1,
		Short: "Begin met één brief. Leg hem open op tafel.",
		Words: "Kies een moment overdag.\n1. Pak één brief.\n2. Maak hem open.\n3. Leg hem op tafel.",
		Steps: []string{"Pak één brief.", "Maak hem open.", "Leg hem op tafel."}},
	"schuld#vier": {Title: "Schuldhulp", Kind: "right", Money: true, CheckedOn: day(2026, 10, 1), Score: 1,
		Short: "Je eerste gesprek is binnen 4 weken.", Words: "Je eerste gesprek bij de gemeente is binnen 4 weken."},
	"schuld#zes": {Title: "Hulp van de gemeente", Kind: "right", Money: true, CheckedOn: day(2026, 10, 1), Score: 0.98,
		Short: "Je eerste gesprek is binnen 6 weken.", Words: "Je eerste gesprek bij de gemeente is binnen 6 weken."},
	"regeling#zelf": {Title: "Zelf een regeling vragen", Kind: "plan", Money: true, FitsWhen: []dialog.DebtHelp{dialog.DebtHelpNone}, CheckedOn: day(2026, 10, 1), Score: 1,
		Short: "Bel het bedrijf en vraag om een regeling.", Words: "Bel het bedrijf en vraag om een regeling."},
	"oud#tip": {Title: "Een oude tip", Kind: "tip", CheckedOn: day(2024, 1, 15), Score: 1,
		Short: "Vraag je buurthuis om hulp met formulieren.", Words: "Veel buurthuizen helpen met formulieren."},
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, amsterdam) }

// finds sets what the next searches find.
func (w *World) finds(text string) error {
	f := &dialog.Found{Release: 1}
	switch text {
	case "nothing":
	case "down":
		f.Failed = true
	default:
		for _, id := range strings.Fields(text) {
			p, ok := shelf[id]
			if !ok {
				return fmt.Errorf("no passage %q in the library of transcripts", id)
			}
			p.ID = id
			f.Passages, f.Answered = append(f.Passages, p), true
		}
	}
	w.found = f
	return nil
}

// search gives what the last search line said; a passage by its id only when that line has it.
func (w *World) search(s dialog.Search) *dialog.Found {
	f := w.found
	if f == nil {
		f = &dialog.Found{Failed: true}
	}
	if s.Passage == "" {
		return f
	}
	again := *f
	again.Passages = slices.DeleteFunc(slices.Clone(f.Passages), func(p dialog.Passage) bool { return p.ID != s.Passage })
	return &again
}
