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
	"huur#nieuw": {Title: "Huurtoeslag", Kind: "explanation", Money: true, Source: "toeslagen.nl", CheckedOn: day(2026, 11, 20), Score: 1,
		Short: "Huurtoeslag helpt je de huur betalen. Je vraagt het zelf aan.", Words: "Huurtoeslag helpt je de huur betalen.\nJe vraagt het zelf aan, met je DigiD."},
	"post#begin": {Title: "Post openen", Kind: "plan", Source: "general knowledge", Score: 1,
		Short: "Begin met één brief. Leg hem open op tafel.",
		Words: "Kies een moment overdag.\n1. Pak één brief.\n2. Maak hem open.\n3. Leg hem op tafel.",
		Steps: []string{"Pak één brief. De bovenste is goed.", "Maak hem open.", "Leg hem op tafel."}, Plan: "post#begin"},
	"toeslag#zo": {Title: "Huurtoeslag aanvragen", Kind: "plan", Money: true, Source: "toeslagen.nl", CheckedOn: day(2026, 11, 1), Score: 1,
		Short: "Je vraagt huurtoeslag aan op toeslagen.nl.", Words: "Doe het in stukjes.\n1. Leg je huurbrief op tafel.\n2. Doe de proefberekening op toeslagen.nl.",
		Steps: []string{"Leg je huurbrief op tafel.", "Doe de proefberekening op toeslagen.nl."}, Plan: "toeslag#zo"},
	"opvang#plan": {Title: "Kinderopvangtoeslag aanvragen", Kind: "plan", Money: true, Score: 1, Short: "Kinderopvangtoeslag vraag je samen aan.",
		Words: "1. Pak het contract van de opvang.", Steps: []string{"Pak het contract van de opvang."}, Plan: "opvang#plan"},
	"beslag#vrij": {Title: "Beslagvrije voet", Kind: "right", Money: true, CheckedOn: day(2026, 10, 1), Score: 1,
		Short: "Een deel van je geld mag niemand pakken.", Words: "Een deel van je geld mag niemand pakken.\n1. Zoek de brief met de berekening.\n2. Mail de deurwaarder.",
		Steps: []string{"Zoek de brief met de berekening.", "Mail de deurwaarder."}, Plan: "beslag#vrij"},
	"schuld#vier": {Title: "Schuldhulp", Kind: "right", Money: true, CheckedOn: day(2026, 10, 1), Score: 1,
		Short: "Je eerste gesprek is binnen 4 weken.", Words: "Je eerste gesprek bij de gemeente is binnen 4 weken."},
	"schuld#zes": {Title: "Hulp van de gemeente", Kind: "right", Money: true, CheckedOn: day(2026, 10, 1), Score: 0.98,
		Short: "Je eerste gesprek is binnen 6 weken.", Words: "Je eerste gesprek bij de gemeente is binnen 6 weken."},
	"regeling#zelf": {Title: "Zelf een regeling vragen", Kind: "plan", Money: true, FitsWhen: []dialog.DebtHelp{dialog.DebtHelpNone}, CheckedOn: day(2026, 10, 1), Score: 1,
		Short: "Bel het bedrijf en vraag om een regeling.", Words: "Bel het bedrijf en vraag om een regeling.",
		Steps: []string{"Zoek het nummer op de rekening.", "Bel het bedrijf en vraag om een regeling."}, Plan: "regeling#zelf"},
	"bewind#vraag": {Title: "Vragen aan je bewindvoerder", Kind: "explanation", Money: true, FitsWhen: []dialog.DebtHelp{dialog.DebtHelpGuardian}, Score: 1,
		Short: "Vraag je bewindvoerder om een overzicht.", Words: "Vraag je bewindvoerder om een overzicht."},
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

// search gives what the last search line said; a passage by its id only when that line has
// it, and a step plan only what has steps.
func (w *World) search(s dialog.Search) dialog.Found {
	if w.found == nil {
		return dialog.Found{Failed: true}
	}
	f := *w.found
	f.Passages = slices.DeleteFunc(slices.Clone(f.Passages), func(p dialog.Passage) bool {
		return s.Passage != "" && p.ID != s.Passage || s.Plan && len(p.Steps) == 0 || s.Plan && s.Words != "" && p.Kind != "plan" && p.Kind != "checklist"
	})
	return f
}
