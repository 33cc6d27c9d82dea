package desk

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
	"time"

	"stapmaat/dialog"
	"stapmaat/store/staff"
)

// alarmView is one alarm on its own page.
type alarmView struct {
	*staff.AlarmPage
	Path, Title string
	State       tag
	Line        string // who has it, in one sentence
	Next        string // what happens next, and when
	Late        bool   // somebody else has it, and who looks need do nothing
	MayTake     bool
	MayPass     bool
	Mine        bool // who looks has it, and nobody closed it yet
	Second      bool // who looks can be the second of two
	First       bool // who looks was the first
	Over        bool
	ForYou      bool // who looks has just ended it: a word for herself
	Since       moment
	Ended       moment
	Why         string
	Steps       []stepOfAlarm
	History     []actLine
	In          *insideView // nil for who may not open it
	Form        *form
	Hands       []staff.OtherMentor
	Reasons     []pick
	PromiseHint string // key: who reads what is promised
}

type pick struct{ Value, Text string }

// stepOfAlarm is one step of the chain with who was alerted by it.
type stepOfAlarm struct {
	N      int
	Alerts []alertLine
}

type alertLine struct {
	Name, By, State string
	Class           string
	At              moment
}

type actLine struct {
	At   moment
	Text string
}

// insideView is what lies behind an alarm.
type insideView struct {
	*staff.AlarmInside
	Tel           string // for the link
	Category      string
	Urgency       string
	Stage         string
	Warning       []part
	Help          [][]part
	After         [][]part // what follows the six lines: the reporting code
	Words         []wordsLine
	Said          []wordsLine
	Before        []beforeLine
	Acts          []pick
	TalkPath      string
	InHand        bool
	CategoryClass string
}

type wordsLine struct {
	At    moment
	Text  string
	Label string
	New   bool
}

type beforeLine struct {
	When moment
	Text string
}

// part is a piece of a text of the talk: strong, or a number to call.
type part struct {
	Text   string
	Strong bool
	Tel    string
}

// parts cuts a text at its <b>: what is strong, and what of that can be dialled.
func parts(text string) (all []part) {
	for i, piece := range strings.Split(strings.ReplaceAll(text, "</b>", "<b>"), "<b>") {
		if piece == "" {
			continue
		}
		p := part{Text: piece, Strong: i%2 == 1}
		if p.Strong {
			p.Tel = dialled(piece)
		}
		all = append(all, p)
	}
	return all
}

// dialled is a number as a link takes it; "" for what is none.
func dialled(text string) string {
	number := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9' || r == '+':
			return r
		case r == ' ' || r == '-' || r == '(' || r == ')' || r == '.' || r == '/':
			return -1
		}
		return 'x'
	}, text)
	if len(number) < 3 || len(number) > 16 || strings.ContainsRune(number, 'x') || strings.LastIndexByte(number, '+') > 0 {
		return ""
	}
	return number
}

func (c *call) alarmPath(id int64) string { return "/alarm/" + strconv.FormatInt(id, 10) }

func (c *call) alarmID() (int64, error) {
	id, err := strconv.ParseInt(c.r.PathValue("alarm"), 10, 64)
	if err != nil {
		return 0, errNotFound
	}
	return id, nil
}

// alarmPage shows an alarm. A page that refreshes itself reads nothing: what the person
// wrote since then stays unread until a human loads the page, so that an open window with
// nobody before it never counts as a human who reads along.
func alarmPage(c *call) error { return c.showAlarm(c.r.Header.Get("Desk-Live") == "") }

func (c *call) showAlarm(read bool) error {
	id, err := c.alarmID()
	if err != nil {
		return err
	}
	p, err := c.db().AlarmPage(c.ctx(), c.who, id)
	if err != nil {
		return err
	}
	v := c.alarmView(p)
	if c.me.roles&(mentors|supervisors) != 0 && v.opens(c.who.Staff) {
		in, err := c.db().AlarmInside(c.ctx(), c.who, id, read)
		switch {
		case errors.Is(err, staff.ErrNotFound): // taken away a moment ago
		case err != nil:
			return err
		default:
			in.Unread = in.Unread && !read // who loads the page reads it now
			v.In = c.insideView(p, in)
			if in.Guarded || in.Watched {
				v.PromiseHint = "alarm.promise.quiet"
			}
		}
	}
	if v.Mine {
		if v.Hands, err = c.db().Hands(c.ctx(), c.who); err != nil {
			return err
		}
	}
	return c.page("alarm", v)
}

// opens tells whether what lies behind is for this one. The database decides; this only
// saves the question.
func (v *alarmView) opens(me int64) bool {
	return !v.Over && (v.Taken == me || v.Care != 0)
}

func (c *call) alarmView(p *staff.AlarmPage) *alarmView {
	me, acts := c.who.Staff, c.me.roles&(mentors|supervisors) != 0
	v := &alarmView{AlarmPage: p, Path: "/alarm/" + strconv.FormatInt(p.ID, 10), Form: c.form, PromiseHint: "alarm.promise.hint", Since: c.moment(p.Opened), Ended: c.moment(p.Closed), Over: !p.Closed.IsZero()}
	line := "alarm.line"
	if p.Drill {
		line = "alarm.line.drill"
	}
	v.Title = c.t(line, "urgency", c.t("urgency."+p.Urgency), "number", p.Person)
	v.Mine = acts && !v.Over && p.Care == 0 && p.Taken == me
	v.First = acts && !v.Over && p.Care == me
	v.Second = acts && !v.Over && p.Care != 0 && p.Care != me
	v.MayTake = acts && !v.Over && p.Care == 0 && p.Taken == 0
	v.MayPass = v.MayTake && p.Asked
	v.Late = !v.Over && p.Care == 0 && p.Taken != 0 && p.Taken != me
	v.ForYou = v.First || v.Over && lastAct(p).Staff == me
	if p.Reason != "" {
		v.Why = c.t("alarm.reason." + p.Reason)
	}
	for _, r := range alarmReasons {
		v.Reasons = append(v.Reasons, pick{r, c.t("alarm.reason." + r)})
	}
	c.stand(v)
	c.chain(v)
	return v
}

func lastAct(p *staff.AlarmPage) (last staff.AlarmAct) {
	for _, a := range p.Acts {
		if a.Kind == "closed" {
			last = a
		}
	}
	return last
}

// stand says who has it, and what follows.
func (c *call) stand(v *alarmView) {
	p := v.AlarmPage
	taker, first := cmp.Or(p.TakenBy, c.t("alarm.colleague")), cmp.Or(p.CareBy, c.t("alarm.colleague"))
	switch {
	case v.Over:
		v.State = tag{c.t("alarm.state.closed"), "good"}
		v.Line = c.t("alarm.is.closed", "name", cmp.Or(p.ClosedBy, c.t("alarm.colleague")))
	case v.First:
		v.State, v.Line = tag{c.t("alarm.state.care"), "wait"}, c.t("alarm.is.first")
		v.Next = c.t("alarm.next.second", "when", c.until(p.CareAt.Add(24*time.Hour)))
	case v.Second:
		v.State, v.Line = tag{c.t("alarm.state.care"), "wait"}, c.t("alarm.is.second", "name", first)
		v.Next = c.t("alarm.next.second", "when", c.until(p.CareAt.Add(24*time.Hour)))
	case p.Care != 0:
		v.State, v.Line = tag{c.t("alarm.state.care"), "wait"}, c.t("alarm.is.care", "name", first)
	case v.Mine:
		v.State, v.Line = tag{c.t("alarm.state.mine"), "calm"}, c.t("alarm.is.mine")
		v.Next = c.t("alarm.next.act", "when", c.until(p.Held))
	case v.Late:
		v.State, v.Line = tag{c.t("alarm.state.taken"), "calm"}, c.t("alarm.is.taken", "name", taker)
	default:
		v.State, v.Line = tag{c.t("alarm.state.open"), "alarm"}, c.t("alarm.is.open")
		if !p.Due.IsZero() {
			v.Next = c.t("alarm.next.step", "when", c.until(p.Due))
		}
	}
}

// until is how long from now, as people say it.
func (c *call) until(at time.Time) string {
	left := at.Sub(c.now())
	switch minutes := int((left + time.Minute - 1) / time.Minute); {
	case minutes <= 0:
		return c.t("until.now")
	case minutes < 90:
		return c.desk.words.count("until.minute", minutes)
	default:
		return c.desk.words.count("until.hour", (minutes+30)/60)
	}
}

// chain lists whom the chain alerted, step by step, and what was done.
func (c *call) chain(v *alarmView) {
	for _, a := range v.Alerts {
		if n := len(v.Steps); n == 0 || v.Steps[n-1].N != a.N {
			v.Steps = append(v.Steps, stepOfAlarm{N: a.N})
		}
		line := alertLine{Name: cmp.Or(a.Name, c.t("alarm.pager")), By: c.t("channel." + a.Channel), State: c.t("alert." + a.State), At: c.moment(a.At)}
		switch {
		case !a.Passed.IsZero():
			line.State, line.Class = c.t("alert.passed"), "wait"
		case a.State == "failed":
			line.Class = "alarm"
		case a.State == "sent":
			line.Class = "good"
		}
		step := &v.Steps[len(v.Steps)-1]
		step.Alerts = append(step.Alerts, line)
	}
	for i := len(v.Acts) - 1; i >= 0; i-- {
		a := v.Acts[i]
		name := a.Name
		switch {
		case a.Staff == 0:
			name = c.t("alarm.program")
		case name == "":
			name = c.t("alarm.colleague")
		}
		v.History = append(v.History, actLine{c.moment(a.At), c.t("did."+a.Kind, "name", name, "other", a.Other)})
	}
}

// insideView is what who took it reads. The lines of help are those of the chat.
func (c *call) insideView(p *staff.AlarmPage, in *staff.AlarmInside) *insideView {
	v := &insideView{AlarmInside: in, Tel: dialled(in.Phone), Category: c.t("category." + string(in.Category)), Urgency: c.t("urgency." + string(in.Urgency)),
		Stage: c.t("stage." + strings.ReplaceAll(string(in.Stage), " ", "-")), TalkPath: "/gesprek/" + strconv.FormatInt(p.Person, 10), InHand: in.Owner == c.who.Staff}
	card := &dialog.AlarmCard{Category: string(in.Category), Guarded: in.Guarded, Watched: in.Watched, Minor: in.Minor}
	warning, help := c.desk.engine.AlarmHelp("nl", card)
	v.Warning = parts(warning)
	for _, line := range strings.Split(help, "\n") {
		number, rest, ok := strings.Cut(line, ". ")
		if _, err := strconv.Atoi(number); ok && err == nil {
			v.Help = append(v.Help, parts(rest))
		} else if line != "" {
			v.After = append(v.After, parts(line))
		}
	}
	for _, w := range in.Words {
		line := wordsLine{At: c.moment(w.At), Text: cmp.Or(w.Words, c.t("alarm.no-words")), New: w.New}
		if w.Urgency != "none" {
			line.Label = c.t("category."+string(w.Category)) + " · " + c.t("urgency."+string(w.Urgency))
		}
		v.Words = append(v.Words, line)
	}
	for _, s := range in.Said {
		line := wordsLine{At: c.moment(s.At), Text: cmp.Or(s.Words, c.t("alarm.no-text"))}
		if !s.Sent {
			line.Label = c.t("alert.waiting")
		}
		v.Said = append(v.Said, line)
	}
	for _, b := range in.Before {
		text := c.t("urgency." + b.Urgency)
		if b.Reason != "" {
			text += " · " + c.t("alarm.reason."+b.Reason)
		}
		v.Before = append(v.Before, beforeLine{c.moment(b.Opened), text})
	}
	acts := []string{"called", "spoke", "wrote", "emergency"}
	for _, a := range acts {
		if a != "wrote" || !card.NoWriting() {
			v.Acts = append(v.Acts, pick{a, c.t("act." + a)})
		}
	}
	return v
}

func alarmMark(c *call) (string, error) {
	id, err := c.alarmID()
	if err != nil {
		return "", err
	}
	if _, err := c.db().AlarmPage(c.ctx(), c.who, id); err != nil {
		return "", err
	}
	pulse, err := c.db().AlarmPulse(c.ctx(), c.who, id)
	return pulse + c.now().Format("15:04"), err // once a minute for what is told in words: how long still
}
