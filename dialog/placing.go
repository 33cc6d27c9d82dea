package dialog

import (
	"slices"
	"strconv"
	"strings"
)

// bridge lets the person place herself, part by part, over as many talks as she likes.
func bridge() flow {
	return flow{name: "bridge", steps: []step{
		{name: "intro", ask: introBridge},
		{name: "group", ask: askGroup, take: takeGroup, words: true},
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
	case t.mayKeep(sub):
		t.keep("words", a.words)
	}
	return again
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
	return t.ask("bridge.rung", Vars{"rungs": strings.Join(lines, "\n")}, options...)
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
	return again
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

// afterPlacing shows the picture after the first two and when all is placed, and
// pauses after every three. A new look at one place is over with that place.
func afterPlacing(t *turn) next {
	count, _ := strconv.Atoi(t.kept("count"))
	all := len(t.p.Open(t.p.Bridge)) == 0
	switch {
	case t.kept("look") != "":
		t.bridgeByItself()
		return done
	case all:
		t.say("bridge.complete", nil)
		t.bridgeByItself()
		return done
	case t.placedSubs() == 2:
		t.say("bridge.first_two", nil)
		t.bridgeByItself()
		return "more"
	case count >= 3:
		return "more"
	}
	return "group"
}

func askMore(t *turn) next {
	if len(t.p.Open(t.p.Bridge)) == 0 {
		return done
	}
	t.keep("count", "0")
	return t.ask("bridge.more", nil, t.opts("more", "tomorrow", "enough")...)
}

func takeMore(t *turn, a answer) next {
	switch a.choice {
	case "more":
		return "group"
	case "tomorrow":
		return t.into("later", "group")
	}
	t.pass("bridge")
	return done
}

// subNow is the sub-pillar whose turn it is: first where the story began, then in order.
func (t *turn) subNow() (SubPillar, bool) {
	if sub, _, ok := t.p.Bridge.Sub(t.kept("sub")); ok {
		return sub, true
	}
	open := slices.DeleteFunc(t.p.Open(t.p.Bridge), func(s SubPillar) bool { return !t.mayKeep(s) })
	if len(open) == 0 {
		return SubPillar{}, false
	}
	now := open[0]
	if n := len(t.p.Story); n > 0 {
		for _, s := range slices.Backward(open) {
			if _, pillar, _ := t.p.Bridge.Sub(s.ID); pillar.ID == t.p.Story[n-1].Pillar {
				now = s
			}
		}
	}
	t.keep("sub", now.ID)
	return now, true
}

// mayKeep tells whether the person let us keep anything about this part of life.
func (t *turn) mayKeep(s SubPillar) bool { return !s.Sensitive || t.given(Sensitive) }

func (t *turn) placedSubs() int { return len(t.p.Bridge.Subs()) - len(t.p.Open(t.p.Bridge)) }

func (t *turn) emoji(sub string) string {
	_, pillar, _ := t.p.Bridge.Sub(sub)
	return pillar.Emoji
}
