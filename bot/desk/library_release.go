package desk

import (
	"fmt"
	"strings"

	"stapmaat/knowledge/content"
	"stapmaat/store/staff"
)

// changedText is a text that a release made now would change, in sentences.
type changedText struct {
	staff.Coming
	Changes []string
}

// difference is what a release made now would change.
type difference struct {
	New, Changed, Gone, Over []changedText
}

// None tells that a release made now would be the same.
func (d difference) None() bool { return len(d.New)+len(d.Changed)+len(d.Gone)+len(d.Over) == 0 }

type faultView struct{ Text, Question string }

type releaseView struct {
	staff.Release
	At, From moment
	Because  string
	Lost     []faultView // golden questions that did not find their text
}

type releasesData struct {
	Form   *form
	Diff   difference
	All    []releaseView
	Making bool
}

func releases(c *call) error {
	all, err := c.db().ReadReleases(c.ctx(), c.who)
	if err != nil {
		return err
	}
	coming, err := c.db().ReadComing(c.ctx(), c.who)
	if err != nil {
		return err
	}
	data := releasesData{Form: c.form}
	if data.Diff, err = c.difference(coming); err != nil {
		return err
	}
	for _, r := range all {
		v := releaseView{Release: r, At: c.moment(r.WantedAt), From: c.moment(r.Since), Because: c.t("release.because." + string(r.Why))}
		for _, f := range r.Faults {
			key, question, _ := strings.Cut(f, ": ")
			v.Lost = append(v.Lost, faultView{key, question})
		}
		data.Making = data.Making || r.State == "wanted"
		data.All = append(data.All, v)
	}
	return c.page("releases", data)
}

// difference sorts what is live and what is approved now.
func (c *call) difference(all []staff.Coming) (d difference, err error) {
	for _, one := range all {
		next, err := content.Parse(one.Key, []byte(one.Text))
		if err != nil {
			return d, fmt.Errorf("reading what is approved of %s: %w", one.Key, err)
		}
		over := one.Next != 0 && next.Expired(c.today())
		t := changedText{Coming: one}
		switch {
		case over && one.Live != 0:
			d.Over = append(d.Over, t)
		case over, one.Next == one.Live:
		case one.Next == 0:
			d.Gone = append(d.Gone, t)
		case one.Live == 0:
			d.New = append(d.New, t)
		default:
			before, err := content.Parse(one.Key, []byte(one.Before))
			if err != nil {
				return d, fmt.Errorf("reading what is live of %s: %w", one.Key, err)
			}
			t.Changes = c.changes(before, next)
			d.Changed = append(d.Changed, t)
		}
	}
	return d, nil
}

func makeRelease(c *call) error {
	return c.settled(c.db().WantRelease(c.ctx(), c.who), "form", releases, "/bibliotheek/uitgave", "notice.release-wanted")
}

func rollBack(c *call) error {
	number := c.form.number("number", 1, 1<<30)
	if !c.form.OK() {
		return errBadForm
	}
	return c.settled(c.db().RollBack(c.ctx(), c.who, number), "form", releases, "/bibliotheek/uitgave", "notice.release-back")
}

// releaseMark is how releases stand, for the page that is open.
func releaseMark(c *call) (string, error) {
	all, err := c.db().ReadReleases(c.ctx(), c.who)
	var b strings.Builder
	for _, r := range all {
		_, _ = fmt.Fprint(&b, r.Number, r.State, r.Live, " ") // a builder takes everything
	}
	return b.String(), err
}
