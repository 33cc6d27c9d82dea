package dialog

import (
	"slices"
	"strconv"
	"time"
)

// What is placed when: where the story began first, three at a time, and the picture in between.

// afterPlacing shows the picture after the first two and when all is placed, and
// pauses after every three. A new look at one place is over with that place.
func afterPlacing(t *turn) next {
	count, _ := strconv.Atoi(t.kept("count"))
	switch {
	case t.kept("look") != "":
		t.bridgeByItself()
		return done
	case len(t.toPlace()) == 0:
		if len(t.p.Open(t.p.Bridge)) == 0 {
			t.say("bridge.complete", nil)
		} else {
			t.say("bridge.so_far", nil)
		}
		t.bridgeByItself()
		return done
	case t.placedSubs() == 2:
		t.say("bridge.first_two", nil)
		t.bridgeByItself()
		return t.smallFirst("more")
	case count >= 3:
		return "more"
	}
	return "group"
}

func askMore(t *turn) next {
	if len(t.toPlace()) == 0 {
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
	if t.longTalk() {
		t.drop() // "genoeg zo" after a long talk is enough of it all
		if t.close() {
			return again
		}
		return stay
	}
	return done
}

// subNow is the sub-pillar whose turn it is: first where the story began, then in order.
func (t *turn) subNow() (SubPillar, bool) {
	if sub, _, ok := t.p.Bridge.Sub(t.kept("sub")); ok {
		return sub, true
	}
	open := t.toPlace()
	if len(open) == 0 {
		return SubPillar{}, false
	}
	now := open[0]
	if i := slices.IndexFunc(open, t.inStory); i >= 0 {
		now = open[i]
	}
	if i := slices.IndexFunc(open, func(s SubPillar) bool { return s.First && t.inStory(s) }); i >= 0 {
		now = open[i]
	}
	if i := slices.IndexFunc(open, func(s SubPillar) bool { _, heard := t.placeHint(s.ID); return heard }); i >= 0 {
		now = open[i] // she told of it already
	}
	t.keep("sub", now.ID)
	return now, true
}

// inStory tells whether a sub-pillar is in the part of life that the person last told about.
func (t *turn) inStory(s SubPillar) bool {
	_, pillar, _ := t.p.Bridge.Sub(s.ID)
	for _, told := range slices.Backward(t.p.Story) {
		if told.Pillar != "" {
			return told.Pillar == pillar.ID
		}
	}
	return false
}

// toPlace lists what may still be placed: not health without a yes, and not what
// the person passed over today.
func (t *turn) toPlace() []SubPillar {
	return slices.DeleteFunc(t.p.Open(t.p.Bridge), func(s SubPillar) bool {
		return !t.mayKeep(s) || t.passed("place."+s.ID, 20*time.Hour)
	})
}
