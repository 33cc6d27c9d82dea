package dialog

import "time"

// beginSmall starts with the small thing that a story names already: a letter that
// somebody does not dare to open needs no whole bridge first.
func beginSmall() flow {
	return flow{name: "small", steps: []step{
		{name: "ask", ask: askSmall, take: takeSmall},
		{name: "goal", words: true, ask: askSmallGoal, take: takeSmallGoal},
		{name: "over", ask: func(*turn) next { return done }},
	}}
}

// mayBeginSmall tells whether to offer it: after two places, before there is a goal, once.
func (t *turn) mayBeginSmall() bool {
	_, told := t.smallStory()
	return told && len(t.p.Goals) == 0 && t.placedSubs() >= 2 && !t.passed("small", 365*24*time.Hour)
}

// smallFirst begins it when it may, and goes on at back after it.
func (t *turn) smallFirst(back next) next {
	if t.mayBeginSmall() {
		return t.into("small", back)
	}
	return back
}

// smallStory is the story in which post or a letter lies that nobody dares to open.
func (t *turn) smallStory() (string, bool) {
	for _, told := range t.p.Story {
		if t.texts.says(told.Words, "small.post") && t.texts.says(told.Words, "small.shut") {
			return told.Words, true
		}
	}
	return "", false
}

func askSmall(t *turn) next {
	words, ok := t.smallStory()
	if !ok {
		return done
	}
	return t.ask("small.ask", Vars{"story": short(words)}, t.opts("yes", "firston")...)
}

func takeSmall(t *turn, a answer) next {
	t.pass("small")
	if a.choice == "yes" {
		return "goal"
	}
	return done
}

// askSmallGoal lets her name it: "ik durf de post niet open te maken" is a worry, the
// goal is its other side.
func askSmallGoal(t *turn) next { return t.ask("small.goal", nil, t.opt("openpost")) }

func takeSmallGoal(t *turn, a answer) next {
	words := a.words
	switch kind := t.unsaid(a); {
	case kind == odd || a.choice == "" && t.private(a.words):
		return again
	case kind != ownWords || a.choice != "":
		words = t.label("small.openpost")
	}
	t.setGoal(words)
	return t.into("steps", "over")
}
