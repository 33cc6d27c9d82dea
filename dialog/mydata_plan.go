package dialog

import "strings"

// The parts of the data file about the bridge and the plan.

// dataBridge lists every placing ever, under the version it was given in.
func (t *turn) dataBridge() []string {
	var lines []string
	for _, q := range t.p.Positions {
		bridge := t.engine.version(q.Bridge)
		if bridge == nil {
			bridge = t.p.Bridge
		}
		sub, _, _ := bridge.Sub(q.Sub)
		where := sub.Title + ": " + t.label("legend.not_for_me")
		if r, ok := sub.Rung(q.Rung); ok {
			where = sub.Title + ". " + r.Sentence
		}
		lines = append(lines, t.on(q.At, strings.TrimSpace(where+" "+own(q.Words))))
	}
	return lines
}

func (t *turn) dataLinks() []string {
	var lines []string
	for _, l := range t.p.Links {
		from, _, _ := t.p.Bridge.Sub(l.From)
		to, _, _ := t.p.Bridge.Sub(l.To)
		key := "mydata.link.blocks"
		if l.Helps {
			key = "mydata.link.helps"
		}
		said := t.texts.label(key, Vars{"from": from.Title, "to": to.Title})
		lines = append(lines, t.on(l.At, strings.TrimSpace(said+". "+own(l.Words))))
	}
	return lines
}

// dataGoals is a line a goal with all that was said about it.
func (t *turn) dataGoals() []string {
	var lines []string
	for _, g := range t.p.Goals {
		parts := []string{own(g.Words) + " (" + t.label("mydata.goal."+string(g.State)) + ")"}
		for _, aspect := range []struct{ key, words string }{{"why", g.Why}, {"notice", g.Notice}, {"helper", g.Helper},
			{"obstacle", g.Obstacle}, {"then", g.Then}, {"celebrate", g.Celebrate}} {
			parts = append(parts, t.item("goal."+aspect.key, own(aspect.words))...)
		}
		lines = append(lines, t.on(g.At, strings.Join(parts, ". ")))
	}
	return lines
}

// dataSteps is a line a step: words, day, who, how it stands, what was said about it.
func (t *turn) dataSteps() []string {
	var lines []string
	for _, s := range t.p.Steps {
		parts := []string{own(s.Words) + " (" + t.label("mydata.step."+string(s.State)) + ")"}
		if !s.Day.IsZero() {
			parts = append(parts, t.item("step.day", t.date(s.Day))...)
		}
		who := t.label("mydata.by." + string(s.By))
		if s.ByName != "" {
			who += " (" + s.ByName + ")"
		}
		parts = append(parts, t.item("step.who", who)...)
		if !s.Remind.IsZero() {
			parts = append(parts, t.item("step.remind", t.date(s.Remind))...)
		}
		parts = append(parts, t.item("step.note", own(s.Note))...)
		lines = append(lines, t.on(s.At, strings.Join(parts, ". ")))
	}
	return lines
}
