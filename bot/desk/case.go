package desk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"stapmaat/dialog"
	"stapmaat/dialog/beside"
	"stapmaat/store/staff"
)

// nameOf is how staff reads of a participant: the name, or the case number where there is none.
func (c *call) nameOf(p *staff.Case) string {
	if p.Name != "" {
		return p.Name
	}
	return c.t("case.number", "number", p.Person)
}

func casePath(person int64) string { return "/deelnemer/" + strconv.FormatInt(person, 10) }

// alarmPage is where an alarm is dealt with; "" as long as the table has no such page.
func (c *call) alarmPage(a *staff.Alarm) string {
	for _, pattern := range []string{"GET /alarm/{alarm}", "GET /alarmen/{alarm}"} {
		for _, r := range c.desk.routes {
			if r.pattern == pattern {
				return strings.Replace(strings.TrimPrefix(pattern, "GET "), "{alarm}", strconv.FormatInt(a.ID, 10), 1)
			}
		}
	}
	return ""
}

// alarmLine is bare: urgency and case number, and who has it in hand.
type alarmLine struct {
	Text, Path, Taken string
	Mine              bool
	Since             moment
}

func (c *call) alarmLine(a *staff.Alarm) alarmLine {
	l := alarmLine{Text: c.t("alarm.line", "urgency", c.t("urgency."+a.Urgency), "number", a.Person), Path: c.alarmPage(a), Since: c.moment(a.Opened)}
	if l.Mine = a.Taken == c.who.Staff; !l.Mine && a.Taken != 0 {
		l.Taken = a.TakenBy
	}
	return l
}

// tag is a short word on a wash of its own.
type tag struct{ Text, Class string }

// need orders people: the lower, the sooner somebody should look.
func need(p *staff.Case) int {
	switch {
	case p.Alarm != nil && p.Alarm.Taken == 0:
		return 0
	case p.Alarm != nil:
		return 1
	case !p.Asked.IsZero():
		return 2
	case len(p.Asks) > 0:
		return 3
	case !p.Unreached.IsZero():
		return 4
	case p.View.Silence.Longer:
		return 5
	case p.View.Stuck():
		return 6
	case p.New > 0:
		return 7
	case p.Joined.IsZero():
		return 8
	}
	return 9
}

// tags say in a word each what somebody needs, or how it stands.
func (c *call) tags(p *staff.Case) (all []tag) {
	add := func(when bool, class, text string) {
		if when {
			all = append(all, tag{text, class})
		}
	}
	add(p.Alarm != nil, "alarm", c.t("tag.alarm"))
	add(!p.Asked.IsZero(), "alarm", c.t("tag.human"))
	add(len(p.Asks) > 0, "wait", c.desk.words.count("tag.asks", len(p.Asks)))
	add(!p.Unreached.IsZero(), "wait", c.t("tag.unreached"))
	add(p.View.Silence.Longer, "wait", c.t("tag.silent", "days", daysOf(p.View.Silence.For)))
	add(p.View.Stuck(), "wait", c.t("tag.stuck"))
	add(p.New > 0, "good", c.desk.words.count("tag.new", p.New))
	add(p.Joined.IsZero(), "", c.t("tag.unjoined"))
	add(p.Paused, "", c.t("tag.paused"))
	add(!p.Joined.IsZero() && !beside.Shares(p.View.Person), "", c.t("tag.unshared"))
	add(!p.Own && p.MentorName != "", "calm", c.t("tag.stand-in", "name", p.MentorName))
	return all
}

func daysOf(d time.Duration) int { return int(d / (24 * time.Hour)) }

// byNeed puts first who needs something first.
func (c *call) byNeed(all []*staff.Case) {
	slices.SortStableFunc(all, func(a, b *staff.Case) int {
		return cmp.Or(cmp.Compare(need(a), need(b)), strings.Compare(strings.ToLower(c.nameOf(a)), strings.ToLower(c.nameOf(b))))
	})
}

// openGoals are those that are worked on.
func openGoals(p dialog.Person) (open []dialog.Goal) {
	for _, g := range p.Goals {
		if g.State == dialog.GoalOpen {
			open = append(open, g)
		}
	}
	return open
}

// subTitle names a place on the bridge; "" for one that no bridge has.
func (c *call) subTitle(p dialog.Person, sub string) string {
	if s, _, ok := c.desk.engine.BridgeFor(p).Sub(sub); ok {
		return s.Title
	}
	return ""
}

// words of a goal or step, or that they stayed with her.
func (c *call) said(words, unsaid string) string {
	if words != "" {
		return words
	}
	return c.t(unsaid)
}
