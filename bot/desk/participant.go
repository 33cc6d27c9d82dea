package desk

import (
	"net/http"
	"strconv"

	"stapmaat/dialog"
	"stapmaat/dialog/beside"
	"stapmaat/store/staff"
)

// participantPage is one participant on one page.
type participantPage struct {
	Number   int64
	Name     string
	Path     string
	FormID   string // the number of this page's forms
	Form     *form
	Open     string // the form that is open: one that was not in order
	Tags     []tag
	Alarm    *alarmLine
	Asked    moment // when she asked for a human
	RightAsk bool   // whether the right one opened the link is not said yet
	Paused   bool
	Joined   moment
	Heard    moment
	Silence  string
	Shares   bool
	StandIn  string

	New      []logLine
	First    bool // nothing was read before
	Topics   []topicLine
	Bridge   bridgeView
	Dream    string
	Links    []linkLine
	Goals    []goalView
	Ended    []goalView
	Loose    []stepLine // whose goal is not known to the mentor
	Asks     []stepLine
	Meetings []meetingLine
	Notes    []noteLine
	Talks    []talkView
	Earlier  int // talks that stand in the log only
	DebtHelp string
	Consents []consentLine
	Mentors  []staff.OtherMentor
}

// topicLine is one of three things to talk about, with its reason.
type topicLine struct{ Title, Why, Ask string }

type linkLine struct {
	From, To, Words string
	Helps           bool
	At              moment
}

type goalView struct {
	Number                                   int
	Title, Sub                               string
	Why, Notice, Helper, If, Then, Celebrate string
	State                                    string // "" while it is open
	Since                                    moment
	Steps                                    []stepLine
	Plan                                     string // where its card is
}

type stepLine struct {
	Number int
	Words  string
	Day    moment
	Who    string
	State  tag
	Moves  string
	Note   string
	Done   bool
}

type meetingLine struct {
	Number       int
	When         moment
	With         string
	Place, Bring string
	Unfit        bool
	Why          string
	Day, Clock   string // as a form wants them
}

type noteLine struct {
	ID     int64
	By     string
	Mine   bool
	Shared bool
	Words  string
	At     moment
}

type consentLine struct {
	Text  string
	Given bool
	Said  bool
	At    moment
}

// logTalks is how many talks of the log stand on the page itself.
const logTalks = 3

func participant(c *call) error { return showParticipant(c, "") }

// showParticipant gives the page, with one of its forms open when that was not in order.
func showParticipant(c *call, open string) error {
	read := c.db().Participant
	if open != "" || c.r.Header.Get(byItself) != "" { // what the page fetches by itself nobody has read yet
		read = c.db().Look
	}
	p, err := read(c.ctx(), c.who, c.person)
	if err != nil {
		return err
	}
	mentors, err := c.db().Mentors(c.ctx(), c.who)
	if err != nil {
		return err
	}
	page := c.participantPage(p)
	page.Mentors, page.Open = mentors, open
	if open == "" {
		page.Open = c.r.URL.Query().Get("open")
		c.fill(page)
		return c.render("participant", page)
	}
	return c.renderStatus(http.StatusUnprocessableEntity, "participant", page)
}

// fill puts an appointment into its form that is to be moved.
func (c *call) fill(page *participantPage) {
	number := c.r.URL.Query().Get("nummer")
	for _, m := range page.Meetings {
		if strconv.Itoa(m.Number) == number {
			c.form.set("nummer", number)
			c.form.set("dag", m.Day)
			c.form.set("tijd", m.Clock)
			c.form.set("plek", m.Place)
			c.form.set("meenemen", m.Bring)
		}
	}
}

func (c *call) participantPage(p *staff.Participant) *participantPage {
	seen := p.View.Person
	page := &participantPage{Number: p.Person, Name: c.nameOf(p.Case), Path: casePath(p.Person), FormID: newFormNumber(), Form: c.form, Tags: c.tags(p.Case),
		Asked: c.moment(p.Asked), RightAsk: p.Right == nil && !p.Invited.IsZero(), Paused: p.Paused, Joined: c.moment(p.Joined), Heard: c.moment(p.Heard),
		Shares: beside.Shares(seen), First: p.Before.IsZero(), Dream: seen.Dream, Bridge: c.bridgeView(p)}
	if p.Alarm != nil {
		line := c.alarmLine(p.Alarm)
		page.Alarm = &line
	}
	if !p.Own {
		page.StandIn = p.MentorName
	}
	if p.View.Silence.Longer {
		page.Silence = c.silence(p.View.Silence)
	}
	if seen.DebtHelp != dialog.DebtHelpNotAsked {
		page.DebtHelp = c.t("debt-help." + string(seen.DebtHelp))
	}
	c.logOf(page, p)
	c.planOf(page, p)
	c.besideOf(page, p)
	return page
}

// logOf fills in what was shared: what is new on top, and the last talks.
func (c *call) logOf(page *participantPage, p *staff.Participant) {
	talks := c.talks(p)
	for _, t := range talks {
		for _, l := range t.Lines {
			if l.New {
				page.New = append(page.New, l)
			}
		}
	}
	page.Talks = talks[:min(logTalks, len(talks))]
	page.Earlier = len(talks) - len(page.Talks)
}

// planOf fills in links, goals and steps.
func (c *call) planOf(page *participantPage, p *staff.Participant) {
	seen := p.View.Person
	for _, l := range seen.Links {
		page.Links = append(page.Links, linkLine{c.subTitle(seen, l.From), c.subTitle(seen, l.To), l.Words, l.Helps, c.moment(l.At)})
	}
	known := map[int]bool{}
	for i := len(seen.Goals) - 1; i >= 0; i-- {
		g := seen.Goals[i]
		known[g.Number] = true
		view := c.goalView(seen, g)
		if g.State == dialog.GoalOpen {
			page.Goals = append(page.Goals, view)
		} else {
			page.Ended = append(page.Ended, view)
		}
	}
	for _, s := range seen.Steps {
		if !known[s.Goal] {
			page.Loose = append(page.Loose, c.stepLine(seen, s))
		}
	}
	for _, s := range p.Asks {
		page.Asks = append(page.Asks, c.stepLine(seen, s))
	}
}

func (c *call) goalView(seen dialog.Person, g dialog.Goal) goalView {
	view := goalView{Number: g.Number, Title: c.said(g.Words, "goal.private"), Sub: c.subTitle(seen, g.Sub), Why: g.Why, Notice: g.Notice, Helper: g.Helper,
		If: g.Obstacle, Then: g.Then, Celebrate: g.Celebrate, Since: c.day(g.At)}
	if g.State != dialog.GoalOpen {
		view.State = c.t("goal." + string(g.State))
	}
	if g.Words != "" {
		view.Plan = casePath(seen.ID) + "/plan.pdf?doel=" + strconv.Itoa(g.Number)
	}
	for _, s := range seen.Steps {
		if s.Goal == g.Number {
			view.Steps = append(view.Steps, c.stepLine(seen, s))
		}
	}
	return view
}

func (c *call) stepLine(seen dialog.Person, s dialog.Step) stepLine {
	line := stepLine{Number: s.Number, Words: c.said(s.Words, "step.private"), Day: c.day(s.Day), Who: c.doer(s), Note: s.Note, Done: s.State == dialog.StepDone}
	if s.Moves > 0 && s.State == dialog.StepOpen {
		line.Moves = c.desk.words.count("step.moves", s.Moves)
	}
	switch {
	case s.State == dialog.StepDone:
		line.State = tag{c.t("step.done"), "good"}
	case s.State == dialog.StepAsked:
		line.State = tag{c.t("step.asked"), "wait"}
	case s.State == dialog.StepDeclined:
		line.State = tag{c.t("step.declined"), ""}
	case s.State == dialog.StepLetGo:
		line.State = tag{c.t("step.let-go"), ""}
	case beside.Past(s, seen.Now):
		line.State = tag{c.t("step.past"), "wait"}
	}
	return line
}

// doer says who does a step, when it is not the person alone.
func (c *call) doer(s dialog.Step) string {
	switch s.By {
	case dialog.ByMentor:
		return c.t("step.by-mentor")
	case dialog.ByTogether:
		return c.t("step.together")
	case dialog.ByOther:
		return c.said(s.ByName, "step.by-other")
	}
	return ""
}

// besideOf fills in what stands beside the record: topics, appointments, notes, consents.
func (c *call) besideOf(page *participantPage, p *staff.Participant) {
	for _, t := range p.View.Topics() {
		page.Topics = append(page.Topics, c.topicLine(p.View.Person, t))
	}
	for _, m := range p.Meetings {
		when := m.When.In(c.me.Zone)
		page.Meetings = append(page.Meetings, meetingLine{m.Number, c.moment(m.When), m.With, m.Place, m.Bring, m.State == dialog.AppointmentUnfit, m.Words,
			when.Format("2006-01-02"), when.Format("15:04")})
	}
	for _, n := range p.Notes {
		page.Notes = append(page.Notes, noteLine{n.ID, n.By, n.Mine, n.Shared, n.Words, c.moment(n.At)})
	}
	for _, what := range []dialog.ConsentKind{dialog.Informed, dialog.Joined, dialog.Sensitive, dialog.Sharing} {
		given, said := p.Consents[what]
		page.Consents = append(page.Consents, consentLine{c.t("consent." + string(what)), given.Given, said, c.moment(given.At)})
	}
}

// topicLine has the words of a topic: what it is about, why the rule found it, and a question to start from.
func (c *call) topicLine(seen dialog.Person, t beside.Topic) topicLine {
	args := []any{"n", t.Count, "sub", c.subTitle(seen, t.Sub), "title", c.said(t.Title, "step.private"), "day", c.day(t.At).Words, "first", c.first(seen)}
	return topicLine{c.t("topic."+t.Kind, args...), c.t("topic."+t.Kind+".why", args...), c.t("topic."+t.Kind+".ask", args...)}
}

func (c *call) first(seen dialog.Person) string {
	if seen.Name != "" {
		return seen.Name
	}
	return c.t("case.somebody")
}
