package dialog

import (
	"slices"
	"time"

	"stapmaat/dialog/risk"
	"stapmaat/dialog/when"
)

// danger puts one direct, kind question. It is put once; all but a clear no brings a
// human, and so does silence (danger.go).
func danger() flow {
	return flow{name: "danger", steps: []step{
		{name: "begin", ask: beginDanger},
		{name: "safe", words: true, asks: 1, ask: askDangerSafe, take: takeDangerSafe},
		{name: "ask", words: true, asks: 1, ask: askDanger, take: takeDanger},
		{name: "date", words: true, digits: true, asks: 1, ask: askDate, take: takeDate},
	}}
}

// beginDanger sees to it that nobody reads along before a word that tells.
func beginDanger(t *turn) next {
	v := t.doubted()
	switch {
	case t.kept("rung") != "":
		return "ask"
	case t.asksSafe(v.Category) && !t.safeNow():
		return "safe"
	case dated(v):
		day, ok := dayIn(t.kept("words"), t.p.Now)
		if ok && v.Urgency == risk.Now && !day.Before(t.inDays(0)) {
			return t.datedOn(day) // "morgen moeten we eruit": who said it is not asked
		}
		return "date"
	}
	return "ask"
}

// doubted is what the question on top is about.
func (t *turn) doubted() risk.Verdict {
	return risk.Verdict{Outcome: risk.Ask, Category: risk.Category(t.kept("category")), Urgency: risk.Urgency(t.kept("urgency")), Sub: risk.Sub(t.kept("sub"))}
}

// askDanger asks what the words mean; about somebody else in other words.
func askDanger(t *turn) next {
	if rung := t.kept("label"); rung != "" {
		return t.ask("danger.rung", Vars{"label": rung}, t.opts("danger_yes", "danger_no")...)
	}
	v := t.doubted()
	other := "other"
	if t.kept("other") == "" {
		other = ""
	}
	options := t.opts("danger_yes", "danger_some", "danger_no", "danger_human")
	return t.ask(t.texts.first("danger.ask", string(v.Category), other+string(v.Sub), other), nil, options...)
}

func takeDanger(t *turn, a answer) next {
	switch {
	case a.choice == "danger_no" || a.choice == "" && t.texts.clearNo(a.words):
		return t.dangerDenied()
	case t.kept("rung") != "":
		return t.rungMeant(a)
	case a.choice == "danger_yes":
		return t.dangerTrue(DangerYes, "", risk.Today)
	case a.choice == "danger_some":
		return t.dangerTrue(DangerSome, "", risk.Soon)
	case a.choice == "danger_human":
		return t.dangerTrue(DangerHuman, "", risk.Soon)
	}
	return t.dangerTrue(DangerWords, a.words, risk.Soon)
}

// dangerTrue brings a human. least is how urgent the answer makes it.
func (t *turn) dangerTrue(answer DangerAnswer, words string, least risk.Urgency) next {
	v := t.doubted()
	if urgencies[least] > urgencies[v.Urgency] {
		v.Urgency = least
	}
	q, _ := t.p.OpenQuestion()
	t.endQuestion(answer, time.Time{})
	t.raise(v, q.Words+"\n"+words)
	return stay
}

// dangerDenied believes a clear no. The words that made us ask go to the question
// they were meant for, so that nobody types them twice.
func (t *turn) dangerDenied() next {
	v, words, open := t.doubted(), t.kept("words"), t.kept("open") != ""
	rung := t.kept("rung") != ""
	t.fact(DangerAnswered{Answer: DangerNo}, "", "")
	t.timer(DangerSilence, "", time.Time{})
	if !rung {
		t.say(t.deniedText(v), nil)
	}
	t.drop()
	return t.onAfter(words, open)
}

func (t *turn) deniedText(v risk.Verdict) string {
	return t.texts.first("danger.denied", string(v.Category), "", "")
}

// onAfter goes on after a question about danger, with the words that stood for it.
func (t *turn) onAfter(words string, open bool) next {
	switch {
	case !open && words != "":
		t.listen(words)
		return stay
	case !open || len(t.s.Flows) == 0:
		return stay
	}
	if words != "" && t.asked(words) {
		return stay // what she asked gets its answer, and then the question that waited comes back
	}
	if _, s := t.here(); words != "" && s.words && !s.exact {
		return s.take(t, answer{words: words})
	}
	return again
}

// rungMeant is the yes to "you typed 1, is it this?": the answer counts and brings a human.
func (t *turn) rungMeant(a answer) next {
	v, choice, label := t.doubted(), t.kept("rung"), t.kept("label")
	answered := DangerWords
	if a.choice == "danger_yes" {
		answered = DangerYes
	}
	t.endQuestion(answered, time.Time{})
	t.raise(v, label)
	if answered != DangerYes || len(t.s.Flows) == 0 {
		return stay
	}
	_, s := t.here()
	return s.take(t, answer{choice: choice, words: label})
}

// askDate asks for the day in the letter: how urgent it is depends on that.
func askDate(t *turn) next {
	return t.ask(t.texts.first("danger.date", t.kept("sub"), "", ""), nil, t.opts("danger_nodate", "danger_none", "danger_human")...)
}

func takeDate(t *turn, a answer) next {
	switch a.choice {
	case "danger_none":
		return t.dangerDenied()
	case "danger_human":
		return t.dangerTrue(DangerHuman, "", risk.Soon)
	case "danger_nodate":
		return t.undated(DangerUnknown, "")
	}
	day, ok := dayIn(a.words, t.p.Now)
	switch {
	case ok:
		return t.datedOn(day)
	case t.texts.clearNo(a.words):
		return t.dangerDenied()
	case t.texts.says(a.words, "choice.dontknow"):
		return t.undated(DangerUnknown, "")
	}
	return t.undated(DangerWords, a.words)
}

// dayIn is the day that was told, the first one of a stretch.
func dayIn(words string, now time.Time) (time.Time, bool) {
	m, ok := when.Parse(words, now)
	bad := []when.Trouble{when.Impossible, when.Refused, when.Several}
	if !ok || !m.DaySaid || slices.Contains(bad, m.Trouble) {
		return time.Time{}, false
	}
	return m.Day, true
}

// datedOn judges a date by the table of urgencies. One that is past is for a human to
// understand, today.
func (t *turn) datedOn(day time.Time) next {
	days := int(day.Sub(t.inDays(0)).Round(24*time.Hour) / (24 * time.Hour))
	v := t.doubted()
	v.Urgency = risk.UrgencyIn(days)
	if days < 0 {
		v.Urgency = risk.Today
	}
	if v.Urgency == risk.Soon {
		return t.roomLeft(DangerDay, day)
	}
	q, _ := t.p.OpenQuestion()
	t.endQuestion(DangerDay, day)
	t.raise(v, q.Words+"\n"+t.day(day))
	return stay
}

// undated is an answer without a date: what presses brings a human, the rest is for
// the mentor to read.
func (t *turn) undated(answer DangerAnswer, words string) next {
	if t.doubted().Urgency != risk.Soon {
		return t.dangerTrue(answer, words, risk.Soon)
	}
	if answer == DangerWords && long(words) {
		t.keep("words", words) // something else was told: that goes on
	}
	return t.roomLeft(answer, time.Time{})
}

// roomLeft is need that a date still leaves room for: practical steps, the mentor reads
// of it, and the talk goes on, lighter.
func (t *turn) roomLeft(answer DangerAnswer, day time.Time) next {
	words, open, sub := t.kept("words"), t.kept("open") != "", t.kept("sub")
	t.fact(DangerAnswered{Answer: answer, Day: day}, "", "")
	t.timer(DangerSilence, "", time.Time{})
	t.drop()
	if day.IsZero() {
		t.note(Note{To: ToMentor, Key: "note.undated", Lane: LanePush})
		if answer == DangerUnknown {
			t.say("crisis.undated", nil)
		}
	} else {
		t.note(Note{To: ToMentor, Key: "note.dated", Vars: map[string]string{"day": t.day(day)}, Lane: LanePush})
		t.say("crisis.dated", Vars{"day": capital(t.day(day))})
	}
	if answer != DangerWords {
		t.practical(risk.Sub(sub))
	}
	return t.onAfter(words, open)
}

// dangerTyped reads words while a question about danger waits: an answer, a way out,
// or, without letters, nothing yet. Whatever else it is, it is no "no".
func (t *turn) dangerTyped(text string) bool {
	if !t.inDanger() {
		return false
	}
	wish, asks := t.texts.wish(text)
	switch {
	case plain(text) == "":
		t.resume()
	case asks && wish == "why" || t.texts.asksWhy(text):
		t.why()
	case asks && wish == "human" && t.top().Flow == "danger":
		t.answered(answer{choice: "danger_human", words: text})
	case asks && (wish == "stop" || wish == "more" || wish == "erase"):
		return false
	default:
		a := answer{words: text}
		if id, ok := t.texts.choose(text, t.s.Pending.Choices, true); ok && !t.bareNumber(text) {
			a.choice = id
		}
		t.answered(a)
	}
	return true
}

// bareNumber tells whether text is a number that may be a day, not a choice.
func (t *turn) bareNumber(text string) bool {
	_, s := t.here()
	_, number := t.texts.ordinal(plain(text))
	return s.digits && number
}
