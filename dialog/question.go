package dialog

import (
	"html"
	"slices"
	"strings"
)

// question is for what the person asks while the bot asks something else: approved
// content is searched; what it does not say is said honestly, and can be written down
// for the mentor.
func question() flow {
	return flow{name: "question", steps: []step{
		{name: "look", ask: lookUp},
		{name: "answer", ask: sayAnswer, take: takeAnswer},
		{name: "more", ask: sayMore, take: takeAnswer},
		{name: "makestep", ask: makeStep},
		{name: "over", ask: func(*turn) next { return done }},
		{name: "offer", ask: offerNote, take: takeNote},
	}}
}

// lookUp has the library searched. The turn begins anew with what was found.
func lookUp(t *turn) next {
	f := t.in.Found
	if f == nil {
		t.out.Search = &Search{Words: t.kept("words"), Outside: t.modelStands()}
		return stay
	}
	verdict, said := t.judge(*f)
	if !f.Failed {
		t.askedLibrary(*f, verdict)
	}
	switch verdict {
	case VerdictAnswered:
		t.keep("passage", said.ID)
		if made, ok := t.answerMade(); ok {
			t.keep("passage", made[0].Passage)
			t.top().Step = "answer"
			return t.sayMade(made)
		}
		return "answer"
	case VerdictDisagree:
		t.keep("told", "yes")
		t.say("answer.disagree", nil)
		t.note(Note{To: ToSupervisors, Key: "note.disagree", Vars: map[string]string{"one": f.Passages[0].Title, "other": f.Passages[1].Title}, Lane: LanePush})
	case VerdictNotFit:
		t.keep("told", "yes")
		t.sayNotFit()
	}
	return "offer"
}

// sayNotFit says that something is otherwise for her: by the help with debts that she has, or has not.
func (t *turn) sayNotFit() {
	key := "answer.not_fit"
	if t.p.DebtHelp == DebtHelpNone || t.p.DebtHelp == DebtHelpUnsure {
		key = "answer.not_fit_none"
	}
	t.say(key, nil)
}

// askedLibrary keeps what was asked and found.
func (t *turn) askedLibrary(f Found, v Verdict) {
	e := AskedLibrary{Words: t.kept("words"), Verdict: v, Release: f.Release, Topic: f.Topic}
	for _, p := range f.Passages {
		e.Passages, e.Scores = append(e.Passages, p.ID), append(e.Scores, p.Score)
	}
	if t.unkept(e.Words) {
		e.Words = ""
	}
	line := ""
	if v == VerdictAnswered && e.Words != "" {
		line = t.line("log.answered", Vars{"words": quoted(e.Words), "title": f.Passages[0].Title})
	}
	t.fact(e, line, "")
}

// sayAnswer says the short form of the passage, and where it is from.
func sayAnswer(t *turn) next {
	p, ok := t.found(t.kept("passage"))
	switch {
	case t.in.Found == nil:
		t.out.Search = &Search{Passage: t.kept("passage")}
		return stay
	case !ok:
		t.say("answer.replaced", nil)
		return t.aside()
	}
	if t.old(p) {
		t.say("answer.old", Vars{"date": t.date(p.CheckedOn)})
	}
	return t.answerWith(p, "answer.said", p.Short, t.opts("clear", "tellmore", "notright"))
}

// sayMore says the whole passage.
func sayMore(t *turn) next {
	p, ok := t.found(t.kept("passage"))
	switch {
	case t.in.Found == nil:
		t.out.Search = &Search{Passage: t.kept("passage")}
		return stay
	case !ok:
		t.say("answer.replaced", nil)
		return t.aside()
	}
	options := t.opts("clear", "notright")
	if t.mayMakeStep(p) {
		options = append(options, t.opt("makestep"))
	}
	return t.answerWith(p, "answer.more", p.Words, options)
}

// answerWith says approved words, with buttons that mean the same next week.
func (t *turn) answerWith(p Passage, key, words string, options []option) next {
	own := ""
	if p.Money || p.Kind == "right" {
		own = html.UnescapeString(t.texts.label("answer.own_case", t.vars(nil)))
	}
	m := t.say(key, Vars{"text": words, "source": t.sourceOf(p), "own": own})
	m.Text = strings.TrimSpace(m.Text)
	m.Quotes = []string{p.ID}
	n := t.offer(options...)
	t.passageButtons(p)
	return n
}

// passageButtons makes the buttons under an answer mean the same next week.
func (t *turn) passageButtons(p Passage) {
	last := &t.out.Messages[len(t.out.Messages)-1]
	for _, row := range last.Buttons {
		for i, b := range row {
			if _, id, ok := strings.Cut(strings.TrimPrefix(b.Data, "q:"), ":"); ok && b.Data != "m:more" {
				row[i].Data = "k:" + p.ID + ":" + id
			}
		}
	}
}

// unsent is for an answer that was withdrawn before it was sent: she saw nothing of it, so
// what it interrupted comes back, and a step that was offered is looked at anew.
func (t *turn) unsent() {
	t.say("answer.replaced", nil)
	switch {
	case t.s.Pending == nil || t.p.Alarm || t.p.Suicide || t.p.Owner != nil || t.p.Phone == PhoneWatched:
	case t.top().Flow == "question":
		t.follow(t.aside())
	default:
		t.resume()
	}
}

// sourceOf is where a passage is from and when somebody checked it.
func (t *turn) sourceOf(p Passage) string {
	if p.CheckedOn.IsZero() {
		return html.UnescapeString(t.texts.label("answer.source_unchecked", Vars{"title": p.Title}))
	}
	return html.UnescapeString(t.texts.label("answer.source", Vars{"title": p.Title, "date": t.date(p.CheckedOn)}))
}

func takeAnswer(t *turn, a answer) next {
	switch a.choice {
	case "tellmore":
		return "more"
	case "makestep":
		return "makestep"
	case "notright":
		t.answerDoubted()
	}
	return t.aside()
}

// answerDoubted passes on, the same day, that an answer is not right.
func (t *turn) answerDoubted() {
	e := AskedLibrary{Verdict: VerdictDoubted, Passages: []string{t.kept("passage")}, Scores: []float64{0}}
	if words := t.kept("words"); !t.unkept(words) {
		e.Words = words
	}
	if t.in.Found != nil {
		e.Release = t.in.Found.Release
	}
	t.fact(e, "", "")
	t.note(Note{To: ToSupervisors, Key: "note.doubted", Vars: map[string]string{"about": aboutOf(t.kept("passage"))}, Lane: LaneAnswer})
	t.say("answer.doubted", nil)
}

// aboutOf is what a passage is about, for staff: the name of its document in words.
func aboutOf(passage string) string {
	document, _, _ := strings.Cut(passage, "#")
	return strings.ReplaceAll(document, "-", " ")
}

// passagePressed acts on a button under an answer, also an old one: the words are read
// anew, so they are the same ones, or it says that they were replaced.
func (t *turn) passagePressed(rest string) {
	i := strings.LastIndexByte(rest, ':')
	if i < 0 || t.p.Desk != nil || !t.takesPart() || t.p.Suicide {
		t.stale()
		return
	}
	id, choice := rest[:i], rest[i+1:]
	if t.s.Pending != nil && t.top().Flow == "question" && t.kept("passage") == id &&
		slices.ContainsFunc(t.s.Pending.Choices, func(c Choice) bool { return c.ID == choice }) {
		t.answered(answer{choice: choice})
		return
	}
	switch choice {
	case "clear":
		t.stale()
	case "tellmore", "notright", "makestep":
		t.s.Misses = 0
		t.begin("question", "passage", id)
		t.top().Step = "answer"
		t.follow(takeAnswer(t, answer{choice: choice}))
	default:
		t.stale()
	}
}

// offerNote offers only what may be kept and shared.
func offerNote(t *turn) next {
	if t.kept("guess") != "" && t.kept("told") == "" { // no question that has an answer: then it is what she tells
		words := t.kept("words")
		if t.putBelow() {
			t.rulesOnly = true
			t.typed(words)
			return stay
		}
	}
	if !t.given(Sharing) || t.unkept(t.kept("words")) {
		t.say("question.mentor", nil)
		return t.aside()
	}
	key := "question.offer"
	if t.kept("told") != "" {
		key = "question.offer_also" // why there is no answer was said already
	}
	return t.ask(key, nil, t.opts("writedown", "nevermind")...)
}

func takeNote(t *turn, a answer) next {
	if a.choice == "writedown" {
		t.keepAside(t.kept("words"), true)
	}
	return t.aside()
}

// asked tells whether words are a question of the person, and answers it.
func (t *turn) asked(text string) bool {
	if t.p.Desk != nil || t.p.Under18 || t.p.Suicide || !t.p.Invited || !t.asksHere(text) {
		return false
	}
	switch {
	case t.texts.asksWho(text):
		t.say("about.who", nil)
		t.resume()
	case !t.takesPart():
		return false
	default:
		t.interrupt("question", "words", text)
	}
	return true
}

// asksHere tells whether text is a question, seen from the one that waits: an
// answer is no question, and where own words are wanted only the clear ones are.
func (t *turn) asksHere(text string) bool {
	if t.s.Pending == nil {
		return t.texts.question(text, false) || t.looselyAsked(text)
	}
	_, s := t.here()
	if _, ok := t.texts.choose(text, t.s.Pending.Choices, true); ok || s.digits {
		return false
	}
	if s.asks > 0 && len(strings.Fields(text)) >= s.asks {
		return false
	}
	return t.texts.question(text, s.words) || !s.words && t.looselyAsked(text)
}

// question tells whether text asks something: by its first words, or, where no
// own words are wanted, by its last sign.
func (t *Texts) question(text string, own bool) bool {
	words := t.unled(text)
	if len(words) < 2 {
		return false
	}
	return begins(words, t.Phrases["question.begin"]) > 0 || !own && strings.HasSuffix(strings.TrimSpace(text), "?")
}

// looselyAsked tells whether words without a question mark ask something. In danger the
// fixed texts come first: then only what is plainly asked counts.
func (t *turn) looselyAsked(text string) bool {
	return !t.p.Alarm && (t.texts.beginsToAsk(t.texts.unled(text)) || t.texts.endsAsking(text))
}

// unled is the words of text without what only leads up to them: "maar eh".
func (t *Texts) unled(text string) []string {
	words := strings.Fields(plain(text))
	for len(words) > 0 {
		n := begins(words, t.Phrases["question.lead"])
		if n == 0 {
			break
		}
		words = words[n:]
	}
	return words
}

// beginsToAsk tells whether words begin with one that asks and are no sigh: "hoe vraag ik dat aan", not "wat een dag".
func (t *Texts) beginsToAsk(words []string) bool {
	return len(words) > 2 && begins(words, t.Phrases["question.word"]) > 0 && begins(words, t.Phrases["question.sigh"]) == 0
}

// endsAsking tells whether a story ends in a question: "… en nu is mijn pas weg, hoe krijg ik een nieuwe".
func (t *Texts) endsAsking(text string) bool {
	clauses := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",.;:!\n", r) })
	if len(clauses) < 2 {
		return false
	}
	words := t.unled(clauses[len(clauses)-1])
	return len(words) > 2 && begins(words, t.Phrases["question.begin"]) > 0
}

// asksWho tells whether a question is about who this is and whom it serves.
func (t *Texts) asksWho(text string) bool {
	words := strings.Fields(plain(text))
	return len(words) <= 10 && slices.ContainsFunc(t.Phrases["question.who"], func(p string) bool {
		return strings.Contains(" "+strings.Join(words, " ")+" ", " "+p+" ")
	})
}
