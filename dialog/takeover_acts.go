package dialog

import (
	"strconv"
	"strings"
	"time"
)

// What staff does for a person and she hears of at once: words, appointments,
// another mentor, a pause. Where somebody unwanted reads along, or she chose that
// messages show nothing, it waits behind a door: one tap.

// acts are the kinds of acts beside those of steps, alarms and the right person.
var acts = map[string]func(*turn, Act){
	"staff_wrote":           (*turn).staffWrote,
	"appointment":           (*turn).appointed,
	"appointment_cancelled": (*turn).appointmentCancelled,
	"handed_over":           (*turn).handedOver,
	"mentor_changed":        (*turn).mentorChanged,
	"talk_taken":            (*turn).talkTaken,
	"talk_words":            (*turn).talkWords,
	"talk_back":             (*turn).talkBack,
	"talk_abandoned":        (*turn).talkAbandoned,
	"paused_by_mentor":      func(t *turn, a Act) { t.pausedByStaff(a, true) },
	"resumed_by_mentor":     func(t *turn, a Act) { t.pausedByStaff(a, false) },
	"discussed":             (*turn).placeDiscussed,
	"safety_noted":          func(t *turn, a Act) { t.safetyNoted(a, false) },
	"safety_replaced":       func(t *turn, a Act) { t.safetyNoted(a, true) },
}

// staffWrote are a human's own words, as they are.
func (t *turn) staffWrote(a Act) {
	if strings.TrimSpace(a.Words) == "" {
		return
	}
	shown := !t.p.dullUnasked()
	t.fact(StaffWrote{Staff: a.Staff, Name: a.Name, Words: a.Words, Shown: shown}, "", "")
	if !shown {
		t.knock(LaneSafety)
		return
	}
	t.sayLetter(Letter{Name: a.Name, Words: a.Words, At: t.p.Now})
}

func (t *turn) sayLetter(l Letter) {
	m := t.say("said.wrote", Vars{"staff": l.Name, "words": l.Words})
	m.Lane = LaneSafety
	if t.p.Owner == nil {
		m.Buttons = [][]Button{{{t.label("said.answer"), "h:answer"}}}
	}
}

// appointed is a new appointment, or another time or place for one. One that is
// there already, to the minute and the place, is no news.
func (t *turn) appointed(a Act) {
	known, moved := t.p.Appointment(a.Number)
	for _, other := range t.p.Ahead() {
		if a.Number == 0 && other.When.Equal(a.When) && other.Place == a.Place {
			return
		}
	}
	if a.When.IsZero() || a.Number != 0 && !moved {
		return
	}
	if moved && known.State == AppointmentOn && known.When.Equal(a.When) && known.Place == a.Place && known.Bring == a.Bring {
		return
	}
	number := a.Number
	if !moved {
		number = len(t.p.Appointments) + 1
	}
	t.fact(AppointmentSet{Appointment: number, Staff: a.Staff, With: a.Name, When: a.When, Place: a.Place, Bring: a.Bring}, "", "")
	meet, _ := t.p.Appointment(number)
	t.remindOfMeeting(meet)
	key := "meet.set"
	if moved {
		key = "meet.moved"
	}
	t.tell(behind{key, number, ""}, t.p.Words != PushWordy)
}

func (t *turn) appointmentCancelled(a Act) {
	known, ok := t.p.Appointment(a.Number)
	if !ok || known.State == AppointmentOff {
		return
	}
	t.fact(AppointmentCancelled{a.Number}, "", "")
	t.forgetMeeting(a.Number)
	t.tell(behind{"meet.cancelled", a.Number, ""}, t.p.Words != PushWordy)
}

func (t *turn) handedOver(a Act) {
	if a.Mentor == 0 || a.Mentor == t.p.Mentor.ID {
		return
	}
	t.newMentor(a)
}

// mentorChanged tells of a caseload that was handed over: the mentor is another one
// already. One who was so for a moment only is not told of.
func (t *turn) mentorChanged(a Act) {
	if a.Mentor == t.p.Mentor.ID && t.takesPart() {
		t.newMentor(a)
	}
}

func (t *turn) newMentor(a Act) {
	t.fact(MentorChanged{a.Mentor, a.Words}, "", "")
	key := "handed.over"
	if !t.given(Sharing) {
		key = "handed.unshared"
	}
	t.tell(behind{key, 0, a.Words}, false)
}

func (t *turn) pausedByStaff(a Act, paused bool) {
	if t.p.Paused == paused || !t.takesPart() {
		return
	}
	t.fact(PauseSet{paused}, "", "")
	key := "paused.off"
	if paused {
		key = "paused.on"
	}
	t.tell(behind{key, 0, a.Name}, false)
}

// behind is something to tell that may have to wait behind a door: which text, and
// what it is about.
type behind struct {
	key    string
	number int    // of the appointment
	staff  string // first name
}

func (b behind) String() string { return b.key + "|" + strconv.Itoa(b.number) + "|" + b.staff }

func readBehind(text string) behind {
	key, rest, _ := strings.Cut(text, "|")
	number, staff, _ := strings.Cut(rest, "|")
	n, _ := strconv.Atoi(number)
	return behind{key, n, staff}
}

// mostBehind bounds what a state keeps behind the door; the newest counts.
const mostBehind = 12

// tell says something now, or puts it behind the door. A question that waits is not disturbed.
func (t *turn) tell(b behind, hide bool) {
	lane := LanePush
	if t.p.Owner != nil { // what a human did is not held back while a human talks
		lane = LaneSafety
	}
	if !hide && !t.p.dullUnasked() {
		t.tellNow(b, lane)
		return
	}
	t.s.Behind = append(t.s.Behind[max(0, len(t.s.Behind)+1-mostBehind):], b.String())
	t.knock(lane)
}

// knock says only that something waits.
func (t *turn) knock(lane Lane) {
	m := t.say("push.waits", nil)
	m.Lane = lane
	m.Buttons = [][]Button{{{t.label("push.show"), "h:show"}}}
}

func (t *turn) tellNow(b behind, lane Lane) {
	vars := Vars{"staff": b.staff}
	var buttons [][]Button
	if strings.HasPrefix(b.key, "meet.") {
		meet, ok := t.p.Appointment(b.number)
		if !ok || b.key != "meet.cancelled" && (meet.State != AppointmentOn || meet.When.Before(t.p.Now)) {
			return // what waited behind the door no longer holds
		}
		vars = t.meetVars(meet)
		if b.key != "meet.cancelled" {
			buttons = [][]Button{{{t.label("meet.cannot"), "ap:" + strconv.Itoa(b.number) + ":no"}}}
		}
	}
	m := t.say(b.key, vars)
	m.Lane, m.Buttons = lane, buttons
}

func (t *turn) meetVars(a Appointment) Vars {
	place := ""
	if a.Place != "" {
		place = "\n" + t.texts.label("meet.where", Vars{"place": a.Place})
	}
	if a.Bring != "" {
		place += "\n" + t.texts.label("meet.bring", Vars{"bring": a.Bring})
	}
	return Vars{"staff": a.With, "when": t.moment(a.When), "where": place}
}

// openDoor shows all that waited behind the door.
func (t *turn) openDoor() {
	waited := t.s.Behind
	letters := t.p.Unshown
	t.s.Behind = nil
	sent := len(t.out.Messages)
	for _, l := range letters {
		t.sayLetter(l)
	}
	if len(letters) > 0 {
		t.fact(StaffWordsShown{}, "", "")
	}
	for _, b := range waited {
		t.tellNow(readBehind(b), LaneAnswer)
	}
	if len(t.out.Messages) == sent {
		t.say("push.nothing", nil)
	}
	t.resume()
}

// doorPressed acts on what stands beside a human's words: "show", "answer".
func (t *turn) doorPressed(what string) {
	switch {
	case t.p.Desk != nil:
		t.stale()
	case what == "show":
		t.openDoor()
	case what == "answer":
		t.interrupt("answer")
	default:
		t.stale()
	}
}

// writeBack gives the mentor what the person answers to her words.
func writeBack() flow {
	return flow{name: "answer", steps: []step{
		{name: "words", words: true, asks: 1,
			ask: func(t *turn) next { return t.ask("said.ask", nil, t.opts("dontsend")...) },
			take: func(t *turn, a answer) next {
				if a.choice != "" {
					t.say("human.not_sent", nil)
					return done
				}
				t.note(Note{To: ToMentor, Key: "note.wrote_back", Vars: map[string]string{"words": a.words}, Lane: LaneAnswer})
				t.say("human.passed_on", nil)
				return t.aside()
			}},
	}}
}

// Appointments by the clock: the evening before, and once on the day itself.

const (
	meetEve      = 18               // hour of the evening before
	meetMorning  = 9                // hour of the day, when the appointment is late enough
	meetNotice   = 2 * time.Hour    // before an early one
	meetEarliest = 7*60 + 30        // in minutes after midnight: nobody is woken
	meetShortest = 30 * time.Minute // later than that before it, a reminder comes too late
)

// remindOfMeeting sets the two timers of an appointment, as far as they lie ahead.
func (t *turn) remindOfMeeting(a Appointment) {
	t.forgetMeeting(a.Number)
	y, m, d := a.When.Date()
	zone := a.When.Location()
	eve := time.Date(y, m, d-1, meetEve, 0, 0, 0, zone)
	day := time.Date(y, m, d, meetMorning, 0, 0, 0, zone)
	if notice := a.When.Add(-meetNotice); notice.Before(day) {
		day = notice
	}
	if earliest := time.Date(y, m, d, 0, meetEarliest, 0, 0, zone); day.Before(earliest) {
		day = earliest
	}
	if eve.After(t.p.Now) {
		t.timer(AppointmentDue, strconv.Itoa(a.Number)+":eve", eve)
	}
	if day.After(t.p.Now) && a.When.Sub(day) >= meetShortest {
		t.timer(AppointmentDue, strconv.Itoa(a.Number)+":day", day)
	}
}

func (t *turn) forgetMeeting(number int) {
	t.timer(AppointmentDue, strconv.Itoa(number)+":eve", time.Time{})
	t.timer(AppointmentDue, strconv.Itoa(number)+":day", time.Time{})
}

// meetingRang reminds of an appointment that still stands.
func (t *turn) meetingRang(ref string) {
	number, _, _ := strings.Cut(ref, ":")
	n, _ := strconv.Atoi(number)
	meet, ok := t.p.Appointment(n)
	if !ok || meet.State != AppointmentOn || meet.When.Before(t.p.Now) || !t.takesPart() || t.p.Paused {
		return
	}
	t.tell(behind{"meet.soon", n, ""}, t.p.Words != PushWordy)
}

// meetingPressed is "dat lukt niet": the mentor hears it at once, words may follow.
func (t *turn) meetingPressed(rest string) {
	number, act, _ := strings.Cut(rest, ":")
	n, err := strconv.Atoi(number)
	meet, ok := t.p.Appointment(n)
	if err != nil || !ok || act != "no" || t.p.Desk != nil {
		t.stale()
		return
	}
	if meet.State != AppointmentOn || meet.When.Before(t.p.Now) {
		t.say("meet.over", nil)
		t.resume()
		return
	}
	t.fact(AppointmentCannot{Appointment: n}, "", "")
	t.forgetMeeting(n)
	t.note(Note{To: ToMentor, Key: "note.cannot_meet", Vars: map[string]string{"when": t.moment(meet.When)}, Lane: LaneAnswer})
	t.interrupt("unfit", "number", number)
}

// unfit asks what to say with it.
func unfit() flow {
	return flow{name: "unfit", steps: []step{
		{name: "words", words: true,
			ask: func(t *turn) next {
				meet, _ := t.p.Appointment(t.count("number"))
				return t.ask("meet.unfit", Vars{"staff": meet.With}, t.opts("nothing")...)
			},
			take: func(t *turn, a answer) next {
				if a.choice != "" {
					return t.aside()
				}
				t.fact(AppointmentCannot{Appointment: t.count("number"), Words: a.words}, "", "")
				t.note(Note{To: ToMentor, Key: "note.human_words", Vars: map[string]string{"words": quoted(a.words)}, Lane: LaneAnswer})
				t.say("human.passed_on", nil)
				return t.aside()
			}},
	}}
}
