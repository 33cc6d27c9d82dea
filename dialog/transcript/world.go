package transcript

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// World is a small world in memory around the engine: one participant, her mentor
// and a supervisor, a clock, and the timers. It does what the store and the turn
// do, without a database; a test plays the same transcripts through both.
type World struct {
	Engine *dialog.Engine
	Out    []Line

	now    time.Time
	person seat
	mentor seat
	boss   seat
	// bossRole is what the boss was invited as.
	bossRole dialog.Role
	timers   []ringing
	log      []logged
	said     []dialog.Said
	events   int64
	alarm    *dialog.AlarmCard
	taken    string // who took the alarm
	urgency  risk.Urgency
	closer   string // who closed it first, where it takes two
	raised   int64  // how many alarms there were: the number of the last one
	alerts   int
	drill    bool // whoever writes is the test person of a drill
	invite   dialog.InvitationStatus
	found    *dialog.Found // what the next search will find
	next     *risk.Verdict // what the screen says of the next input, by "set: screen"
	file     file
	hand     hand
	calls    waiting         // what the participant's talk asked a model
	outlived int             // the last call before a human took the talk in hand
	opening  bool            // this turn opens an alarm
	chained  *played         // the chain of humans, where the clock plays it
	saved    map[string]bool // numbers that the participant saved
}

// hand is who has the participant's talk in hand.
type hand struct {
	seat         *seat // nil when the bot has it
	since, wrote time.Time
}

// ringing is a timer of one talk.
type ringing struct {
	dialog.Timer
	seat *seat
}

// seat is one talk: who it is with, where it is, what was shown.
type seat struct {
	person dialog.Person
	state  dialog.State
	shown  []dialog.Message
	who    string // prefix of what the bot says there
	deaf   bool   // blocked the bot
	digest dialog.DigestTime
}

// logged is one event with its lines and what was decided about them.
type logged struct {
	id    int64
	talk  int
	kind  string
	at    time.Time
	seen  time.Time // when the mentor could read it; zero before
	line  string
	bare  string
	share string // "open", "offered", "shared", "bare", "withheld"
}

var amsterdam, _ = time.LoadLocation("Europe/Amsterdam")

// NewWorld is Monday morning ten o'clock, with an invitation from Anne for Fatima.
func NewWorld(engine *dialog.Engine) *World {
	w := &World{Engine: engine, now: time.Date(2026, 11, 23, 10, 0, 0, 0, amsterdam), invite: dialog.InvitationValid, saved: map[string]bool{}}
	w.file.invited = dialog.InvitationMade{Role: dialog.Participant, Name: "Fatima", Phone: "06-12345678"}
	w.file.colleagues = []dialog.StaffMember{{ID: 8, Name: "Bas", Role: dialog.Supervisor}}
	organisation := dialog.Organisation{ID: 1, Name: "Stadsteam", MentorWord: "begeleider"}
	w.person = seat{who: "bot", person: dialog.Person{ID: 4711, Role: dialog.Unknown, Language: "nl", Organisation: organisation,
		Mentor: dialog.Mentor{ID: 7, Name: "Anne", Reached: true}}}
	w.mentor = seat{who: "to mentor", person: dialog.Person{ID: 7, Role: dialog.MentorRole, Language: "nl", Name: "Anne",
		Organisation: organisation, Invited: true}, digest: dialog.DigestTime{Hour: 8, Minute: 30}}
	w.boss = seat{who: "to supervisor", person: dialog.Person{ID: 8, Role: dialog.Supervisor, Language: "nl", Name: "Bas",
		Organisation: organisation, Invited: true}}
	return w
}

// Play puts the given lines in and returns the whole transcript as it came out.
func (w *World) Play(lines []Line) ([]Line, error) {
	for _, l := range lines {
		if !l.Given() {
			continue
		}
		w.Out = append(w.Out, l)
		err := w.put(l)
		if err == nil {
			err = w.tick()
		}
		if err != nil {
			return w.Out, fmt.Errorf("line %d, %q: %w", l.Number, l.String(), err)
		}
	}
	return w.Out, nil
}

func (w *World) put(l Line) error {
	switch l.Who {
	case "person":
		return w.speak(&w.person, l.Text)
	case "mentor":
		return w.speak(&w.mentor, l.Text)
	case "supervisor":
		return w.speak(&w.boss, l.Text)
	case "clock":
		return w.clock(l.Text)
	case "set":
		return w.set(l.Text)
	case "search":
		return w.finds(l.Text)
	case "restart", "#", "":
		return nil
	case "model reply", "model screen", "model sum_up", "model hear":
		return w.answers(dialog.CallKind(strings.TrimPrefix(l.Who, "model ")), l.Text)
	}
	return fmt.Errorf("nobody here can do that yet")
}

// speak turns what somebody did into an input.
func (w *World) speak(s *seat, text string) error {
	in, err := w.input(s, text)
	if err != nil {
		return err
	}
	in.Risk = w.screen(in)
	if s == &w.person {
		w.signed(in)
	}
	if in.Kind == dialog.Typed && s == &w.person && s.person.Consents[dialog.Joined].Given && !s.person.Leaving {
		w.said = append(w.said, dialog.Said{Words: in.Text, At: w.now})
	}
	return w.turn(s, in)
}

// screen reads an input as the receiver does, but for what only the classifier
// doubts: it is trained anew now and then, and talks must not change with it.
func (w *World) screen(in dialog.Input) risk.Verdict {
	if v := w.next; v != nil {
		w.next = nil
		return *v
	}
	v := dialog.Screen(in)
	if v.Layer == risk.ByClassifier {
		return risk.Verdict{}
	}
	return v
}

func (w *World) input(s *seat, text string) (dialog.Input, error) {
	switch {
	case strings.HasPrefix(text, "/start"):
		return w.start(strings.TrimSpace(strings.TrimPrefix(text, "/start"))), nil
	case text == "(fails)":
		return dialog.Input{Kind: dialog.Failed}, nil
	case text == "(unsent)": // what quoted words that were withdrawn before it was sent
		return dialog.Input{Kind: dialog.Failed, Media: dialog.Withdrawn}, nil
	case text == "(blocks the bot)":
		w.block(s)
		return dialog.Input{Kind: dialog.Blocked}, nil
	case strings.HasPrefix(text, "(reply) "):
		return dialog.Input{Kind: dialog.Typed, Text: text[len("(reply) "):], ReplyTo: 1}, nil
	case strings.HasPrefix(text, "(edit) "):
		return dialog.Input{Kind: dialog.Edited, Text: text[len("(edit) "):]}, nil
	case strings.HasPrefix(text, "("):
		media, caption, _ := strings.Cut(text[1:], ")")
		in := dialog.Input{Kind: dialog.Sent, Media: media, Text: strings.TrimSpace(caption)}
		if media == "voice" {
			in.Voice = &dialog.Recording{File: "voice", Seconds: 4}
		}
		return in, nil
	case strings.HasPrefix(text, "[press "):
		return dialog.Input{Kind: dialog.Pressed, Press: strings.TrimSuffix(text[len("[press "):], "]")}, nil
	case strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]"):
		b, ok := Find(s.shown, text[1:len(text)-1])
		if !ok {
			return dialog.Input{}, fmt.Errorf("no such button was shown")
		}
		return dialog.Input{Kind: dialog.Pressed, Press: b.Data}, nil
	}
	return dialog.Input{Kind: dialog.Typed, Text: text}, nil
}

// start knows the tokens "geldig" (for whom the last invitation was), "gebruikt",
// "verlopen", and "mentor", "supervisor" and "administrator" for new colleagues; any other is wrong.
func (w *World) start(token string) dialog.Input {
	in := dialog.Input{Kind: dialog.Started, Token: token}
	i := dialog.Invitation{ID: 1, Role: dialog.Participant, Name: w.file.invited.Name, Mentor: "Anne", Status: dialog.InvitationWrong}
	switch token {
	case "mentor":
		i.Role, i.Name, i.Status = dialog.MentorRole, "Anne", dialog.InvitationValid
	case "supervisor":
		i.Role, i.Name, i.Status = dialog.Supervisor, "Bas", dialog.InvitationValid
		w.bossRole = i.Role
	case "administrator":
		i.Role, i.Name, i.Status = dialog.Administrator, "Bas", dialog.InvitationValid
		w.bossRole = i.Role
	case "":
		return in
	case "geldig":
		i.Status = w.invite
		w.invite = dialog.InvitationUsed
	case "gebruikt":
		i.Status = dialog.InvitationUsed
	case "verlopen":
		i.Status = dialog.InvitationExpired
	}
	in.Invitation = &i
	return in
}

// turn takes one turn of a talk, its state through JSON as in the database.
func (w *World) turn(s *seat, in dialog.Input) error {
	s.state = throughJSON(s.state)
	w.opening = strings.HasSuffix(in.Press, ":take") || strings.HasSuffix(in.Press, ":look")
	w.refresh(s, w.Engine.Needs(s.state, in))
	state, out := dialog.Taken(in, func(in dialog.Input) (dialog.State, dialog.Effects) { return w.Engine.Advance(s.person, s.state, in) }, w.search)
	s.state = state
	if s == &w.person {
		w.calls = append(w.calls, out.Calls...)
	}
	w.record(s, out)
	if out.Alarm != nil {
		w.raise(*out.Alarm, out.AlarmWords)
	}
	for _, m := range out.Messages {
		if s == &w.person && w.hand.seat != nil && m.Lane > dialog.LaneSafety {
			continue // the store never sends it
		}
		s.shown = append(s.shown, m)
		w.Out = append(w.Out, Message(s.who, m)...)
	}
	w.setTimers(s, out.Timers)
	return w.passOn(out)
}

// passOn brings notes to staff and acts to the participant, each as a turn of its own.
func (w *World) passOn(out dialog.Effects) error {
	for _, n := range out.Notes {
		to := &w.mentor
		if n.To == dialog.ToStaff {
			if n.Staff == w.boss.person.ID {
				to = &w.boss
			}
		} else if n.To == dialog.ToSupervisors || w.person.person.Mentor.ID == 0 || !w.person.person.Mentor.Reached {
			to = &w.boss
		}
		if err := w.turn(to, dialog.Input{Kind: dialog.Noted, Note: &n}); err != nil {
			return err
		}
	}
	for _, a := range out.Acts {
		if err := w.turn(&w.person, dialog.Input{Kind: dialog.Acted, Act: &a.Act}); err != nil {
			return err
		}
	}
	return nil
}

func throughJSON(s dialog.State) dialog.State {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	if len(data) > 16<<10 {
		panic("state is larger than 16 KiB")
	}
	var back dialog.State
	if err := json.Unmarshal(data, &back); err != nil {
		panic(err)
	}
	return back
}

// clock moves on to a moment and lets the timers ring on the way, in order.
func (w *World) clock(text string) error {
	to, err := time.ParseInLocation("2006-01-02 15:04", text, amsterdam)
	if err != nil {
		return fmt.Errorf("a moment looks like 2026-12-01 09:00")
	}
	if to.Before(w.now) {
		return fmt.Errorf("the clock does not go back from %s", w.now.Format("2006-01-02 15:04"))
	}
	if w.person.person.Leaving && !w.person.person.Alarm {
		w.forget()
	}
	for {
		until := to
		if next := w.now.Add(time.Minute); w.chained != nil && w.alarm != nil && next.Before(to) {
			until = next
		}
		i := w.nextTimer(until)
		if i < 0 {
			w.now = until
			if err := w.tick(); err != nil || until.Equal(to) {
				return err
			}
			continue
		}
		t := w.timers[i]
		w.timers = slices.Delete(w.timers, i, i+1)
		w.now = t.Due
		if err := w.turn(t.seat, dialog.Input{Kind: dialog.TimerDue, Due: &dialog.Due{Kind: t.Kind, Ref: t.Ref, At: t.Due}}); err != nil {
			return err
		}
	}
}

func (w *World) nextTimer(to time.Time) int {
	first := -1
	for i, t := range w.timers {
		if !t.Due.After(to) && (first < 0 || t.Due.Before(w.timers[first].Due)) {
			first = i
		}
	}
	return first
}

func (w *World) setTimers(s *seat, timers []dialog.Timer) {
	for _, t := range timers {
		w.timers = slices.DeleteFunc(w.timers, func(old ringing) bool { return old.seat == s && old.Kind == t.Kind && old.Ref == t.Ref })
		if !t.Due.IsZero() {
			w.timers = append(w.timers, ringing{t, s})
		}
	}
}

// Saved are the numbers that the participant ever saved as hers.
func (w *World) Saved() map[string]bool { return w.saved }

// Nearby are the numbers that her organisation checked.
func (w *World) Nearby() []dialog.LocalNumber { return w.person.person.Organisation.Numbers }

// Shown is all that the participant got, oldest first.
func (w *World) Shown() []dialog.Message { return w.person.shown }

// ShownToAll is all that the bot said in any talk: the participant's first.
func (w *World) ShownToAll() []dialog.Message {
	return slices.Concat(w.person.shown, w.mentor.shown, w.boss.shown)
}
