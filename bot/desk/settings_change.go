package desk

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"stapmaat/store/staff"
)

// seen is the version of the section that who changes it had before her.
func (c *call) seen() int { return c.form.number("version", 0, 1<<30) }

func (c *call) settingChanged(err error, field string) error {
	return c.settled(err, field, settings, "/instellingen", "notice.saved")
}

func changeName(c *call) error {
	c.form.set("section", "name")
	called, word, seen := c.form.required("called", 60), c.form.required("word", 20), c.seen()
	if !c.form.OK() {
		return settings(c)
	}
	return c.settingChanged(c.db().Rename(c.ctx(), c.who, called, word, seen), "called")
}

func changeOpening(c *call) error {
	c.form.set("section", "opening")
	opening, closed, seen := c.openingHours(), c.closedDays(), c.seen()
	zone := c.form.required("zone", 60)
	if _, err := time.LoadLocation(zone); err != nil {
		c.form.fail("zone", "form.choose")
	}
	if len(opening) == 0 && c.form.OK() {
		c.form.fail("opening", "settings.never-open")
	}
	if !c.form.OK() {
		return settings(c)
	}
	return c.settingChanged(c.db().SetOpening(c.ctx(), c.who, opening, closed, zone, seen), "opening")
}

// openingHours reads the week; a day with neither hour is closed.
func (c *call) openingHours() map[string][2]string {
	opening := map[string][2]string{}
	for day := range 7 {
		from, to := fmt.Sprintf("from-%d", day), fmt.Sprintf("to-%d", day)
		if c.form.Value(from) == "" && c.form.Value(to) == "" {
			continue
		}
		a, b := c.form.clock(from), c.form.clock(to)
		if c.form.Fault(to) != "" {
			c.form.fail(from, "form.clock")
		}
		if c.form.Fault(from) == "" && b <= a {
			c.form.fail(from, "settings.closes-first")
		}
		opening[strconv.Itoa(day)] = [2]string{clockValue(a), clockValue(b)}
	}
	return opening
}

func clockValue(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// mostClosed bounds how many closed days are planned ahead.
const mostClosed = 60

func (c *call) closedDays() map[string]string {
	closed := map[string]string{}
	reasons := c.form.Values("closed-why")
	for n, text := range slices.Clone(c.form.Values("closed-day")) {
		if text == "" || n >= mostClosed {
			continue
		}
		name := fmt.Sprintf("closed-%d", n)
		c.form.set(name, text)
		day := c.form.day(name)
		why := ""
		if n < len(reasons) {
			c.form.set(name+"-why", reasons[n])
			why = c.form.text(name+"-why", 40)
			if c.form.Fault(name+"-why") != "" {
				c.form.fail(name, "form.too-long", "most", 40)
			}
		}
		closed[day.Format(time.DateOnly)] = why
	}
	return closed
}

func changeKeep(c *call) error {
	c.form.set("section", "keep")
	days, seen := c.form.number("days", staff.LeastKeep, staff.MostKeep), c.seen()
	if !c.form.OK() {
		return settings(c)
	}
	return c.settingChanged(c.db().SetKeep(c.ctx(), c.who, days, seen), "days")
}

func changeBridge(c *call) error {
	c.form.set("section", "bridge")
	library, err := bridges()
	if err != nil {
		return err
	}
	version, seen := c.form.one("bridge", library.Versions()...), c.seen()
	if !c.form.OK() {
		return settings(c)
	}
	return c.settingChanged(c.db().SetBridge(c.ctx(), c.who, version, seen), "bridge")
}
