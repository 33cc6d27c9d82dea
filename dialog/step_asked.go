package dialog

import (
	"strconv"
	"time"

	"stapmaat/dialog/when"
)

// A step that was asked of the mentor and waits for an answer. The person can take
// it back, and after some days she is asked once what to do with it.

// askedWait is how many days a step waits before we come back to it.
const askedWait = 3

// waitFor sets the clock to a step that was asked. It has no reminder of its own yet,
// so it may use that timer.
func (t *turn) waitFor(step int) {
	t.timer(StepReminder, strconv.Itoa(step), when.At(t.inDays(askedWait), 10, 0))
}

// askedRang comes back to a step that nobody answered.
func (t *turn) askedRang(s Step) {
	if t.s.Talk.Open && t.p.Now.Sub(t.s.Talk.Last) < inTalk {
		t.timer(StepReminder, strconv.Itoa(s.Number), t.p.Now.Add(inTalk))
		return
	}
	t.unasked("waiting", t.p.Words != PushWordy, "step", strconv.Itoa(s.Number), "via", "clock")
}

// waiting is about a step that lies with the mentor.
func waiting() flow {
	return flow{name: "waiting", steps: []step{
		{name: "ask", ask: askWaiting, take: takeWaiting},
		{name: "over", ask: (*turn).aside},
	}}
}

// askedNow is the step that this flow is about, as long as it waits.
func (t *turn) askedNow() (Step, bool) {
	s, ok := t.p.Step(t.count("step"))
	return s, ok && s.State == StepAsked
}

func askWaiting(t *turn) next {
	s, ok := t.askedNow()
	if !ok {
		return done
	}
	key := "waiting.lies"
	if t.kept("via") == "clock" {
		key = "waiting.still"
	}
	return t.ask(key, Vars{"words": short(s.Words)}, t.opts("askagain", "selfthen", "takeback", "waiton")...)
}

func takeWaiting(t *turn, a answer) next {
	s, ok := t.askedNow()
	if !ok {
		return done // it was answered meanwhile
	}
	switch a.choice {
	case "askagain":
		t.askMentor("note.step_asked", s)
		t.say("waiting.asked", nil)
	case "selfthen":
		t.takeBack(s)
		return t.into("steps", "over", "words", s.Words, "found", string(s.FoundBy), "by", string(ByMe),
			"day", s.Day.Format(isoDay), "open", "yes")
	case "takeback":
		t.takeBack(s)
		t.say("waiting.taken", nil)
	default:
		t.say("waiting.waits", nil)
	}
	return "over"
}

// takeBack ends the step; the mentor hears that it is no longer hers to do.
func (t *turn) takeBack(s Step) {
	t.endStep(s, StepLetGo, "")
	t.timer(StepReminder, strconv.Itoa(s.Number), time.Time{})
	t.askMentor("note.step_taken_back", s)
}

// askMentor tells the mentor about a step, with its day.
func (t *turn) askMentor(key string, s Step) {
	t.note(Note{To: ToMentor, Key: key, Step: s.Number, Vars: map[string]string{"words": quoted(s.Words), "day": t.stepDate(s.Day)}, Lane: LaneAnswer})
}
