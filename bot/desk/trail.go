package desk

import (
	"encoding/csv"
	"net/url"
	"strconv"
	"time"

	"stapmaat/dialog"
	"stapmaat/store/staff"
)

// The trail is read a page at a time, and goes into a file in one piece.
const (
	trailLines  = 50
	trailExport = 20000
)

type trailView struct {
	At    moment
	Who   string
	What  string
	Case  int64
	Alarm int64
}

type trailPage struct {
	Lines []trailView
	Kinds []staff.Kind
	Staff []colleagueView
	Form  *form
	More  string // address of the next page, "" when this is the last
	File  string // address of the same as a file
	First bool
}

func trail(c *call) error {
	f := c.trailFilter()
	f.Limit = trailLines
	all, err := c.db().ReadPeople(c.ctx(), c.who)
	if err != nil {
		return err
	}
	data := trailPage{Kinds: staff.Kinds, Form: c.form, First: f.Before == 0, File: "/logboek.csv?" + c.trailQuery(0)}
	for _, x := range append(all.Staff, all.Former...) {
		data.Staff = append(data.Staff, c.colleagueView(x, all))
	}
	if !c.form.OK() {
		return c.page("trail", data)
	}
	t, err := c.db().ReadTrail(c.ctx(), c.who, f)
	if err != nil {
		return err
	}
	for _, l := range t.Lines {
		data.Lines = append(data.Lines, c.trailView(l))
	}
	if t.More != 0 {
		data.More = "/logboek?" + c.trailQuery(t.More)
	}
	return c.page("trail", data)
}

// trailFilter reads the filter from the address, so that a page of the trail can be kept and sent.
func (c *call) trailFilter() (f staff.TrailFilter) {
	c.form.values = c.r.URL.Query()
	if c.form.Value("wie") != "" {
		f.Staff = c.form.id("wie")
	}
	if n := c.form.Value("zaak"); n != "" {
		f.Person = int64(c.form.number("zaak", 1, 1<<40))
	}
	f.Kind = staff.Kind(c.form.Value("soort"))
	if c.form.Value("van") != "" {
		f.From = c.midnight(c.form.day("van"), 0)
	}
	if c.form.Value("tot") != "" {
		f.To = c.midnight(c.form.day("tot"), 1)
	}
	f.Before, _ = strconv.ParseInt(c.form.Value("voor"), 10, 64)
	return f
}

func (c *call) midnight(day time.Time, later int) time.Time {
	if day.IsZero() {
		return day
	}
	return time.Date(day.Year(), day.Month(), day.Day()+later, 0, 0, 0, 0, c.now().Location())
}

func (c *call) trailQuery(before int64) string {
	q := url.Values{}
	for _, name := range []string{"wie", "soort", "zaak", "van", "tot"} {
		if value := c.form.Value(name); value != "" {
			q.Set(name, value)
		}
	}
	if before != 0 {
		q.Set("voor", strconv.FormatInt(before, 10))
	}
	return q.Encode()
}

func (c *call) trailView(l staff.TrailLine) trailView {
	v := trailView{At: c.moment(l.At), Who: l.StaffName, Case: l.Person, Alarm: l.Alarm}
	switch {
	case l.Staff == 0:
		v.Who = c.t("trail.program")
	case l.StaffName == "":
		v.Who = c.t("people.nameless", "number", l.Staff)
	case l.StaffFormer:
		v.Who = c.t("trail.former", "name", l.StaffName)
	}
	other := l.OtherName
	if other == "" && l.Other != 0 {
		other = c.t("people.nameless", "number", l.Other)
	}
	v.What = c.t("trail."+string(l.Kind), "what", c.trailWhat(l), "other", other)
	return v
}

// trailWhat names the detail of a line; one that has no words yet shows its own name.
func (c *call) trailWhat(l staff.TrailLine) string {
	key := "trail." + string(l.Kind) + "." + l.What
	if l.Kind == staff.KindRole || l.Kind == staff.KindInvite {
		if l.What == "" {
			return ""
		}
		return c.roleWords(l.What)
	}
	if text, ok := c.desk.words[key]; ok {
		return text
	}
	return l.What
}

func (c *call) roleWords(what string) string {
	const and = "_and_administrator"
	if n := len(what) - len(and); n > 0 && what[n:] == and {
		return c.work(dialog.Role(what[:n]), true)
	}
	return c.work(dialog.Role(what), false)
}

// trailFile is the trail as numbers and codes: no name and no word leaves the desk by it.
func trailFile(c *call) error {
	f := c.trailFilter()
	if !c.form.OK() {
		return trail(c)
	}
	f.Limit, f.Before = trailExport, 0
	t, err := c.db().ExportTrail(c.ctx(), c.who, f)
	if err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	c.w.Header().Set("Content-Disposition", `attachment; filename="logboek.csv"`)
	w := csv.NewWriter(c.w)
	_ = w.Write([]string{"number", "at", "staff", "kind", "what", "case", "colleague", "alarm"})
	for _, l := range t.Lines {
		_ = w.Write([]string{digits(l.ID), l.At.In(c.now().Location()).Format(time.RFC3339), digits(l.Staff), string(l.Kind), l.What, digits(l.Person), digits(l.Other), digits(l.Alarm)})
	}
	w.Flush()
	return nil // whoever left needs no file
}

func digits(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
