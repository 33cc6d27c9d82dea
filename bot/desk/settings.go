package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"stapmaat/dialog"
	"stapmaat/knowledge"
	"stapmaat/store"
	"stapmaat/store/staff"
)

// changedView says who changed a section last, and when.
type changedView struct {
	Version int
	By      string
	At      moment
}

// openingDay is one row of the opening hours.
type openingDay struct {
	Name     string
	Day      int
	From, To string // as <input type="time"> wants them; "" for closed
	Fault    string
}

// closedDay is one row of the days on which it is closed.
type closedDay struct{ N, Day, Why, Fault string }

type settingsPage struct {
	staff.Settings
	Form      *form
	MayChange bool
	Changed   map[string]changedView
	Week      []openingDay
	Closed    []closedDay
	Zones     []string
	Bridges   []*dialog.Bridge
	Kept      []keptView
	Keep      int
	Least     int
	Most      int
	Model     string // which one there is, and where; "" for none
	Used      string
}

// keptView is one thing that is kept, and how long: fixed for everybody.
type keptView struct{ What, Long string }

// moreClosed is how many empty rows for closed days stand under those that are filled.
const moreClosed = 2

// zones are those of organisations that we know of; another one that is set stays.
var zones = []string{"Europe/Amsterdam", "America/Kralendijk"}

var bridges = sync.OnceValues(knowledge.Bridges)

func settings(c *call) error {
	s, err := c.db().ReadSettings(c.ctx(), c.who)
	if err != nil {
		return err
	}
	library, err := bridges()
	if err != nil {
		return err
	}
	data := settingsPage{Settings: s, Form: c.form, MayChange: c.me.Is("administrator"), Zones: slices.Clone(zones), Bridges: library.All(),
		Changed: map[string]changedView{}, Keep: s.KeepWords, Least: staff.LeastKeep, Most: staff.MostKeep, Kept: c.kept(),
		Model: c.desk.model, Used: thousands(s.Model.Used)}
	for name, x := range s.Sections {
		data.Changed[string(name)] = changedView{x.Version, x.By, c.moment(x.At)}
	}
	if !slices.Contains(data.Zones, s.Zone) {
		data.Zones = append(data.Zones, s.Zone)
	}
	if data.Keep == 0 {
		data.Keep = int(store.DefaultKeep.Words / (24 * time.Hour))
	}
	c.fillSettings(&data)
	return c.page("settings", data)
}

// fillSettings puts into every form what holds now, but leaves the one that was sent as it was typed.
func (c *call) fillSettings(data *settingsPage) {
	sent := c.form.Value("section")
	set := func(section, name, value string) {
		if sent != section {
			c.form.set(name, value)
		}
	}
	set("name", "called", data.Settings.Called)
	if data.Settings.Called == "" {
		set("name", "called", data.Settings.Name)
	}
	set("name", "word", data.MentorWord)
	set("opening", "zone", data.Zone)
	set("bridge", "bridge", data.Settings.Bridge)
	if data.Settings.Bridge == "" && len(data.Bridges) > 0 {
		set("bridge", "bridge", data.Bridges[0].Version)
	}
	set("keep", "days", strconv.Itoa(data.Keep))
	set("model", "month", strconv.FormatInt(data.Settings.Model.MonthTokens, 10))
	set("model", "day", strconv.FormatInt(data.Settings.Model.DayTokens, 10))
	set("model", "on", tick(data.Settings.Model.On))
	set("model", "traces", tick(data.Settings.Model.Traces))
	for n := range 7 {
		day := (n + 1) % 7
		span := data.Opening[strconv.Itoa(day)]
		from, to := fmt.Sprintf("from-%d", day), fmt.Sprintf("to-%d", day)
		set("opening", from, span[0])
		set("opening", to, span[1])
		data.Week = append(data.Week, openingDay{c.desk.words.nth("day.long", day), day, c.form.Value(from), c.form.Value(to), c.form.Fault(from)})
	}
	data.Closed = c.closedRows(data.Settings.Closed, sent == "opening")
}

func (c *call) closedRows(closed map[string]string, sent bool) (rows []closedDay) {
	if sent {
		for n, day := range c.form.Values("closed-day") {
			why := ""
			if reasons := c.form.Values("closed-why"); n < len(reasons) {
				why = reasons[n]
			}
			rows = append(rows, closedDay{strconv.Itoa(n), day, why, c.form.Fault(fmt.Sprintf("closed-%d", n))})
		}
		return rows
	}
	today := c.now().Format(time.DateOnly)
	for day, why := range closed {
		if day >= today {
			rows = append(rows, closedDay{Day: day, Why: why})
		}
	}
	slices.SortFunc(rows, func(a, b closedDay) int { return strings.Compare(a.Day, b.Day) })
	for range moreClosed {
		rows = append(rows, closedDay{})
	}
	for n := range rows {
		rows[n].N = strconv.Itoa(n)
	}
	return rows
}

// kept lists what is kept how long and can't be chosen.
func (c *call) kept() (all []keptView) {
	for _, x := range []struct {
		what string
		long time.Duration
	}{
		{"kept.inbox", store.DefaultKeep.Inbox}, {"kept.outbox", store.DefaultKeep.Outbox}, {"kept.silent", store.DefaultKeep.Silent}, {"kept.trail", store.DefaultKeep.Alarms},
	} {
		n := int(x.long / (24 * time.Hour))
		long := c.desk.words.count("kept.days", n)
		if n%365 == 0 {
			long = c.desk.words.count("kept.years", n/365)
		}
		all = append(all, keptView{c.t(x.what), long})
	}
	return all
}
