package desk

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"stapmaat/bot/librarian/curate"
	"stapmaat/knowledge/content"
	"stapmaat/store/staff"
)

// Limits of the fields of a text.
const (
	maxWords  = 200_000
	maxGolden = 20_000
	maxField  = 300
)

type editData struct {
	staff.Text
	Form      *form
	Kinds     []content.Kind
	Pillars   []string
	DebtHelps []string
	Conflict  bool // somebody else was first
	Suggests  bool // a model may be asked for a first draft
	Draft     *curate.Draft
}

// editText shows a text as a form: what must be known about it in fields, its words as Markdown.
func editText(c *call) error {
	t, err := c.textOf()
	if err != nil {
		return err
	}
	if c.form.OK() {
		c.fillText(t)
	}
	return c.editPage(t, false)
}

func (c *call) editPage(t staff.Text, conflict bool) error {
	data, err := c.editData(t)
	if err != nil {
		return err
	}
	data.Conflict = conflict
	return c.page("text-edit", data)
}

func (c *call) editData(t staff.Text) (editData, error) {
	suggests, err := c.suggests()
	return editData{Text: t, Form: c.form, Kinds: content.Kinds(), Pillars: content.Pillars(), DebtHelps: content.DebtHelps(), Suggests: suggests}, err
}

// fillText puts a text into the form; one whose head can't be read comes as it is.
func (c *call) fillText(t staff.Text) {
	f := c.form
	f.set("version", strconv.Itoa(t.Version))
	d, err := t.Parsed()
	if err != nil {
		f.set("title", t.Title)
		f.set("markdown", t.Markdown)
		return
	}
	for name, value := range map[string]string{"title": d.Title, "kind": string(d.Kind), "audience": string(d.Audience), "source": d.Source, "licence": d.Licence,
		"author": d.Author, "reviewed": d.Reviewed, "pinned": string(d.Pinned), "checked": dateField(d.CheckedOn), "ends": dateField(d.ValidUntil),
		"markdown": strings.TrimSpace(d.Body)} {
		f.set(name, value)
	}
	f.values["pillar"], f.values["fits"] = d.Pillars, d.FitsWhen
	var golden []string
	for _, g := range d.Golden {
		line := g.Question
		if g.Heading != "" {
			line += " > " + g.Heading
		}
		golden = append(golden, line)
	}
	f.set("golden", strings.Join(golden, "\n"))
}

func dateField(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

// readText takes the form over.
func (c *call) readText(key string) content.Document {
	f := c.form
	d := content.Document{Key: key, Title: f.required("title", maxTitle), Source: f.text("source", maxField), Licence: f.text("licence", maxField),
		Author: f.text("author", maxField), Reviewed: f.text("reviewed", maxField), Body: f.lines("markdown", maxWords) + "\n"}
	var kinds []string
	for _, k := range content.Kinds() {
		kinds = append(kinds, string(k))
	}
	d.Kind = content.Kind(f.one("kind", kinds...))
	d.Audience = content.Audience(f.one("audience", string(content.ForParticipants), string(content.ForMentors)))
	d.Pinned = content.Pin(f.one("pinned", "", string(content.PinnedCrisis), string(content.PinnedRights)))
	d.Pillars = among(f.Values("pillar"), content.Pillars())
	d.FitsWhen = among(f.Values("fits"), content.DebtHelps())
	if f.Value("checked") != "" {
		if d.CheckedOn = f.day("checked"); days(c.now(), c.noon(d.CheckedOn)) > 0 {
			f.fail("checked", "number.future")
		}
	}
	if f.Value("ends") != "" {
		d.ValidUntil = f.day("ends")
	}
	for _, line := range strings.Split(f.lines("golden", maxGolden), "\n") {
		question, heading, _ := strings.Cut(line, ">")
		if question = strings.TrimSpace(question); question != "" {
			d.Golden = append(d.Golden, content.Golden{Question: question, Heading: strings.TrimSpace(heading)})
		}
	}
	return d
}

// among keeps what is among the options, in their order.
func among(chosen, options []string) (all []string) {
	for _, o := range options {
		if slices.Contains(chosen, o) {
			all = append(all, o)
		}
	}
	return all
}

// saveText keeps what was written as the next version. When somebody else was first nothing
// typed is lost: the form comes back, and the next press goes over what is there now.
func saveText(c *call) error {
	t, err := c.textOf()
	if err != nil {
		return err
	}
	d, seen := c.readText(t.Key), c.seen()
	if c.form.OK() {
		if markdown, err := d.Markdown(); err != nil {
			c.form.fail("golden", "edit.head-long")
		} else if _, err := content.Parse(t.Key, markdown); err != nil {
			c.form.fail("golden", "edit.head-long") // the fields are right, so it is their length
		}
	}
	if !c.form.OK() {
		return c.editPage(t, false)
	}
	err = c.db().WriteText(c.ctx(), c.who, t.ID, seen, d)
	if refusedWhy(err) == "changed" {
		c.form.set("version", strconv.Itoa(t.Version))
		c.form.fail("form", "edit.changed")
		return c.editPage(t, true)
	}
	at := textPath + strconv.FormatInt(t.ID, 10)
	if err != nil {
		return err
	}
	if c.form.Value("then") != "submit" {
		return c.seeOther(at, "notice.text-saved")
	}
	return c.settledText(c.db().SubmitText(c.ctx(), c.who, t.ID, seen+1), t.ID, "notice.text-submitted")
}

func refusedWhy(err error) string {
	var r *staff.Refused
	if errors.As(err, &r) {
		return r.Why
	}
	return ""
}
