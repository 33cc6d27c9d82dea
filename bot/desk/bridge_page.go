package desk

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"stapmaat/bot/picture"
	"stapmaat/dialog"
	"stapmaat/dialog/beside"
	"stapmaat/store/staff"
)

// bridgeView is the bridge on a page: the picture, the row of months, and the same in words.
type bridgeView struct {
	Placed  bool
	Picture string // address of the picture
	Alt     string
	Places  []placeLine
	Months  []monthView
	Gained  int
}

// placeLine is one sub-pillar: her place, the mentor's beside it.
type placeLine struct {
	Sub, Title, Pillar string
	Rung, Was          int
	Hers               string // "" when not placed
	Words              string
	Discussed          bool
	NotForMe           bool
	At                 moment
	Mine               string
	MineRung           int
	Apart              int // rungs between the two
	Rungs              []rungChoice
	Ladder             []int // rung numbers, the highest first
}

type rungChoice struct {
	Number int
	Label  string
}

// monthView is the bridge as it was at the end of a month: a bar for each ladder.
type monthView struct {
	Name, Path string
	Bars       []bar
	Here       bool
	Alt        string
}

// bar is one ladder in a small picture of 48 by 24 units.
type bar struct{ X, Y, Height, Full int }

const mostMonths = 6

func (c *call) bridgeView(p *staff.Participant) bridgeView {
	seen := p.View.Person
	v := bridgeView{Placed: len(seen.Positions) > 0, Picture: casePath(p.Person) + "/brug.png?v=" + strconv.FormatInt(last(p.View.Facts), 10),
		Alt: c.t("bridge.alt", "name", c.nameOf(p.Case))}
	bridge := c.desk.engine.BridgeFor(seen)
	if v.Placed {
		v.Gained = seen.Progress(bridge)
	}
	mine := map[string]beside.Placing{}
	for _, m := range p.View.Mine {
		mine[m.Sub] = m
	}
	for _, pillar := range bridge.Pillars {
		for _, sub := range pillar.Subs {
			v.Places = append(v.Places, c.placeLine(seen, bridge, pillar, sub, mine))
		}
	}
	v.Months = c.months(p, "")
	return v
}

// last is the newest fact: the picture's address changes with it.
func last(facts []beside.Fact) int64 {
	if len(facts) == 0 {
		return 0
	}
	return facts[len(facts)-1].ID
}

func (c *call) placeLine(seen dialog.Person, bridge *dialog.Bridge, pillar dialog.Pillar, sub dialog.SubPillar, mine map[string]beside.Placing) placeLine {
	l := placeLine{Sub: sub.ID, Title: sub.Title, Pillar: pillar.ShortTitle()}
	for i := len(sub.Rungs) - 1; i >= 0; i-- {
		l.Rungs = append(l.Rungs, rungChoice{sub.Rungs[i].Number, sub.Rungs[i].Label})
		l.Ladder = append(l.Ladder, sub.Rungs[i].Number)
	}
	now, placed := seen.Position(sub.ID)
	if placed {
		l.Rung, l.Words, l.Discussed, l.NotForMe, l.At = now.Rung, now.Words, now.Discussed, now.NotForMe, c.day(now.At)
		l.Hers = c.t("bridge.not-for-me")
		if r, ok := c.rung(now.Bridge, sub.ID, now.Rung); ok {
			l.Hers = r.Label
		}
		if was, ok := seen.Before(sub.ID); ok {
			l.Was = was.Rung
		}
	}
	if m, ok := mine[sub.ID]; ok {
		l.Mine, l.MineRung = c.t("bridge.not-for-me"), m.Rung
		if r, ok := c.rung(m.Bridge, sub.ID, m.Rung); ok {
			l.Mine = r.Label
		}
		if placed && !m.NotForMe && !now.NotForMe && m.Bridge == now.Bridge {
			l.Apart = max(m.Rung-now.Rung, now.Rung-m.Rung)
		}
	}
	return l
}

// rung finds a rung under the version that it was given in.
func (c *call) rung(version, sub string, number int) (dialog.Rung, bool) {
	b := c.desk.engine.InstrumentOf(version)
	if b == nil {
		return dialog.Rung{}, false
	}
	s, _, ok := b.Sub(sub)
	if !ok {
		return dialog.Rung{}, false
	}
	return s.Rung(number)
}

// months are the last months in which somebody stood somewhere, oldest first.
func (c *call) months(p *staff.Participant, here string) (all []monthView) {
	if len(p.View.Person.Positions) == 0 {
		return nil
	}
	now := p.View.Person.Now
	first := p.View.Person.Positions[0].At
	for back := mostMonths - 1; back >= 0; back-- {
		month := time.Date(now.Year(), now.Month()-time.Month(back), 1, 0, 0, 0, 0, now.Location())
		end := month.AddDate(0, 1, 0)
		if !end.After(first) {
			continue
		}
		then := until(p, end)
		name := month.Format("2006-01")
		all = append(all, monthView{Name: c.desk.words.nth("month.short", int(month.Month())-1), Path: casePath(p.Person) + "/brug?maand=" + name,
			Bars: c.bars(then), Here: name == here || here == "" && back == 0,
			Alt: c.t("bridge.month", "month", c.desk.words.nth("month.long", int(month.Month())-1), "year", month.Year())})
	}
	return all
}

// until is the person as the mentor could see her at a moment, with what was shared since about it.
func until(p *staff.Participant, end time.Time) dialog.Person {
	var facts []beside.Fact
	for _, f := range p.View.Facts {
		if f.At.Before(end) {
			facts = append(facts, f)
		}
	}
	return beside.Seen(p.View.Person, facts)
}

const barFull = 22

func (c *call) bars(then dialog.Person) (all []bar) {
	for i, s := range c.desk.engine.BridgeFor(then).Subs() {
		b := bar{X: 1 + i*6, Full: barFull}
		if now, ok := then.Position(s.ID); ok && now.Rung > 0 {
			b.Height = min(barFull, barFull*now.Rung/max(len(s.Rungs), 1))
		}
		b.Y = 1 + barFull - b.Height
		all = append(all, b)
	}
	return all
}

// bridgePage is the big bridge of a month, and the form on which the mentor places.
type bridgePage struct {
	Name, Path, FormID string
	Month              string // in words
	Now                bool
	Picture, Alt       string
	InWords            []string
	Places             []placeLine
	Months             []monthView
	Shares             bool
	Form               *form
}

func showBridge(c *call) error {
	p, err := c.db().Look(c.ctx(), c.who, c.person)
	if err != nil {
		return err
	}
	month := c.r.URL.Query().Get("maand")
	seen, at, err := c.atMonth(p, month)
	if err != nil {
		return err
	}
	page := bridgePage{Name: c.nameOf(p.Case), Path: casePath(p.Person), FormID: newFormNumber(), Now: month == "", Shares: beside.Shares(p.View.Person), Form: c.form,
		Months: c.months(p, month), InWords: c.desk.engine.BridgeInWords(seen), Alt: c.t("bridge.alt", "name", c.nameOf(p.Case)),
		Month: c.desk.words.nth("month.long", int(at.Month())-1) + " " + strconv.Itoa(at.Year())}
	if len(seen.Positions) > 0 {
		page.Picture = page.Path + "/brug.png?maand=" + month + "&v=" + strconv.FormatInt(last(p.View.Facts), 10)
	}
	page.Places = c.bridgeView(p).Places
	return c.render("bridge", page)
}

// atMonth is the person as she was at the end of a month, "2026-11"; "" is now.
func (c *call) atMonth(p *staff.Participant, month string) (dialog.Person, time.Time, error) {
	if month == "" {
		return p.View.Person, p.View.Person.Now, nil
	}
	first, err := time.ParseInLocation("2006-01", month, p.View.Person.Now.Location())
	if err != nil {
		return dialog.Person{}, time.Time{}, errNotFound
	}
	end := first.AddDate(0, 1, 0)
	seen := until(p, end)
	if end.Before(seen.Now) {
		seen.Now = end.AddDate(0, 0, -1) // the day on the picture
	}
	return seen, first, nil
}

// placeBeside keeps where the mentor sees somebody: one form for the whole bridge.
func placeBeside(c *call) error {
	p, err := c.db().Look(c.ctx(), c.who, c.person)
	if err != nil {
		return err
	}
	bridge := c.desk.engine.BridgeFor(p.View.Person)
	var placings []beside.Placing
	for _, s := range bridge.Subs() {
		value := c.form.Value("plek-" + s.ID)
		if value == "" {
			continue
		}
		rung, err := strconv.Atoi(value)
		if err != nil || rung < 1 || rung > len(s.Rungs) {
			return errBadForm
		}
		placings = append(placings, beside.Placing{Bridge: bridge.Version, Sub: s.ID, Rung: rung})
	}
	for _, placing := range placings {
		if err := c.db().Place(c.ctx(), c.who, c.person, placing); err != nil {
			return err
		}
	}
	c.form.set("terug", "brug")
	return c.done("notice.placed")
}

// discussPlace marks a place as talked over.
func discussPlace(c *call) error {
	rung, err := strconv.Atoi(c.form.Value("trede"))
	if err != nil {
		return errBadForm
	}
	if err := c.act(dialog.Act{Kind: "discussed", Sub: c.r.PathValue("sub"), Rung: rung}); err != nil {
		return err
	}
	c.form.set("terug", "brug")
	return c.done("notice.discussed")
}

// drawing lets one picture be drawn at a time: each takes some 20 MB while it is made.
var drawing sync.Mutex

// drawn answers with a picture.
func (c *call) drawn(p dialog.Picture, name string) error {
	drawing.Lock()
	data, media, err := picture.Draw(p)
	drawing.Unlock()
	if err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", media)
	if media == "application/pdf" {
		c.w.Header().Set("Content-Disposition", `inline; filename="`+name+`"`)
	}
	c.w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	if c.r.Method != http.MethodHead {
		_, _ = c.w.Write(data)
	}
	return nil
}

func bridgePNG(c *call) error { return c.drawBridge(dialog.PNG) }
func bridgePDF(c *call) error { return c.drawBridge(dialog.PDF) }

func (c *call) drawBridge(format dialog.Format) error {
	p, err := c.db().Look(c.ctx(), c.who, c.person)
	if err != nil {
		return err
	}
	seen, _, err := c.atMonth(p, c.r.URL.Query().Get("maand"))
	if err != nil {
		return err
	}
	if len(seen.Positions) == 0 {
		return c.seeOther(c.path(""), "notice.nothing-to-draw")
	}
	return c.drawn(c.desk.engine.BridgeOf(seen, format), "brug.pdf")
}

func planPDF(c *call) error {
	p, err := c.db().Look(c.ctx(), c.who, c.person)
	if err != nil {
		return err
	}
	current, _ := p.View.Person.Current()
	number := current.Number
	if asked := c.r.URL.Query().Get("doel"); asked != "" {
		number, _ = strconv.Atoi(asked)
	}
	if g, ok := p.View.Person.Goal(number); !ok || g.Words == "" {
		return c.seeOther(c.path(""), "notice.nothing-to-draw")
	}
	plan, ok := c.desk.engine.PlanOf(p.View.Person, number, dialog.PDF)
	if !ok {
		return errNotFound
	}
	return c.drawn(plan, "plan.pdf")
}
