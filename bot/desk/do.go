package desk

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"stapmaat/dialog"
)

// What a mentor does for a participant. All that her talk must know goes there as an
// act: only a turn writes a conversation. The route has checked that she may be seen.

// settles is how long an answer waits for the talk to take an act up, so that the page
// that follows shows what became of it.
const settles = 700 * time.Millisecond

// act carries something to the talk of the person whom the route is about. The same
// act of the same form is one, however often it is sent; other words are another.
func (c *call) act(a dialog.Act) error {
	a.Staff = c.who.Staff
	ref := strings.Join([]string{a.Kind, strconv.FormatInt(c.person, 10), c.formNumber(fmt.Sprintf("%+v", a))}, ":")
	if err := c.db().MayOpen(c.ctx(), c.who, c.person); err != nil {
		return err
	}
	if _, err := c.desk.store.ActOn(c.ctx(), c.who.Organisation, c.person, a, ref); err != nil {
		return err
	}
	c.settle()
	return nil
}

// settle waits a moment for the talk. Without turns in this process it does not.
func (c *call) settle() {
	if c.desk.wake == nil {
		return
	}
	c.desk.wake()
	ctx, done := context.WithTimeout(c.ctx(), settles)
	defer done()
	for ctx.Err() == nil {
		if idle, err := c.desk.store.Idle(ctx, c.person); err != nil || idle {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(15 * time.Millisecond):
		}
	}
}

// newFormNumber is what a page gives all its forms, so that one sent twice is known.
func newFormNumber() string { return strings.ToLower(rand.Text()) }

// formNumber names what was sent: the number of its page, and what it says. A form
// without one is as good as any other, and counts by what it says.
func (c *call) formNumber(says string) string {
	sum := sha256.Sum256([]byte(c.form.Value("form") + "\n" + strconv.FormatInt(c.who.Staff, 10) + "\n" + says))
	n := hex.EncodeToString(sum[:16])
	return n[:8] + "-" + n[8:12] + "-4" + n[13:16] + "-8" + n[17:20] + "-" + n[20:32]
}

// path is an address under the page of the person.
func (c *call) path(rest string) string {
	return "/deelnemer/" + strconv.FormatInt(c.person, 10) + rest
}

// done ends an act: back to where the form stood.
func (c *call) done(notice string) error {
	to := c.form.Value("terug")
	switch {
	case to == "/vandaag":
	case to == "brug" || to == "logboek":
		to = c.path("/" + to)
	default:
		to = c.path("")
	}
	return c.seeOther(to, notice)
}

// most characters of what can be typed.
const (
	mostNote   = 4000
	mostLetter = 1500
	mostSafety = 600
	mostPlace  = 120
	mostBring  = 160
)

func writeTo(c *call) error {
	words := c.form.lines("bericht", mostLetter)
	if words == "" {
		c.form.fail("bericht", "form.required")
	}
	if !c.form.OK() {
		return showParticipant(c, "bericht")
	}
	if err := c.act(dialog.Act{Kind: "staff_wrote", Words: words}); err != nil {
		return err
	}
	return c.done("notice.written")
}

func answerStep(c *call) error {
	step, err := strconv.Atoi(c.r.PathValue("step"))
	if err != nil {
		return errNotFound
	}
	kind := "step_accepted"
	if c.form.Value("antwoord") == "nee" {
		kind = "step_declined"
	}
	if err := c.act(dialog.Act{Kind: kind, Step: step}); err != nil {
		return err
	}
	return c.done("notice." + strings.ReplaceAll(kind, "_", "-"))
}

func takeHuman(c *call) error {
	if err := c.db().TakeHuman(c.ctx(), c.who, c.person); err != nil {
		return err
	}
	if err := c.act(dialog.Act{Kind: "human_coming"}); err != nil {
		return err
	}
	return c.done("notice.human-coming")
}

// rightPerson is whether the right one opened the link. "No" ends the talk, so it is asked twice.
func rightPerson(c *call) error {
	switch c.form.Value("antwoord") {
	case "ja":
		if err := c.act(dialog.Act{Kind: "right_person"}); err != nil {
			return err
		}
		return c.done("notice.right-person")
	case "nee":
		p, err := c.db().Look(c.ctx(), c.who, c.person)
		if err != nil {
			return err
		}
		if p.Right != nil && *p.Right {
			return c.done("notice.right-before")
		}
		if c.form.Value("zeker") != "ja" {
			return c.render("wrong-person", wrongPage{c.nameOf(p.Case), c.path(""), newFormNumber()})
		}
		if err := c.act(dialog.Act{Kind: "wrong_person"}); err != nil {
			return err
		}
		return c.seeOther("/deelnemers", "notice.wrong-person")
	}
	return errBadForm
}

type wrongPage struct{ Name, Path, Form string }

func pausePerson(c *call) error {
	kind := "paused_by_mentor"
	if c.form.Value("pauze") == "uit" {
		kind = "resumed_by_mentor"
	}
	if err := c.act(dialog.Act{Kind: kind}); err != nil {
		return err
	}
	return c.done("notice." + strings.ReplaceAll(kind, "_", "-"))
}

func handOneOver(c *call) error {
	to := c.form.id("aan")
	if c.form.Value("zeker") == "" {
		c.form.fail("zeker", "hand.sure")
	}
	mentors, err := c.db().Mentors(c.ctx(), c.who)
	if err != nil {
		return err
	}
	known := false
	for _, m := range mentors {
		known = known || m.ID == to
	}
	if !known {
		c.form.fail("aan", "form.choose")
	}
	if !c.form.OK() {
		return showParticipant(c, "overdragen")
	}
	if err := c.act(dialog.Act{Kind: "handed_over", Mentor: to}); err != nil {
		return err
	}
	return c.seeOther("/deelnemers", "notice.case-handed-over")
}

func noteSafety(c *call) error {
	words := c.form.lines("veilig", mostSafety)
	if words == "" {
		c.form.fail("veilig", "form.required")
	}
	if !c.form.OK() {
		return showParticipant(c, "veilig")
	}
	kind := "safety_noted"
	if c.form.ticked("vervang") {
		kind = "safety_replaced"
	}
	if err := c.act(dialog.Act{Kind: kind, Words: words}); err != nil {
		return err
	}
	return c.done("notice.safety")
}

// appoint plans an appointment, or with a number gives one another time or place.
func appoint(c *call) error {
	day, minute := c.form.day("dag"), c.form.clock("tijd")
	place, bring := c.form.text("plek", mostPlace), c.form.text("meenemen", mostBring)
	when := time.Date(day.Year(), day.Month(), day.Day(), minute/60, minute%60, 0, 0, c.me.Zone)
	if c.form.OK() && !when.After(c.now()) {
		c.form.fail("dag", "meet.past")
	}
	if !c.form.OK() {
		return showParticipant(c, "afspraak")
	}
	number, _ := strconv.Atoi(c.form.Value("nummer"))
	if err := c.act(dialog.Act{Kind: "appointment", Number: number, When: when, Place: place, Bring: bring}); err != nil {
		return err
	}
	return c.done("notice.appointed")
}

func cancelMeeting(c *call) error {
	number, err := strconv.Atoi(c.r.PathValue("number"))
	if err != nil {
		return errNotFound
	}
	if err := c.act(dialog.Act{Kind: "appointment_cancelled", Number: number}); err != nil {
		return err
	}
	return c.done("notice.meeting-off")
}

func addNote(c *call) error {
	words := c.form.lines("notitie", mostNote)
	if words == "" {
		c.form.fail("notitie", "form.required")
	}
	if !c.form.OK() {
		return showParticipant(c, "notitie")
	}
	colleagues := c.form.Value("voor") == "collega"
	if err := c.db().AddNote(c.ctx(), c.who, c.person, c.formNumber(fmt.Sprint("note", c.person, colleagues, words)), words, colleagues); err != nil {
		return err
	}
	return c.done("notice.noted")
}

func removeNote(c *call) error {
	note, err := strconv.ParseInt(c.r.PathValue("note"), 10, 64)
	if err != nil {
		return errNotFound
	}
	if err := c.db().RemoveNote(c.ctx(), c.who, c.person, note); err != nil {
		return err
	}
	return c.done("notice.note-gone")
}
