package desk

import (
	"cmp"
	"strings"
	"time"

	"stapmaat/store/staff"
)

// alarmsPage is all alarms, who is on duty, and whether the chain itself is well.
type alarmsPage struct {
	Open, Care, Closed []alarmItem
	Duty               dutyNow
	Policy             []ladderView
	Waits              string // how long who took an alarm may do nothing
	PolicyOf           string // whose policy it is, and since when
	MayEdit            bool
	Watch              string // the dead-man's state in words
	WatchBad           bool
	Drills             []drillView
}

type alarmItem struct {
	Text, Path string
	State      tag
	Line, Next string
	Where      string // step and round of the chain
	Since      moment
	Ended      moment
	Why        string
}

type dutyNow struct {
	Now   []string
	Later []stretchLater
}

type stretchLater struct{ When, Who string }

type drillView struct {
	At   moment
	Text string
	Bad  bool
}

func alarms(c *call) error {
	l, err := c.db().AlarmList(c.ctx(), c.who)
	if err != nil {
		return err
	}
	page := &alarmsPage{MayEdit: c.me.Is("supervisor", "administrator")}
	for _, a := range l.Open {
		page.Open = append(page.Open, c.alarmItem(a))
	}
	for _, a := range l.Care {
		page.Care = append(page.Care, c.alarmItem(a))
	}
	for _, a := range l.Closed {
		page.Closed = append(page.Closed, c.alarmItem(a))
	}
	c.watched(page, l)
	week, err := c.db().ReadDuty(c.ctx(), c.who)
	if err != nil {
		return err
	}
	page.Duty = c.dutyNow(week.Duties)
	if err := c.policyInWords(page); err != nil {
		return err
	}
	return c.render("alarms", page)
}

func (c *call) alarmItem(p *staff.AlarmPage) alarmItem {
	v := c.alarmView(p)
	i := alarmItem{Text: v.Title, Path: v.Path, State: v.State, Line: v.Line, Next: v.Next, Since: v.Since, Ended: v.Ended, Why: v.Why}
	if p.Step > 0 && p.Taken == 0 && p.Care == 0 {
		i.Where = c.t("alarm.where", "step", p.Step)
		if p.Round > 1 {
			i.Where = c.t("alarm.where.again", "step", p.Step, "round", p.Round)
		}
	}
	return i
}

// late is how long after its time a step counts as standing still: the dead-man's own tolerance.
const late = time.Minute

// watched says in words whether alarms move as they should.
func (c *call) watched(page *alarmsPage, l staff.AlarmList) {
	still := 0
	for _, a := range l.Open {
		if a.Taken == 0 && !a.Due.IsZero() && c.now().Sub(a.Due) > late || a.Taken != 0 && c.now().Sub(a.Held) > late {
			still++
		}
	}
	switch {
	case still > 0:
		page.Watch, page.WatchBad = c.desk.words.count("watch.still", still), true
	case !l.Watched.IsZero():
		page.Watch = c.t("watch.was", "when", c.moment(l.Watched).Words)
	default:
		page.Watch = c.t("watch.well")
	}
	for _, d := range l.Drills {
		v := drillView{At: c.moment(d.Begun), Text: c.t("drill.whole")}
		for _, step := range []struct {
			at  time.Time
			key string
		}{{d.Raised, "drill.raised"}, {d.Alerted, "drill.alerted"}, {d.Taken, "drill.taken"}, {d.Closed, "drill.closed"}} {
			if step.at.IsZero() {
				v.Text, v.Bad = c.t(step.key), true
				break
			}
		}
		page.Drills = append(page.Drills, v)
	}
}

// dutyAhead is how far one looks ahead for who is on duty.
const dutyAhead = 12 * 60

// dutyNow says who hears of alarms now, and in the hours that follow.
func (c *call) dutyNow(all []staff.Duty) (d dutyNow) {
	now := c.now()
	at, minute := now.Weekday(), now.Hour()*60+now.Minute()
	from := -minute
	for n := range 2 {
		day := time.Weekday((int(at) + n) % 7)
		for _, s := range stretches(all, day) {
			begins, ends, names := from+s.From, from+s.To, strings.Join(s.Who, ", ")
			switch {
			case ends <= 0 || begins > dutyAhead:
			case begins <= 0:
				d.Now = s.Who
			case len(d.Later) > 0 && d.Later[len(d.Later)-1].Who == names || len(d.Later) == 0 && names == strings.Join(d.Now, ", "): // midnight is no change
			default:
				d.Later = append(d.Later, stretchLater{c.t("duty.from-hour", "hour", clockText(s.From)), names})
			}
		}
		from += 24 * 60
	}
	for i := range d.Later {
		d.Later[i].Who = cmp.Or(d.Later[i].Who, c.t("duty.nobody"))
	}
	return d
}

func alarmsMark(c *call) (string, error) {
	pulse, err := c.db().AlarmPulse(c.ctx(), c.who, 0)
	return pulse + c.now().Format("15:04"), err
}
