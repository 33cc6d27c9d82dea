package desk

import (
	"strings"

	"stapmaat/dialog/chain"
)

// ladderView is the steps for some alarms, in words.
type ladderView struct {
	For   string
	Hours string // when the delays pass only in opening hours
	Steps []string
}

// policyInWords says who is alerted, in which order.
func (c *call) policyInWords(page *alarmsPage) error {
	p, err := c.db().AlarmPolicy(c.ctx(), c.who)
	if err != nil {
		return err
	}
	page.PolicyOf = c.t("policy.own")
	if p.ID != 0 {
		page.PolicyOf = c.t("policy.since", "when", c.moment(p.At).Words, "name", p.By)
	}
	page.Waits = c.t("policy.waits", "act", c.desk.words.count("minutes", p.ActMinutes), "quiet", c.desk.words.count("minutes", p.QuietMinutes))
	for _, l := range p.Ladders {
		page.Policy = append(page.Policy, c.ladderView(l))
	}
	return nil
}

func (c *call) ladderView(l chain.Ladder) ladderView {
	v := ladderView{For: c.ladderFor(l)}
	if l.OpenOnly {
		v.Hours = c.t("policy.open-only")
	}
	for _, s := range l.Steps {
		var to, by []string
		for _, target := range s.To {
			to = append(to, c.t("target."+string(target)))
		}
		for _, channel := range s.Channels {
			by = append(by, c.t("channel."+string(channel)))
		}
		text := c.t("policy.step", "to", list(to), "minutes", c.desk.words.count("minutes", s.Minutes))
		if len(by) > 0 {
			text = c.t("policy.step.by", "to", list(to), "by", list(by), "minutes", c.desk.words.count("minutes", s.Minutes))
		}
		v.Steps = append(v.Steps, text)
	}
	return v
}

func (c *call) ladderFor(l chain.Ladder) string {
	var urgencies, categories []string
	for _, u := range l.Urgencies {
		urgencies = append(urgencies, c.t("urgency."+string(u)))
	}
	for _, x := range l.Categories {
		categories = append(categories, strings.ToLower(c.t("category."+string(x))))
	}
	switch {
	case len(urgencies) == 0 && len(categories) == 0:
		return c.t("policy.rest")
	case len(categories) == 0:
		return c.t("policy.for", "urgency", list(urgencies))
	case len(urgencies) == 0:
		return c.t("policy.for", "urgency", list(categories))
	}
	return c.t("policy.for.both", "urgency", list(urgencies), "category", list(categories))
}

// list is a list as people say it: "a, b en c".
func list(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " en " + all[len(all)-1]
}
