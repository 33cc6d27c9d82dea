package transcript

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"stapmaat/dialog"
)

// freshToken is the token of every invitation that is made here.
const freshToken = "geldig"

// file is what the world keeps about the participant for staff.
type file struct {
	invited   dialog.InvitationMade // what the mentor gave with the invitation
	looked    time.Time             // when the mentor last read to the end
	looks     []dialog.Look         // who looked, newest first
	human     bool                  // asked for a human, and nobody said to call
	confirmed bool                  // the mentor said that the right person came in
	others    []dialog.Case         // further participants, by "set: case"
	unknown   bool                  // nobody knows when the mentor is at work again
	empty     bool                  // a new mentor, who invited nobody yet

	colleagues []dialog.StaffMember // of the mentor
}

// recordDesk keeps the facts of staff.
func (w *World) recordDesk(s *seat, event dialog.Event) {
	switch e := event.(type) {
	case dialog.CameIn:
		s.person.Invited, s.person.Role, s.person.Name = true, dialog.MentorRole, "Anne"
		if s == &w.boss {
			s.person.Role, s.person.Name = w.bossRole, "Bas"
		}
	case dialog.DigestChosen:
		s.digest = e.Time
	case dialog.InvitationMade:
		sum := sha256.Sum256([]byte(freshToken))
		if e.TokenHash != hex.EncodeToString(sum[:]) {
			panic("the link that was shown does not open this invitation")
		}
		if e.Role == dialog.Participant {
			w.file.invited, w.invite, w.file.empty = e, dialog.InvitationValid, false
		}
	case dialog.LogRead:
		w.file.looks = slices.Insert(w.file.looks, 0, dialog.Look{Staff: s.person.Name, What: "log", At: w.now})
		if e.ToEnd {
			w.file.looked = w.now
		}
	case dialog.HumanTaken:
		w.file.human = false
	case dialog.TookOver:
		w.hand = hand{seat: s, since: w.now}
		w.outlived = w.person.state.Called
	case dialog.Wrote:
		w.hand.wrote = w.now
	case dialog.GaveBack:
		w.hand = hand{}
	case dialog.AlarmTaken:
		w.taken = s.person.Name
	case dialog.AlarmHanded:
		for _, to := range w.staff() {
			if to.person.ID == e.To {
				w.taken = to.person.Name
			}
		}
	case dialog.AlarmClosed:
		w.alarm.Reason, w.alarm.Promise = e.Reason, e.Promise
		if w.closer = s.person.Name; !w.alarm.Two {
			w.closeAlarm()
		}
	case dialog.AlarmConfirmed:
		w.closeAlarm()
	}
	if w.chained != nil && w.alarm != nil {
		w.chained.keep(w, s, event)
	}
}

// refreshDesk is what staff may see in this turn.
func (w *World) refreshDesk(s *seat, needs dialog.Needs) {
	s.person.Desk = nil
	if s.person.Role == dialog.Unknown || s.person.Role == dialog.Former {
		return
	}
	desk := &dialog.Desk{FreshToken: freshToken, Link: "https://t.me/stapmaat_bot?start=", Digest: s.digest}
	if s == &w.boss {
		desk.Staff = []dialog.StaffMember{{ID: 7, Name: "Anne", Role: dialog.MentorRole}}
	} else if needs.Staff {
		desk.Staff = w.file.colleagues
	}
	if s == &w.mentor && !w.file.empty {
		desk.Cases = append([]dialog.Case{w.caseNow()}, w.file.others...)
	}
	if s == &w.mentor && needs.Person == w.person.person.ID {
		desk.Focus = w.page(needs.Page, needs.Whole)
	}
	if needs.Alarm != 0 {
		desk.Alarm = w.card(s, needs.Alarm)
	}
	w.refreshHand(s, desk, needs)
	s.person.Desk = desk
}

// card is an alarm as staff sees it; nil when there never was one of that number.
func (w *World) card(s *seat, number int64) *dialog.AlarmCard {
	switch {
	case w.alarm != nil && w.alarm.ID == number:
		card := *w.alarm
		card.Mine = w.taken == s.person.Name
		if w.chained != nil && card.Mine {
			card.Unread = w.chained.reads(w, w.opening)
		}
		card.Care, card.CareMine = w.closer != "", w.closer == s.person.Name
		if !card.Mine {
			card.TakenBy = w.taken
		}
		return &card
	case number >= 1 && number <= w.raised:
		return &dialog.AlarmCard{ID: number, Person: w.person.person.ID, Closed: true}
	}
	return nil
}

func (w *World) caseNow() dialog.Case {
	p := &w.person.person
	c := dialog.Case{Person: p.ID, Name: cmp.Or(p.Name, w.file.invited.Name), Joined: p.Consents[dialog.Joined].Given,
		LastTalk: w.person.state.Talk.Last, WantsHuman: w.file.human, Unreached: w.person.deaf}
	for _, l := range w.readable() {
		if l.New {
			c.NewLines++
		}
	}
	c.Asks = len(w.asked())
	if w.alarm != nil {
		c.Alarm, c.AlarmMine = w.alarm.ID, w.taken == w.mentor.person.Name
		if !c.AlarmMine {
			c.AlarmBy = w.taken
		}
	}
	return c
}

func (w *World) asked() []dialog.Step {
	return slices.DeleteFunc(slices.Clone(w.person.person.Steps), func(s dialog.Step) bool { return s.State != dialog.StepAsked })
}

// readable is every line that the mentor may read: newest talk first, a talk from its beginning.
func (w *World) readable() []dialog.LogLine {
	if !w.person.person.Consents[dialog.Sharing].Given {
		return nil
	}
	var lines []dialog.LogLine
	for _, l := range w.log {
		text := map[string]string{"shared": l.line, "bare": l.bare}[l.share]
		if text != "" {
			lines = append(lines, dialog.LogLine{Event: l.id, Talk: int64(l.talk), At: l.at, Kind: l.kind, Text: text, Bare: l.share == "bare", New: l.seen.After(w.file.looked)})
		}
	}
	slices.SortStableFunc(lines, func(a, b dialog.LogLine) int { return cmp.Compare(b.Talk, a.Talk) })
	return lines
}

// shared is the same for the participant: oldest first.
func (w *World) shared() []dialog.LogLine {
	lines := w.readable()
	slices.SortStableFunc(lines, func(a, b dialog.LogLine) int { return cmp.Compare(a.Event, b.Event) })
	return lines
}

// page is the log as the mentor reads it: twenty lines, or all of them.
func (w *World) page(page int, whole bool) *dialog.File {
	const size = 20
	lines := w.readable()
	f := &dialog.File{Case: w.caseNow(), Page: page, Pages: (len(lines) + size - 1) / size, Asked: w.asked(),
		Sharing: w.person.person.Consents[dialog.Sharing].Given, Confirmed: w.file.confirmed, Lines: lines}
	if !whole {
		f.Lines = lines[min(page*size, len(lines)):min((page+1)*size, len(lines))]
	}
	return f
}

// block is somebody who blocks the bot; a mentor can't be reached from then on.
func (w *World) block(s *seat) {
	s.deaf = true
	if s == &w.mentor {
		w.person.person.Mentor.Reached = false
	}
}

// other is a further participant: "set: case Achmed = new 3, asks 1, human, unreached, unjoined, alarm Bas".
func (w *World) other(name, value string) error {
	c := dialog.Case{Person: 5001 + int64(len(w.file.others)), Name: name, Joined: true}
	for _, part := range strings.Split(value, ", ") {
		what, number, _ := strings.Cut(part, " ")
		n, _ := strconv.Atoi(number)
		switch what {
		case "new":
			c.NewLines = n
		case "asks":
			c.Asks = n
		case "human":
			c.WantsHuman = true
		case "alarm":
			c.Alarm, c.AlarmMine, c.AlarmBy = 99, number == w.mentor.person.Name, number
			if c.AlarmMine {
				c.AlarmBy = ""
			}
		case "unreached":
			c.Unreached = true
		case "unjoined":
			c.Joined = false
		}
	}
	w.file.others = append(w.file.others, c)
	return nil
}
