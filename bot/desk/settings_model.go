package desk

import (
	"strconv"

	"stapmaat/store/staff"
)

func changeModel(c *call) error {
	c.form.set("section", "model")
	use := staff.ModelUse{On: c.form.ticked("on"), Traces: c.form.ticked("traces"),
		MonthTokens: int64(c.form.number("month", 0, staff.MostMonthTokens)), DayTokens: int64(c.form.number("day", 0, staff.MostDayTokens))}
	seen := c.seen()
	if use.On && c.desk.model == "" {
		c.form.fail("on", "settings.model.missing")
	}
	if !c.form.OK() {
		return settings(c)
	}
	return c.settingChanged(c.db().SetModel(c.ctx(), c.who, use, seen), "month")
}

// tick is the value of a box: ticked, or nothing.
func tick(on bool) string {
	if on {
		return "yes"
	}
	return ""
}

// thousands is a number as it is read: 1.250.000.
func thousands(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "." + text[i:]
	}
	return text
}
