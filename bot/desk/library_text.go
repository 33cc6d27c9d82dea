package desk

import (
	"strconv"
	"strings"

	"stapmaat/knowledge/content"
	"stapmaat/store/staff"
)

// passageView is a passage as people will see it, with what is wrong about it.
type passageView struct {
	content.Passage
	Path     string // the headings above it
	Title    string
	Findings []findingView
	Lines    []string // its text
}

// findingView is one finding as a sentence.
type findingView struct {
	Stops bool
	Words string
}

type textData struct {
	textView
	Form     *form
	Source   string // the line under an answer
	OwnCase  bool   // it is about money or a right: that line goes with it
	Findings []findingView
	Passages []passageView
	Report   content.Report
	Stops    bool
	Broken   bool     // its head can't be read
	Changes  []string // since the version that is live
	Compared bool
	Mine     bool
	Decides  bool // it waits for somebody, and who looks may decide
	Submits  bool
	Dropped  []string
}

// textOf finds the text that the path names.
func (c *call) textOf() (staff.Text, error) {
	id, err := strconv.ParseInt(c.r.PathValue("text"), 10, 64)
	if err != nil || id <= 0 {
		return staff.Text{}, errNotFound
	}
	return c.db().ReadText(c.ctx(), c.who, id)
}

func textPage(c *call) error {
	t, err := c.textOf()
	if err != nil {
		return err
	}
	data, err := c.textData(t)
	if err != nil {
		return err
	}
	return c.page("text", data)
}

func (c *call) textData(t staff.Text) (textData, error) {
	data := textData{textView: c.textView(t), Form: c.form, Mine: t.WrittenBy == c.who.Staff}
	d, err := t.Parsed()
	if err != nil {
		data.Broken, data.Stops = true, true
		return data, nil
	}
	data.Report = content.Lint(d, c.desk.gate, c.today())
	data.Stops = data.Report.Stops()
	data.Source = c.sourceLine(d.Title, data.Checked)
	data.OwnCase = ownCase(d.Kind, d.Pillars)
	waits := data.Standing == "waits"
	data.Decides, data.Submits = waits && !data.Mine, data.Standing == "draft"
	of := map[string][]findingView{}
	for _, f := range data.Report.Findings {
		of[f.Passage] = append(of[f.Passage], findingView{f.Stops, c.finding(f)})
	}
	data.Findings = of[""]
	for _, p := range data.Report.Passages {
		v := passageView{Passage: p, Findings: of[p.ID], Lines: strings.Split(p.Text, "\n"), Title: d.Title}
		if n := len(p.Heading); n > 0 {
			v.Title, v.Path = p.Heading[n-1], strings.Join(p.Heading[:n-1], " › ")
		}
		data.Passages = append(data.Passages, v)
	}
	if t.Live != 0 && t.Live != t.Version {
		return data, c.compare(&data, t, d)
	}
	return data, nil
}

// compare says what is other than what people read now.
func (c *call) compare(data *textData, t staff.Text, d content.Document) error {
	markdown, err := c.db().ReadVersion(c.ctx(), c.who, t.ID, t.Live)
	if err != nil {
		return err
	}
	before, err := content.Parse(t.Key, []byte(markdown))
	if err != nil {
		return err
	}
	data.Compared, data.Changes = true, c.changes(before, d)
	return nil
}

// changes tells in sentences what differs.
func (c *call) changes(before, after content.Document) (all []string) {
	for _, ch := range content.Differ(before, after) {
		what := ch.What
		switch ch.Key {
		case "kind":
			what = c.t("content-kind." + what)
		case "checked", "ends":
			if what == "" {
				what = c.t("library.no-day")
			}
		}
		all = append(all, c.t("change."+ch.Key, "what", what))
	}
	return all
}

// ownCase tells whether the answer says that it holds in general, as the talk does.
func ownCase(kind content.Kind, pillars []string) bool {
	if kind == content.Right {
		return true
	}
	for _, p := range pillars {
		if p == "money" {
			return true
		}
	}
	return false
}

// sourceLine is what stands under an answer.
func (c *call) sourceLine(title string, checked moment) string {
	if checked.Zero() {
		return c.t("bubble.source-unchecked", "title", title)
	}
	return c.t("bubble.source", "title", title, "date", checked.Words)
}
