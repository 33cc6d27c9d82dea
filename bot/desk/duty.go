package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"stapmaat/store/staff"
)

// stretch is a part of a day in which the same people are on duty.
type stretch struct {
	From, To int // minutes after midnight
	Who      []string
}

// Hours is how people write it: "8.00–17.00".
func (s stretch) Hours() string { return clockText(s.From) + "–" + clockText(s.To) }

// Names are who is on duty, "" for nobody.
func (s stretch) Names() string { return strings.Join(s.Who, ", ") }

// X and Width are where the stretch lies in a picture of 1440 wide.
func (s stretch) X() int     { return s.From }
func (s stretch) Width() int { return s.To - s.From }

func clockText(minutes int) string { return fmt.Sprintf("%d.%02d", minutes/60, minutes%60) }

// dutyDay is one day of the week.
type dutyDay struct {
	Name      string
	Day       int
	Today     bool
	Stretches []stretch
}

// spanView is one colleague's span, with what takes it away.
type spanView struct {
	staff.Duty
	DayName string
}

// Hours is how people write it.
func (s spanView) Hours() string { return clockText(s.From) + "–" + clockText(s.To) }

type dutyPage struct {
	Days     []dutyDay
	Empty    int // hours of the week with nobody, rounded up
	Spans    []spanView
	Staff    []colleagueView
	Weekdays []dutyDay
	Version  int
	Form     *form
	MayPlan  bool
}

func duty(c *call) error {
	w, err := c.db().ReadDuty(c.ctx(), c.who)
	if err != nil {
		return err
	}
	data := dutyPage{Form: c.form, Version: w.Version, MayPlan: c.me.Is("supervisor", "administrator")}
	empty := 0
	for n := range 7 {
		day := time.Weekday((n + 1) % 7) // Monday first
		x := dutyDay{Name: c.desk.words.nth("day.long", int(day)), Day: int(day), Today: c.now().Weekday() == day, Stretches: stretches(w.Duties, day)}
		for _, s := range x.Stretches {
			if len(s.Who) == 0 {
				empty += s.To - s.From
			}
		}
		data.Days = append(data.Days, x)
	}
	data.Empty = (empty + 59) / 60
	if data.MayPlan {
		if data.Staff, err = c.helpers(); err != nil {
			return err
		}
		data.Spans = c.spans(w.Duties)
	}
	return c.page("duty", data)
}

// spans lists what can be taken away, by colleague, Monday first.
func (c *call) spans(all []staff.Duty) (spans []spanView) {
	for _, d := range all {
		spans = append(spans, spanView{d, c.desk.words.nth("day.long", int(d.Day))})
	}
	slices.SortStableFunc(spans, func(a, b spanView) int {
		if a.Staff != b.Staff {
			return strings.Compare(a.Name+strconv.FormatInt(a.Staff, 10), b.Name+strconv.FormatInt(b.Staff, 10))
		}
		return int(a.Day+6)%7 - int(b.Day+6)%7
	})
	return spans
}

// stretches cuts a day wherever somebody comes or goes.
func stretches(all []staff.Duty, day time.Weekday) (cut []stretch) {
	at := []int{0, 24 * 60}
	for _, d := range all {
		if d.Day == day {
			at = append(at, d.From, d.To)
		}
	}
	slices.Sort(at)
	at = slices.Compact(at)
	for i := 0; i+1 < len(at); i++ {
		s := stretch{From: at[i], To: at[i+1]}
		for _, d := range all {
			if d.Day == day && d.From <= s.From && s.To <= d.To {
				s.Who = append(s.Who, d.Name)
			}
		}
		if n := len(cut); n > 0 && slices.Equal(cut[n-1].Who, s.Who) {
			cut[n-1].To = s.To
			continue
		}
		cut = append(cut, s)
	}
	return cut
}

func addDuty(c *call) error {
	who, from, to := c.form.id("staff"), c.form.clock("from"), c.form.clock("to")
	version := c.form.number("version", 0, 1<<30)
	var on []time.Weekday
	for _, value := range c.form.Values("day") {
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n < 7 {
			on = append(on, time.Weekday(n))
		}
	}
	if len(on) == 0 {
		c.form.fail("day", "refused.no_day")
	}
	if from == to && from != 0 && c.form.OK() {
		c.form.fail("to", "duty.no-time")
	}
	if !c.form.OK() {
		return duty(c)
	}
	err := c.db().AddDuty(c.ctx(), c.who, who, on, from, to, version)
	return c.settled(err, refusedField(err, map[string]string{"no_mentor": "staff"}), duty, "/diensten", "notice.duty")
}

func endDuty(c *call) error {
	d := staff.Duty{Staff: c.form.id("staff"), Day: time.Weekday(c.form.number("weekday", 0, 6)), From: c.form.number("minute", 0, 24*60)}
	version := c.form.number("version", 0, 1<<30)
	if !c.form.OK() {
		return errBadForm
	}
	err := c.db().EndDuty(c.ctx(), c.who, d, version)
	return c.settled(err, "form", duty, "/diensten", "notice.duty-ended")
}
