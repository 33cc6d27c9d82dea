package desk

import (
	"cmp"
	"errors"
	"strconv"
	"time"

	"stapmaat/store"
	"stapmaat/store/staff"
)

// talkPage is a participant's talk: who has it in hand, and for that one what is said.
type talkPage struct {
	Name, Path   string
	Person       int64
	Participant  string // the person's page
	Alarm        string // the page of the open alarm, "" for none
	Mine         bool
	Owner        string // a colleague who has it in hand
	Since        moment
	Behind       bool
	Watched      bool
	Unreached    bool
	Words        []talkWords
	FormID       string
	Form         *form
	Ask          bool   // whether the words are for this person: a while has passed
	Conflict     bool   // a colleague was first
	Other        string // the talk that who looks has in hand, "" for none
	OtherName    string
	Unsent       string // words that were not sent
	MayInsist    bool
	AgreedOpened bool
}

type talkWords struct {
	Mine  bool // of staff
	By    string
	Text  string
	At    moment
	Waits bool // behind a tap on her phone
}

// askAfter is after how long the first words are asked about, as in the chat: who comes
// back to a page that stood open may have somebody else in mind.
const askAfter = 15 * time.Minute

func talk(c *call) error { return c.showTalk(&talkPage{}) }

// showTalk fills in how the talk stands now.
func (c *call) showTalk(page *talkPage) error {
	t, err := c.db().Talk(c.ctx(), c.who, c.person)
	if err != nil {
		return err
	}
	name := cmp.Or(t.Name, c.t("case.number", "number", t.Person))
	page.Name, page.Person, page.Path, page.Participant = name, t.Person, c.talkPath(t.Person), casePath(t.Person)
	page.Mine, page.Since, page.Behind, page.Watched, page.Unreached = t.Owner == c.who.Staff, c.moment(t.Since), t.Behind, t.Watched, t.Unreached
	if t.Owner != 0 && !page.Mine {
		page.Owner = cmp.Or(t.OwnerName, c.t("alarm.colleague"))
	}
	if t.Alarm != 0 {
		page.Alarm = c.alarmPath(t.Alarm)
	}
	for _, w := range t.Words {
		page.Words = append(page.Words, talkWords{Mine: w.FromStaff, By: cmp.Or(w.By, name), Text: w.Words, At: c.moment(w.At), Waits: w.FromStaff && !w.Shown})
	}
	page.FormID, page.Form = cmp.Or(c.form.Value("form"), newFormNumber()), c.form
	if page.Mine {
		page.Conflict, page.Other = false, ""
	} else {
		page.Ask = false
		page.Unsent = c.form.Value("bericht")
	}
	return c.page("talk", page)
}

func (c *call) talkPath(person int64) string { return "/gesprek/" + strconv.FormatInt(person, 10) }

func (c *call) hand() store.Hand {
	return store.Hand{Organisation: c.who.Organisation, Staff: c.who.Staff, Person: c.person}
}

// inTalk runs an act on a talk. What came too late shows the page as it stands now.
func (c *call) inTalk(notice string, do func(staff.Talk) error) error {
	t, err := c.db().Talk(c.ctx(), c.who, c.person)
	if err != nil {
		return err
	}
	var other *store.ErrInHand
	switch err := do(t); {
	case errors.As(err, &other):
		page := &talkPage{Conflict: other.Person == 0}
		if other.Person != 0 {
			page.Other = c.talkPath(other.Person)
		}
		c.form.fail("form", "talk.conflict")
		return c.showTalk(page)
	case errors.Is(err, store.ErrNotFound) && t.Owner != c.who.Staff:
		c.form.fail("form", "talk.gone")
		return c.showTalk(&talkPage{})
	case errors.Is(err, errAgain):
		return c.showTalk(&talkPage{AgreedOpened: c.form.Value("afspraak") != ""})
	case errors.Is(err, errAskFirst):
		return c.showTalk(&talkPage{Ask: true})
	case err != nil:
		return err
	}
	c.settle()
	c.desk.live.Tick()
	return c.seeOther(c.talkPath(c.person), notice)
}

// errAskFirst asks whether the words are for this person.
var errAskFirst = errors.New("who the words are for is asked first")

func takeTalk(c *call) error {
	return c.inTalk("", func(t staff.Talk) error {
		if t.Behind && t.Owner != c.who.Staff && !c.form.ticked("gelezen") {
			c.form.fail("gelezen", "talk.read-first")
			return errAgain
		}
		return c.desk.store.TakeOver(c.ctx(), c.hand(), c.form.ticked("toch"))
	})
}

func writeInTalk(c *call) error {
	return c.inTalk("", func(t staff.Talk) error {
		words := c.form.lines("bericht", mostLetter)
		if words == "" {
			c.form.fail("bericht", "form.required")
		}
		switch {
		case t.Owner != c.who.Staff:
			return store.ErrNotFound
		case !c.form.OK():
			return errAgain
		case c.now().Sub(t.Heard) > askAfter && !c.form.ticked("zeker"):
			return errAskFirst
		}
		return c.desk.store.Relay(c.ctx(), c.hand(), words, "talk:"+strconv.FormatInt(c.person, 10)+":"+c.formNumber(words))
	})
}

// mostAgreed is how long it may be what was agreed: the person reads it.
const mostAgreed = 600

func giveTalkBack(c *call) error {
	return c.inTalk("notice.talk-back", func(t staff.Talk) error {
		agreed := c.form.lines("afspraak", mostAgreed)
		switch {
		case !c.form.OK():
			return errAgain
		case t.Owner == 0:
			return nil // given back twice it is given back once
		case t.Owner != c.who.Staff:
			return store.ErrNotFound
		}
		return c.desk.store.GiveBack(c.ctx(), c.hand(), agreed)
	})
}

func talkMark(c *call) (string, error) { return c.db().TalkPulse(c.ctx(), c.who, c.person) }
