package dialog

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// bareAfter is how long the person has to decide before the mentor sees the bare facts.
const bareAfter = 48 * time.Hour

// sharing puts what was recorded in front of the person: she decides what the mentor sees.
func sharing() flow {
	return flow{name: "sharing", steps: []step{
		{name: "ask", ask: askSharing, take: takeSharing},
		{name: "change", ask: askChange, take: takeChange, words: true, digits: true},
	}}
}

// hasOffer tells whether there is something to set ready, and whether that may be.
func (t *turn) hasOffer() bool {
	return len(t.p.Record) > 0 && t.given(Sharing) && !t.p.Under18 && !t.p.Suicide
}

// putOff tells whether the person wanted to decide later: today she is not asked again.
func (t *turn) putOff() bool { return t.passed("sharing", 20*time.Hour) }

// offerSharing begins the flow on top and tells whether it did. One that lies below
// another part comes up; on a watched phone it stands behind the door.
func (t *turn) offerSharing() bool {
	if !t.takesPart() || !t.hasOffer() || t.putOff() {
		return false
	}
	if n := len(t.s.Flows); n > 0 && (t.top().Flow == "sharing" || t.top().Flow == "door") {
		return false
	}
	t.s.Flows = slices.DeleteFunc(t.s.Flows, func(f Frame) bool { return f.Flow == "sharing" || f.Flow == "door" })
	t.begin("sharing")
	if t.p.Phone == PhoneWatched {
		t.begin("door")
	}
	return true
}

func askSharing(t *turn) next {
	if !t.hasOffer() {
		return t.leave()
	}
	t.fact(TalkOffered{}, "", "")
	t.timer(BareFacts, "", t.p.Now.Add(bareAfter))
	options := t.opts("share", "change", "keep")
	if len(t.p.Record) == 1 {
		options = t.opts("share", "keep") // nothing to take out
	}
	options = append(options, unseen("onwards"), unseen("undecided"))
	return t.ask("sharing.ask", Vars{"lines": recordLines(t.p.Record)}, options...)
}

func recordLines(record []Entry) string {
	var lines []string
	for i, e := range record {
		lines = append(lines, strconv.Itoa(i+1)+". "+e.Line)
	}
	return strings.Join(lines, "\n")
}

func takeSharing(t *turn, a answer) next {
	switch a.choice {
	case "share":
		return t.share(nil)
	case "change":
		return "change"
	case "onwards", "undecided":
		t.pass("sharing")
		t.say("sharing.later", nil)
		if a.choice == "onwards" {
			return done
		}
		return t.leave()
	}
	return t.withhold()
}

// withhold leaves all that was offered with the person.
func (t *turn) withhold() next {
	t.timer(BareFacts, "", time.Time{})
	t.fact(TalkWithheld{}, "", "")
	t.say("sharing.kept", nil)
	return t.leave()
}

func askChange(t *turn) next {
	return t.ask("sharing.change", Vars{"last": strconv.Itoa(len(t.p.Record))}, t.opts("nonetaken", "goback", "keepall")...)
}

// takeChange reads which lines stay with the person: "2", "1 en 3".
func takeChange(t *turn, a answer) next {
	switch a.choice {
	case "nonetaken":
		return t.share(nil)
	case "goback":
		return "ask"
	case "keepall":
		return t.withhold()
	}
	var without []int64
	for _, w := range strings.FieldsFunc(a.words, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.Atoi(w); err == nil && n >= 1 && n <= len(t.p.Record) {
			without = append(without, t.p.Record[n-1].Event)
		}
	}
	if len(without) == 0 {
		if t.texts.noWords(a.words) {
			return "ask" // "nee", "weet niet": she need not take anything out
		}
		t.say("sharing.which", nil)
		return again
	}
	return t.share(slices.Compact(slices.Sorted(slices.Values(without))))
}

func (t *turn) share(without []int64) next {
	t.timer(BareFacts, "", time.Time{})
	t.sumUp(t.p.Record, without)
	t.fact(TalkShared{Without: without}, "", "")
	t.say("sharing.done", nil)
	return t.leave()
}

// bare is 48 hours without an answer: the mentor sees that something was done, not what was said.
func (t *turn) bare() {
	if t.hasOffer() {
		t.fact(TalkBared{}, "", "")
	}
	if len(t.s.Flows) > 0 && t.top().Flow == "sharing" {
		t.drop()
	}
}
