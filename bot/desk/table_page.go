package desk

import (
	"cmp"
	"strings"

	"stapmaat/dialog"
	"stapmaat/dialog/beside"
	"stapmaat/store/staff"
)

// tablePage is a sheet of A4 to lay on the table between the two: all of it is for the
// participant to read, so it speaks to her, and holds nothing that is the mentor's alone.
type tablePage struct {
	Name, Path string
	Day        string
	Picture    string
	Alt        string
	Dream      string
	Places     []placeLine
	Links      []string
	Goals      []goalView
	Talk       []string
	Meetings   []string
	Footer     string
}

func showTable(c *call) error {
	p, err := c.db().Look(c.ctx(), c.who, c.person)
	if err != nil {
		return err
	}
	return c.render("table", c.tablePage(p))
}

func tablePDF(c *call) error {
	p, err := c.db().Look(c.ctx(), c.who, c.person)
	if err != nil {
		return err
	}
	return c.drawn(dialog.Picture{Sheet: c.tableSheet(c.tablePage(p)), Format: dialog.PDF}, "op-tafel.pdf")
}

func (c *call) tablePage(p *staff.Participant) tablePage {
	seen := p.View.Person
	page := tablePage{Name: c.nameOf(p.Case), Path: casePath(p.Person), Day: c.desk.words.longDay(c.now()), Dream: seen.Dream,
		Alt: c.t("bridge.alt", "name", c.nameOf(p.Case)), Footer: c.t("table.footer", "mentor", c.me.Name, "organisation", c.me.Organisation)}
	view := c.bridgeView(p)
	if view.Placed {
		page.Picture = view.Picture
	}
	for _, l := range view.Places {
		if l.Hers != "" {
			page.Places = append(page.Places, l)
		}
	}
	for _, l := range seen.Links {
		key := "table.holds"
		if l.Helps {
			key = "table.helps"
		}
		page.Links = append(page.Links, c.t(key, "from", c.subTitle(seen, l.From), "to", c.subTitle(seen, l.To)))
	}
	for _, g := range openGoals(seen) {
		if g.Words != "" {
			page.Goals = append(page.Goals, c.goalForHer(seen, g))
		}
	}
	for _, t := range p.View.Topics() {
		page.Talk = append(page.Talk, c.topicForHer(seen, t))
	}
	for _, m := range p.Meetings {
		if m.State == dialog.AppointmentOn {
			page.Meetings = append(page.Meetings, c.meetingInWords(m))
		}
	}
	return page
}

// goalForHer is a goal as one says it to the person: whoever else does a step has a name.
func (c *call) goalForHer(seen dialog.Person, g dialog.Goal) goalView {
	view := c.goalView(seen, g)
	view.Steps = nil
	for _, s := range seen.StepsOf(g.Number) {
		line := stepLine{Words: c.said(s.Words, "table.step"), Day: c.day(s.Day), Done: s.State == dialog.StepDone}
		switch s.By {
		case dialog.ByMentor:
			line.Who = c.t("table.by", "name", cmp.Or(s.ByName, seen.Mentor.Name))
		case dialog.ByTogether:
			line.Who = c.t("table.with", "name", cmp.Or(s.ByName, seen.Mentor.Name))
		case dialog.ByOther:
			line.Who = s.ByName
		}
		view.Steps = append(view.Steps, line)
	}
	return view
}

// topicForHer asks about a topic as one asks the person herself.
func (c *call) topicForHer(seen dialog.Person, t beside.Topic) string {
	return c.t("table.topic."+t.Kind, "sub", c.subTitle(seen, t.Sub), "title", c.said(t.Title, "table.step"))
}

func (c *call) meetingInWords(m dialog.Appointment) string {
	when := m.When.In(c.me.Zone)
	parts := []string{c.desk.words.longDay(when) + " " + when.Format("15.04")}
	for _, part := range []string{m.With, m.Place} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if m.Bring != "" {
		parts = append(parts, c.t("table.bring", "bring", m.Bring))
	}
	return strings.Join(parts, " · ")
}

// tableSheet is the same as lines for a PDF.
func (c *call) tableSheet(page tablePage) *dialog.Sheet {
	sheet := &dialog.Sheet{Title: c.t("table.title", "name", page.Name), Sub: page.Day, Footer: page.Footer}
	section := func(key string, lines ...string) {
		if len(lines) > 0 {
			sheet.Sections = append(sheet.Sections, dialog.SheetSection{Head: c.t(key), Lines: lines})
		}
	}
	if page.Dream != "" {
		section("table.dream", "“"+page.Dream+"”")
	}
	var places []string
	for _, l := range page.Places {
		places = append(places, l.Title+": "+l.Hers)
	}
	section("table.bridge", places...)
	section("table.links", page.Links...)
	for _, g := range page.Goals {
		lines := []string{"“" + g.Title + "”"}
		for _, part := range []struct{ key, words string }{{"goal.why", g.Why}, {"goal.notice", g.Notice}, {"goal.helper", g.Helper}, {"goal.if", g.If}, {"goal.then", g.Then}, {"goal.celebrate", g.Celebrate}} {
			if part.words != "" {
				lines = append(lines, c.t(part.key)+": “"+part.words+"”")
			}
		}
		for _, s := range g.Steps {
			box := "[  ] "
			if s.Done {
				box = "[x] "
			}
			lines = append(lines, strings.TrimSpace(box+s.Words+" · "+s.Day.Words+" "+s.Who))
		}
		section("table.goal", lines...)
	}
	section("table.talk", page.Talk...)
	section("table.meetings", page.Meetings...)
	section("table.room", "______________________________________________", "______________________________________________", "______________________________________________")
	return sheet
}
