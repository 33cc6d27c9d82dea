package desk

import (
	"net/url"
	"strings"

	"stapmaat/dialog"
	"stapmaat/store/staff"
)

// caseloadPage lists a mentor's people, those who need something first, as far as the filter lets them.
type caseloadPage struct {
	Filter  filter
	Shows   []choice // who: all, waiting, silent, stuck, of a colleague
	Pillars []choice
	Goals   []choice
	People  []personLine
	All     int
	Pending int
}

// filter is read off the address: it can be kept as a bookmark.
type filter struct{ Show, Pillar, Goal, Name string }

func (f filter) any() bool { return f != filter{} }

// choice is one value of the filter, with how many it would show.
type choice struct {
	Value, Text string
	Path        string
	Count       int
	Here        bool
}

// personLine is somebody on one or two lines.
type personLine struct {
	Name, Path string
	Tags       []tag
	Goal       string
	Heard      moment
	Quiet      bool // nothing is needed
}

// shows are the filters on who, in their order.
var shows = []struct {
	name string
	fits func(*staff.Case) bool
}{
	{"", func(*staff.Case) bool { return true }},
	{"wacht", func(p *staff.Case) bool { return need(p) <= 4 }},
	{"stil", func(p *staff.Case) bool { return p.View.Silence.Longer }},
	{"vast", func(p *staff.Case) bool { return p.View.Stuck() }},
	{"nieuw", func(p *staff.Case) bool { return p.New > 0 }},
	{"waarneming", func(p *staff.Case) bool { return !p.Own }},
}

func caseload(c *call) error {
	cases, err := c.db().Caseload(c.ctx(), c.who)
	if err != nil {
		return err
	}
	q := c.r.URL.Query()
	f := filter{Show: q.Get("wie"), Pillar: q.Get("pijler"), Goal: q.Get("doel"), Name: strings.TrimSpace(q.Get("naam"))}
	page := caseloadPage{Filter: f, All: len(cases)}
	c.byNeed(cases)
	page.choices(c, cases)
	for _, p := range cases {
		if f.lets(c, p) {
			page.People = append(page.People, c.personLine(p))
		}
	}
	if page.Pending, _, err = c.db().Pending(c.ctx(), c.who); err != nil {
		return err
	}
	return c.render("caseload", page)
}

// lets tells whether somebody passes the filter.
func (f filter) lets(c *call, p *staff.Case) bool {
	for _, s := range shows {
		if s.name == f.Show && !s.fits(p) {
			return false
		}
	}
	if f.Pillar != "" && !c.onPillar(p, f.Pillar) || f.Goal != "" && !worksOn(p, f.Goal) {
		return false
	}
	return f.Name == "" || strings.Contains(strings.ToLower(c.nameOf(p)), strings.ToLower(f.Name))
}

// onPillar tells whether somebody works on a pillar, or stands in its lowest part.
func (c *call) onPillar(p *staff.Case, pillar string) bool {
	bridge := c.desk.engine.BridgeFor(p.View.Person)
	for _, g := range openGoals(p.View.Person) {
		if _, of, ok := bridge.Sub(g.Sub); ok && of.ID == pillar {
			return true
		}
	}
	for _, s := range bridge.Subs() {
		_, of, _ := bridge.Sub(s.ID)
		now, placed := p.View.Person.Position(s.ID)
		if rung, ok := s.Rung(now.Rung); placed && ok && of.ID == pillar && rung.Group == dialog.Hard {
			return true
		}
	}
	return false
}

// worksOn tells whether somebody has an open goal on a sub-pillar.
func worksOn(p *staff.Case, sub string) bool {
	for _, g := range openGoals(p.View.Person) {
		if g.Sub == sub {
			return true
		}
	}
	return false
}

// choices counts what each value of the filter would show, and leaves out what nobody has.
func (page *caseloadPage) choices(c *call, cases []*staff.Case) {
	count := func(fits func(*staff.Case) bool) (n int) {
		for _, p := range cases {
			if fits(p) {
				n++
			}
		}
		return n
	}
	for _, s := range shows {
		f := page.Filter
		f.Show = s.name
		if n := count(s.fits); n > 0 || s.name == page.Filter.Show {
			page.Shows = append(page.Shows, choice{s.name, c.t("show." + named(s.name)), f.path(), n, s.name == page.Filter.Show})
		}
	}
	for _, pillar := range c.desk.engine.BridgeFor(dialog.Person{}).Pillars {
		if n := count(func(p *staff.Case) bool { return c.onPillar(p, pillar.ID) }); n > 0 {
			page.Pillars = append(page.Pillars, choice{Value: pillar.ID, Text: pillar.ShortTitle(), Count: n, Here: pillar.ID == page.Filter.Pillar})
		}
	}
	for _, sub := range c.desk.engine.BridgeFor(dialog.Person{}).Subs() {
		if n := count(func(p *staff.Case) bool { return worksOn(p, sub.ID) }); n > 0 {
			page.Goals = append(page.Goals, choice{Value: sub.ID, Text: sub.Title, Count: n, Here: sub.ID == page.Filter.Goal})
		}
	}
}

func named(show string) string {
	if show == "" {
		return "all"
	}
	return show
}

func (f filter) path() string {
	q := url.Values{}
	for name, value := range map[string]string{"wie": f.Show, "pijler": f.Pillar, "doel": f.Goal, "naam": f.Name} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return "/deelnemers"
	}
	return "/deelnemers?" + q.Encode()
}

func (c *call) personLine(p *staff.Case) personLine {
	l := personLine{Name: c.nameOf(p), Path: casePath(p.Person), Tags: c.tags(p), Heard: c.moment(p.Heard), Quiet: need(p) == 9}
	if goals := openGoals(p.View.Person); len(goals) > 0 {
		g := goals[len(goals)-1]
		l.Goal = c.said(g.Words, "goal.private")
	}
	return l
}
