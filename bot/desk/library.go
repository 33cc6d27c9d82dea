package desk

import (
	"slices"
	"strings"
	"time"

	"stapmaat/knowledge/content"
	"stapmaat/store/library"
	"stapmaat/store/staff"
)

// soonDays is how many days before its end a text is marked.
const soonDays = 30

// textView is one text of the library in a list.
type textView struct {
	staff.Text
	About    content.Document
	Standing string // a key of words under "standing."
	Tag      string // how that is coloured
	Written  moment
	Checked  moment
	Ends     moment
	Warnings []string // sentences
}

type libraryData struct {
	Form     *form
	All      []textView
	Of       int // how many there are without the filter
	Waiting  int // that a colleague should decide about
	Kinds    []content.Kind
	Pillars  []string
	Standing []string
}

// standings are where a text can stand, in the order of the filter.
var standings = []string{"waits", "draft", "back", "next", "live", "gone"}

// libraryPage lists the texts; the filter stands in the address.
func libraryPage(c *call) error {
	c.form.values = c.r.URL.Query()
	all, err := c.db().ReadTexts(c.ctx(), c.who)
	if err != nil {
		return err
	}
	data := libraryData{Form: c.form, Of: len(all), Kinds: content.Kinds(), Pillars: content.Pillars(), Standing: standings}
	for _, t := range all {
		v := c.textView(t)
		if v.Standing == "waits" {
			data.Waiting++
		}
		if c.listed(v) {
			data.All = append(data.All, v)
		}
	}
	return c.page("library", data)
}

// listed tells whether a text passes the filter.
func (c *call) listed(v textView) bool {
	f := c.form
	words := strings.ToLower(strings.TrimSpace(f.Value("zoek")))
	switch {
	case f.Value("staat") != "" && f.Value("staat") != v.Standing,
		f.Value("soort") != "" && f.Value("soort") != string(v.About.Kind),
		f.Value("pijler") != "" && !slices.Contains(v.About.Pillars, f.Value("pijler")),
		f.Value("let-op") != "" && len(v.Warnings) == 0,
		words != "" && !strings.Contains(strings.ToLower(v.Title+" "+v.Key), words):
		return false
	}
	return true
}

func (c *call) textView(t staff.Text) textView {
	v := textView{Text: t, Written: c.day(t.WrittenAt.In(c.now().Location()))}
	v.About, _ = t.Parsed() // a head that can't be read is empty here, and told on the text's own page
	v.Standing, v.Tag = standing(t)
	if !v.About.CheckedOn.IsZero() {
		v.Checked = c.day(c.noon(v.About.CheckedOn))
	}
	if !v.About.ValidUntil.IsZero() {
		v.Ends = c.day(c.noon(v.About.ValidUntil))
	}
	v.Warnings = c.warnings(v.About)
	return v
}

// standing says where a text stands, and how that is coloured.
func standing(t staff.Text) (key, tag string) {
	switch {
	case t.State == library.Review:
		return "waits", "wait"
	case t.State == library.SentBack:
		return "back", "alarm"
	case t.State == library.Draft && t.WrittenBy == 0:
		return "waits", "wait" // the command line brought it in
	case t.State == library.Draft:
		return "draft", ""
	case t.Approved == 0:
		return "gone", "alarm"
	case t.Live == t.Version:
		return "live", "good"
	}
	return "next", "calm"
}

// warnings are what somebody should look at before people are told it once more.
func (c *call) warnings(d content.Document) (all []string) {
	if d.CheckedOn.IsZero() {
		all = append(all, c.t("library.unchecked"))
	}
	if reviewedByNobody(d) {
		all = append(all, c.t("library.unreviewed"))
	}
	if left := days(c.now(), c.noon(d.ValidUntil)); !d.ValidUntil.IsZero() && left <= soonDays {
		if left <= 0 {
			all = append(all, c.t("library.over"))
		} else {
			all = append(all, c.desk.words.count("library.soon", left))
		}
	}
	return all
}

func reviewedByNobody(d content.Document) bool {
	by := strings.TrimSpace(d.Reviewed)
	return by == "" || by == "nobody yet"
}

// today is the organisation's day, as documents count days.
func (c *call) today() time.Time {
	now := c.now()
	return time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
}
