package dialog

import (
	"slices"
	"strings"
	"time"
)

// story starts where it hurts most, in the person's own words.
func story() flow {
	return flow{name: "story", steps: []step{
		{name: "what", ask: askStory, take: takeStory, words: true, asks: 6, skip: skipStory},
		{name: "more", ask: askStoryMore, take: takeStoryMore, words: true, asks: 6},
		{name: "stress", ask: sayStress, take: takeStress},
	}}
}

func askStory(t *turn) next {
	var options []option
	for _, p := range t.p.Bridge.Pillars {
		options = append(options, option{p.ID, strings.TrimSpace(p.Emoji + " " + p.ShortTitle())})
	}
	key := "story.what"
	if t.passed("cry", 24*time.Hour) {
		key = "story.what_again" // what was told before joining was not kept
	}
	return t.ask(key, nil, options...)
}

// skipStory is for who has no words for it now: the bridge begins at its beginning.
func skipStory(t *turn) next {
	t.pass("story")
	t.say("story.skipped", nil)
	return done
}

func takeStory(t *turn, a answer) next {
	if a.choice != "" {
		t.keep("pillar", a.choice)
		return "more"
	}
	if t.texts.wordless(a.words) {
		return unclear
	}
	return t.told(t.about(a.words), a.words)
}

func askStoryMore(t *turn) next {
	if t.sensitive(t.kept("pillar")) && !t.given(Sensitive) {
		return t.told(t.kept("pillar"), "")
	}
	return t.ask("story.more", nil, t.opt("rathernot"))
}

func takeStoryMore(t *turn, a answer) next {
	if a.choice == "rathernot" {
		return t.told(t.kept("pillar"), "")
	}
	if t.texts.wordless(a.words) {
		return unclear
	}
	return t.told(t.kept("pillar"), a.words)
}

// about guesses from single words which pillar a story is about; "" when none or
// several. It only chooses where the bridge begins, so a wrong guess costs nothing.
func (t *turn) about(words string) string {
	found := ""
	said := " " + plain(words) + " "
	for _, p := range t.p.Bridge.Pillars {
		for _, w := range t.texts.Phrases["pillar."+p.ID] {
			if !strings.Contains(said, " "+w+" ") {
				continue
			}
			if found != "" && found != p.ID {
				return ""
			}
			found = p.ID
		}
	}
	return found
}

// told records what weighs most. Words about health are not kept without an explicit yes.
func (t *turn) told(pillar, words string) next {
	if t.sensitive(pillar) && !t.given(Sensitive) {
		words = ""
	}
	if words == "" {
		t.fact(StoryTold{pillar, ""}, t.line("log.story_pillar", Vars{"pillar": t.pillarTitle(pillar)}), "")
	} else {
		t.fact(StoryTold{pillar, words}, t.line("log.story", Vars{"words": quoted(words)}), "")
	}
	t.keep("words", words)
	if t.reflected {
		t.forget("words") // given back already
	}
	return t.wonderFirst("stress")
}

// sayStress ties what stress does with everybody to what was just told.
func sayStress(t *turn) next {
	if words := t.kept("words"); words != "" && t.kept("heard") == "" {
		t.say("story.heard", Vars{"words": quoted(words)})
	}
	t.keep("heard", "yes") // once: who comes back to this knows that she was heard
	return t.ask("story.stress", nil, option{"ok", t.label("story.on")})
}

func takeStress(*turn, answer) next { return done }

// sensitive tells whether a pillar holds health: then words about it wait for an explicit yes.
func (t *turn) sensitive(pillar string) bool {
	for _, p := range t.p.Bridge.Pillars {
		if p.ID == pillar {
			return slices.ContainsFunc(p.Subs, func(s SubPillar) bool { return s.Sensitive })
		}
	}
	return false
}

func (t *turn) pillarTitle(id string) string {
	for _, p := range t.p.Bridge.Pillars {
		if p.ID == id {
			return p.Title
		}
	}
	return ""
}
