package desk

import (
	"strings"

	"stapmaat/dialog"
	"stapmaat/store/library"
)

type gapView struct {
	library.Gap
	Title string // what a text about it would be called; "" when no word is known
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
	data := gapsData{Form: c.form}
	for _, g := range all {
		v := gapView{Gap: g, Day: c.day(g.Newest.In(c.now().Location()))}
		if name := g.Name(); name != "" {
			v.Title = strings.ToUpper(name[:1]) + name[1:]
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
