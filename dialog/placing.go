package dialog

import (
	"strconv"
	"strings"
)

// bridge lets the person place herself, part by part, over as many talks as she likes.
func bridge() flow {
	return flow{name: "bridge", steps: []step{
		{name: "intro", ask: introBridge},
		{name: "heard", ask: askPlaceHeard, take: takePlaceHeard},
		{name: "group", ask: askGroup, take: takeGroup, words: true, skip: skipPlace},
		{name: "rung", ask: askRung, take: takeRung},
		{name: "placed", ask: afterPlacing},
		{name: "more", ask: askMore, take: takeMore},
	}}
}

// introBridge explains the bridge once.
func introBridge(t *turn) next {
	if len(t.p.Positions) == 0 {
		t.say("bridge.intro", nil)
	}
	return "group"
}

// askGroup asks the first, rough answer on the sub-pillar whose turn it is.
func askGroup(t *turn) next {
	sub, ok := t.subNow()
	if !ok {
		return "more"
	}
	if _, heard := t.placeHint(sub.ID); heard && t.kept("words") == "" {
		return "heard"
	}
	options := t.opts(string(Good), string(Fair), string(Hard))
	if sub.NotForMe {
		options = append(options, t.opt("notforme"))
	}
	if t.kept("words") != "" {
		return t.ask("bridge.group_after_words", Vars{"words": quoted(t.kept("words"))}, options...)
	}
	return t.ask("bridge.group", Vars{"question": sub.Question, "title": sub.Title, "emoji": t.emoji(sub.ID)}, options...)
}

// takeGroup takes the tap, a number of the ladder, or own words, which are kept beside the place.
func takeGroup(t *turn, a answer) next {
	sub, _ := t.subNow()
	switch {
	case a.choice == "notforme":
		return t.place(sub, Rung{}, true)
	case a.choice != "":
		t.keep("group", a.choice)
		if in := sub.In(Group(a.choice)); len(in) == 1 {
			return t.place(sub, in[0], false)
		}
		return "rung"
	case t.kept("words") != "" || t.texts.wordless(a.words) || !t.mayKeep(sub):
		return unclear // once she told something, only a place is asked
	}
	t.keep("words", a.words)
	return again
}

// skipPlace leaves a place open for another day.
func skipPlace(t *turn) next {
	sub, _ := t.subNow()
	t.pass("place." + sub.ID)
	t.forget("words", "group", "sub")
	if t.kept("look") != "" {
		return done
	}
	return "group"
}

// askRung shows the two or three rungs of the group as sentences.
func askRung(t *turn) next {
	sub, _ := t.subNow()
	var lines []string
	var options []option
	for i, r := range sub.In(Group(t.kept("group"))) {
		lines = append(lines, strconv.Itoa(i+1)+". "+r.Sentence)
		options = append(options, option{rungID(r), r.Label})
	}
	options = append(options, t.opt("noneof"), unseen(string(Good)), unseen(string(Fair)), unseen(string(Hard)))
	return t.ask("bridge.rung", Vars{"title": sub.Title, "emoji": t.emoji(sub.ID), "rungs": strings.Join(lines, "\n")}, options...)
}

// rungID names a rung on a button, with its mark for the screen when it has one.
func rungID(r Rung) string {
	id := "r" + strconv.Itoa(r.Number)
	if r.Risk != "" {
		id += "!" + r.Risk
	}
	return id
}

func takeRung(t *turn, a answer) next {
	sub, _ := t.subNow()
	for _, r := range sub.Rungs {
		if rungID(r) == a.choice {
			return t.place(sub, r, false)
		}
	}
	if a.choice == "noneof" {
		t.forget("group")
		return "group"
	}
	return takeGroup(t, a)
}

// place records where the person stands and clears the draft for the next one.
func (t *turn) place(sub SubPillar, r Rung, notForMe bool) next {
	words := t.kept("words")
	vars := Vars{"title": sub.Title, "label": r.Label, "words": quoted(words)}
	line := t.line("log.placed", vars)
	switch {
	case notForMe:
		line = t.line("log.not_for_me", vars)
	case words != "":
		line = t.line("log.placed_words", vars)
	}
	t.fact(Placed{Bridge: t.p.Bridge.Version, Sub: sub.ID, Rung: r.Number, NotForMe: notForMe, Words: words}, line, t.line("bare.placed", vars))
	for _, draft := range []string{"words", "group", "sub"} {
		t.keep(draft, "")
	}
	n, _ := strconv.Atoi(t.kept("count"))
	t.keep("count", strconv.Itoa(n+1))
	return "placed"
}

// mayKeep tells whether the person let us keep anything about this part of life.
func (t *turn) mayKeep(s SubPillar) bool { return !s.Sensitive || t.given(Sensitive) }

func (t *turn) placedSubs() int { return len(t.p.Bridge.Subs()) - len(t.p.Open(t.p.Bridge)) }

func (t *turn) emoji(sub string) string {
	_, pillar, _ := t.p.Bridge.Sub(sub)
	return pillar.Emoji
}
