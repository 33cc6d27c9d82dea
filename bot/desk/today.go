package desk

import (
	"cmp"
	"slices"
	"strconv"

	"stapmaat/dialog"
	"stapmaat/dialog/beside"
	"stapmaat/store/staff"
)

// todayPage is what needs the mentor now, in this order.
type todayPage struct {
	Day    moment
	Form   string
	Alarms []alarmLine
	Humans []todo
	Asks   []todo
	Due    []todo
	Silent []todo
	News   []todo
	People int
	More   int // how many others shared something
	Count  int // of what waits: all but the news
}

// mostNews is how many people who shared something stand on the page; the others are in the caseload.
const mostNews = 12

// todo is one thing on the list, with one tap that does it.
type todo struct {
	Name, Path string
	Text       string
	When       moment
	Tag        tag
	Do         string // where the tap's form goes; "" when a look is all there is to do
	StandIn    string // for whom the mentor stands in
}

func today(c *call) error {
	cases, err := c.db().Caseload(c.ctx(), c.who)
	if err != nil {
		return err
	}
	alarms, err := c.db().Alarms(c.ctx(), c.who)
	if err != nil {
		return err
	}
	page := todayPage{Day: c.longDay(), Form: newFormNumber(), People: len(cases)}
	for _, a := range alarms {
		page.Alarms = append(page.Alarms, c.alarmLine(a))
	}
	c.byNeed(cases)
	for _, p := range cases {
		page.add(c, p)
	}
	byTime := func(a, b todo) int { return a.When.At.Compare(b.When.At) }
	slices.SortStableFunc(page.Humans, byTime)
	slices.SortStableFunc(page.Due, func(a, b todo) int { // what has an hour comes first
		return cmp.Or(cmp.Compare(b.Tag.Class, a.Tag.Class), byTime(a, b))
	})
	slices.SortStableFunc(page.Asks, byTime)
	if n := len(page.News); n > mostNews {
		page.News, page.More = page.News[:mostNews], n-mostNews
	}
	page.Count = len(page.Alarms) + len(page.Humans) + len(page.Asks) + len(page.Due) + len(page.Silent)
	return c.render("today", page)
}

// todayMark changes when the page would.
func todayMark(c *call) (string, error) { return c.db().Pulse(c.ctx(), c.who) }

func (page *todayPage) add(c *call, p *staff.Case) {
	one := todo{Name: c.nameOf(p), Path: casePath(p.Person)}
	if !p.Own {
		one.StandIn = p.MentorName
	}
	with := func(change func(*todo)) todo {
		t := one
		change(&t)
		return t
	}
	if !p.Asked.IsZero() {
		page.Humans = append(page.Humans, with(func(t *todo) { t.When, t.Do = c.moment(p.Asked), t.Path+"/mens" }))
	}
	for _, s := range p.Asks {
		page.Asks = append(page.Asks, with(func(t *todo) {
			t.Text, t.When, t.Do = s.Words, c.day(s.Day), t.Path+"/stap/"+strconv.Itoa(s.Number)
		}))
	}
	page.due(c, p, with)
	if p.View.Silence.Longer {
		page.Silent = append(page.Silent, with(func(t *todo) { t.Text = c.silence(p.View.Silence) }))
	}
	if p.New > 0 {
		page.News = append(page.News, with(func(t *todo) { t.Text = c.desk.words.count("tag.new", p.New) }))
	}
}

// due are the appointments and steps of today.
func (page *todayPage) due(c *call, p *staff.Case, with func(func(*todo)) todo) {
	now := c.now()
	for _, m := range p.Meetings {
		switch {
		case m.State == dialog.AppointmentUnfit && m.When.After(now):
			page.Due = append(page.Due, with(func(t *todo) {
				t.Text, t.When, t.Tag = c.said(m.Words, "meet.unfit"), c.moment(m.When), tag{c.t("meet.unfit.tag"), "wait"}
			}))
		case m.State == dialog.AppointmentOn && days(now, m.When.In(now.Location())) == 0:
			page.Due = append(page.Due, with(func(t *todo) {
				t.Text, t.When, t.Tag = cmp.Or(m.Place, c.t("meet.with-you")), c.moment(m.When), tag{c.t("meet.tag"), "calm"}
			}))
		}
	}
	for _, s := range p.View.Person.Steps {
		if s.State != dialog.StepOpen || s.Day.IsZero() || days(p.View.Person.Now, s.Day) != 0 {
			continue
		}
		page.Due = append(page.Due, with(func(t *todo) {
			t.Text, t.When, t.Tag = c.said(s.Words, "step.private"), c.day(s.Day), tag{c.t("step.tag"), ""}
		}))
	}
}

// silence says how long somebody has been silent, beside what is usual.
func (c *call) silence(s beside.Silence) string {
	text := c.desk.words.count("silent.for", daysOf(s.For))
	if usual := daysOf(s.Usual); usual > 0 {
		return text + " " + c.desk.words.count("silent.usual", usual)
	}
	return text + " " + c.t("silent.new")
}

// longDay is today in full.
func (c *call) longDay() moment {
	now := c.now()
	return moment{now, c.desk.words.longDay(now)}
}
