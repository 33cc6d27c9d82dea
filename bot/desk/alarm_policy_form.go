package desk

import (
	"errors"
	"strconv"

	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
)

// The form of the policy has a part for each ladder and a row for each step, named by
// their places: "1.2.to" is whom the second step of the first ladder is for. A step for
// nobody is left out; a ladder without any step is none.

// Bounds of the form. A policy's own are chain.Policy.Check's.
const (
	mostLadders = 8
	mostSteps   = 6
)

var (
	policyCategories = []risk.Category{risk.Suicide, risk.Selfharm, risk.ViolenceVictim, risk.ChildSafety, risk.ThreatToOthers, risk.Medical, risk.Material}
	policyUrgencies  = []risk.Urgency{risk.Now, risk.Today, risk.Soon}
	policyTargets    = []chain.Target{chain.Mentor, chain.StandIn, chain.OnDuty, chain.Supervisors, chain.Everybody}
	policyChannels   = []chain.Channel{chain.ByBot, chain.ByEmail, chain.ByWebhook}
)

type policyForm struct {
	Ladders []ladderForm
	Waits   []waitForm // how long who took an alarm may do nothing
	Version int64
	Form    *form
}

type ladderForm struct {
	Name, Title           string // Name is how its fields begin
	Rest                  bool   // the last one, for all that no other is for
	Open                  bool   // unfolded: the first, and where something is not in order
	Categories, Urgencies []box
	OpenOnly              box
	Steps                 []stepForm
}

type stepForm struct {
	Name, Title  string
	To, Channels []box
	Minutes      string
	MinutesName  string
	Fault        string
}

type waitForm struct{ Name, Label, Hint, Value, Fault string }

// waits are the fields of how long nothing may be done after an alarm was taken, with the
// bounds of chain.Policy.Check.
func (c *call) waits(p chain.Policy) (all []waitForm) {
	for _, w := range []struct {
		name, key string
		minutes   int
	}{{"act", "policy.act", p.ActMinutes}, {"quiet", "policy.quiet", p.QuietMinutes}} {
		f := waitForm{Name: w.name, Label: c.t(w.key), Hint: c.t(w.key + ".hint"), Value: c.form.Value(w.name), Fault: c.form.Fault(w.name)}
		if f.Value == "" && f.Fault == "" {
			f.Value = strconv.Itoa(w.minutes)
		}
		all = append(all, f)
	}
	return all
}

type box struct {
	Name, Value, Text string
	On                bool
}

// boxes are one for each of what can be ticked.
func boxes[T ~string](c *call, name, words string, all []T, on []T) (list []box) {
	for _, x := range all {
		ticked := false
		for _, y := range on {
			ticked = ticked || x == y
		}
		list = append(list, box{name, string(x), c.t(words + string(x)), ticked})
	}
	return list
}

func policyPage(c *call) error {
	p, err := c.db().AlarmPolicy(c.ctx(), c.who)
	if err != nil {
		return err
	}
	return c.page("alarm-policy", c.policyForm(p.Policy, p.ID))
}

// policyForm shows a policy with one empty step in each ladder, and one empty ladder
// before the last.
func (c *call) policyForm(p chain.Policy, version int64) policyForm {
	page := policyForm{Version: version, Form: c.form, Waits: c.waits(p)}
	ladders := p.Ladders
	if last := len(ladders) - 1; last >= 0 && len(ladders) < mostLadders {
		ladders = append(append(append([]chain.Ladder{}, ladders[:last]...), chain.Ladder{}), ladders[last])
	}
	for i, l := range ladders {
		name := strconv.Itoa(i + 1)
		f := ladderForm{Name: name, Open: i == 0, Rest: i == len(ladders)-1, Title: c.ladderFor(l),
			Categories: boxes(c, name+".category", "category.", policyCategories, l.Categories),
			Urgencies:  boxes(c, name+".urgency", "urgency.", policyUrgencies, l.Urgencies),
			OpenOnly:   box{name + ".open", "ja", c.t("policy.open-only"), l.OpenOnly}}
		if len(l.Steps) == 0 {
			f.Title = c.t("policy.new")
		}
		steps := l.Steps
		if len(steps) < mostSteps {
			steps = append(append([]chain.Step{}, steps...), chain.Step{})
		}
		for n, s := range steps {
			step := name + "." + strconv.Itoa(n+1)
			row := stepForm{Name: step, Title: c.t("alarm.step", "number", n+1), MinutesName: step + ".minutes", Fault: c.form.Fault(step + ".minutes"),
				To: boxes(c, step+".to", "target.", policyTargets, s.To), Channels: boxes(c, step+".by", "channel.", policyChannels, s.Channels)}
			if row.Minutes = c.form.Value(row.MinutesName); row.Minutes == "" && s.Minutes != 0 {
				row.Minutes = strconv.Itoa(s.Minutes)
			}
			f.Open = f.Open || row.Fault != ""
			f.Steps = append(f.Steps, row)
		}
		page.Ladders = append(page.Ladders, f)
	}
	return page
}

func ticked[T ~string](f *form, name string, all []T) (some []T) {
	for _, x := range all {
		if f.Has(name, string(x)) {
			some = append(some, x)
		}
	}
	return some
}

// sentPolicy is what was filled in, as far as it is in order.
func (c *call) sentPolicy() chain.Policy {
	p := chain.Policy{ActMinutes: c.form.number("act", 1, chain.MostAct), QuietMinutes: c.form.number("quiet", 1, chain.MostQuiet)}
	for i := range mostLadders {
		name := strconv.Itoa(i + 1)
		l := chain.Ladder{Categories: ticked(c.form, name+".category", policyCategories), Urgencies: ticked(c.form, name+".urgency", policyUrgencies),
			OpenOnly: c.form.ticked(name + ".open")}
		for n := range mostSteps {
			step := name + "." + strconv.Itoa(n+1)
			to := ticked(c.form, step+".to", policyTargets)
			if len(to) == 0 {
				continue
			}
			l.Steps = append(l.Steps, chain.Step{To: to, Channels: ticked(c.form, step+".by", policyChannels), Minutes: c.form.number(step+".minutes", 1, 24*60)})
		}
		if len(l.Steps) > 0 {
			p.Ladders = append(p.Ladders, l)
		}
	}
	return p
}

func changePolicy(c *call) error {
	p := c.sentPolicy()
	seen, err := strconv.ParseInt(c.form.Value("version"), 10, 64)
	if err != nil {
		return errBadForm
	}
	again := func(c *call) error { return c.page("alarm-policy", c.policyForm(p, seen)) }
	if !c.form.OK() {
		c.form.fail("form", "policy.minutes.fault")
		return again(c)
	}
	err = c.db().SetAlarmPolicy(c.ctx(), c.who, p, seen)
	if errors.Is(err, chain.ErrPolicy) {
		c.form.fail("form", "policy.fault")
		return again(c)
	}
	return c.settled(err, "form", again, "/alarmen", "notice.policy")
}
