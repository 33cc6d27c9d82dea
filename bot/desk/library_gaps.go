package desk

import (
	"strings"

	"stapmaat/dialog"
	"stapmaat/knowledge/content"
	"stapmaat/store/library"
)

type gapView struct {
	library.Gap
	Title string // what a text about it would be called; "" when no word is known
	Text  int64  // the text that it is about, or that was begun for it; 0 when there is none
	Begun bool   // that text was begun for it
	Day   moment
	Why   []string // sentences
}

type gapsData struct {
	Form *form
	All  []gapView
}

// verdicts are why there was no good answer, in the order in which they are told.
var verdicts = []dialog.Verdict{dialog.VerdictUnanswered, dialog.VerdictDoubted, dialog.VerdictDisagree, dialog.VerdictNotFit}

// gaps lists what people asked without getting a good answer.
func gaps(c *call) error {
	all, err := c.db().ReadGaps(c.ctx(), c.who)
	if err != nil {
		return err
	}
	texts, err := c.db().ReadTexts(c.ctx(), c.who)
	if err != nil {
		return err
	}
	known := map[string]int64{}
	for _, t := range texts {
		known[t.Key] = t.ID
	}
	data := gapsData{Form: c.form}
	for _, g := range all {
		v := gapView{Gap: g, Day: c.day(g.Newest.In(c.now().Location()))}
		if name := g.Name(); name != "" {
			v.Title = strings.ToUpper(name[:1]) + name[1:]
		}
		if v.Text = known[g.Document]; v.Text == 0 && g.Document == "" && v.Title != "" {
			v.Text = known[content.KeyOf(v.Title)]
			v.Begun = v.Text != 0
		}
		for _, verdict := range verdicts {
			if n := g.Verdicts[verdict]; n > 0 {
				v.Why = append(v.Why, c.desk.words.count("gap."+string(verdict), n))
			}
		}
		data.All = append(data.All, v)
	}
	return c.page("gaps", data)
}
