package dialog

import (
	"strconv"
	"strings"
	"time"
)

// dataFile is all that a person is to us, as Markdown she can read: every fact of
// the snapshot under its head, her own messages, and what the file lacks.
func (t *turn) dataFile() string {
	d := &dataWriter{t: t}
	d.text("# " + t.label("mydata.title"))
	d.text(t.texts.label("mydata.made", Vars{"day": t.date(t.p.Now)}))
	d.section("who", t.dataWho())
	d.section("consents", t.dataConsents())
	d.section("story", t.dataStory())
	d.section("bridge", t.dataBridge())
	d.section("links", t.dataLinks())
	d.section("goals", t.dataGoals())
	d.section("steps", t.dataSteps())
	d.section("waiting", t.dataRecord())
	d.section("shared", t.dataShared())
	d.section("said", t.dataSaid())
	d.text("## " + t.label("mydata.head.lacks"))
	d.text(t.texts.label("mydata.lacks", t.vars(Vars{"days": strconv.Itoa(t.keepDays())})))
	return d.b.String()
}

type dataWriter struct {
	t *turn
	b strings.Builder
}

func (d *dataWriter) text(text string) { d.b.WriteString(text + "\n\n") }

// section writes a head and its lines; an empty one says so, since "nothing" is an answer too.
func (d *dataWriter) section(head string, lines []string) {
	d.text("## " + d.t.label("mydata.head."+head))
	if len(lines) == 0 {
		d.text(d.t.label("mydata.nothing"))
		return
	}
	d.text("- " + strings.Join(lines, "\n- "))
}

// item is one line, "name: value"; without a value there is no line.
func (t *turn) item(key, value string) []string {
	if value == "" {
		return nil
	}
	return []string{t.label("mydata."+key) + ": " + value}
}

// on is a line with its day before it.
func (t *turn) on(at time.Time, words string) string { return t.date(at) + ": " + words }

// own puts a person's words on one line between marks, whole: this file is hers.
func own(words string) string {
	if words == "" {
		return ""
	}
	return "“" + strings.Join(strings.Fields(words), " ") + "”"
}

func (t *turn) dataWho() []string {
	p := &t.p
	push := "choice.dull"
	if p.Words == PushWordy {
		push = "choice.wordy"
	}
	lines := t.item("called", p.Name)
	lines = append(lines, t.item("organisation", p.Organisation.Name)...)
	lines = append(lines, t.item("mentor", p.Mentor.Name)...)
	if p.Phone != PhoneUnknown {
		lines = append(lines, t.item("phone", t.label("phone."+string(p.Phone)))...)
	}
	lines = append(lines, t.item("push", t.label(push))...)
	for _, c := range p.Contacts {
		lines = append(lines, t.item("contact", c.Name+", "+c.Number)...)
	}
	if f := p.FollowUp; !f.At.IsZero() {
		lines = append(lines, t.item("followup", strings.TrimSpace(t.moment(f.At.In(p.Now.Location()))+" "+own(f.Words)))...)
	}
	if p.DebtHelp != DebtHelpNotAsked {
		lines = append(lines, t.item("debthelp", t.label("debthelp."+string(p.DebtHelp)))...)
	}
	return lines
}

func (t *turn) dataConsents() []string {
	var lines []string
	for _, kind := range []ConsentKind{Informed, Joined, Sensitive, Sharing} {
		if c, ok := t.p.Consents[kind]; ok {
			lines = append(lines, t.consentLine(kind)+" ("+c.TextVersion+")")
		}
	}
	return lines
}

func (t *turn) dataStory() []string {
	var lines []string
	for _, s := range t.p.Story {
		words := own(s.Words)
		if words == "" {
			words = t.pillarTitle(s.Pillar)
		}
		lines = append(lines, t.on(s.At, words))
	}
	return append(lines, t.item("dream", own(t.p.Dream))...)
}

func (t *turn) dataRecord() []string {
	var lines []string
	for _, e := range t.p.Record {
		lines = append(lines, t.on(e.At, e.Line))
	}
	return lines
}

func (t *turn) dataShared() []string {
	var lines []string
	for _, l := range t.p.Shared {
		text := l.Text
		if l.Bare {
			text += " (" + t.label("sees.bare") + ")"
		}
		lines = append(lines, t.on(l.At, text))
	}
	return lines
}

func (t *turn) dataSaid() []string {
	var lines []string
	for _, s := range t.p.Said {
		lines = append(lines, t.on(s.At, own(s.Words)))
	}
	return lines
}

// usualKeepDays is how long texts of messages are kept where nobody said otherwise.
const usualKeepDays = 90

func (t *turn) keepDays() int {
	if days := t.p.Organisation.KeepDays; days > 0 {
		return days
	}
	return usualKeepDays
}
