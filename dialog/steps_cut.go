package dialog

import (
	"html"
	"strconv"
)

// mostCuts is how many questions cut a step that is too big.
const mostCuts = 3

// cut goes to the next question that cuts. When two led nowhere, to an offer.
func (t *turn) cut(first int) next {
	cut, nowhere := t.count("cut"), t.count("nowhere")
	if cut == 0 {
		cut = first
	} else {
		cut, nowhere = cut+1, nowhere+1
	}
	t.keep("cut", strconv.Itoa(cut))
	t.keep("nowhere", strconv.Itoa(nowhere))
	if nowhere == 2 || cut > mostCuts {
		return "offer"
	}
	return "cut"
}

// count is a draft that holds a number; 0 when there is none.
func (t *turn) count(draft string) int {
	n, _ := strconv.Atoi(t.kept(draft))
	return n
}

func askCut(t *turn) next {
	if t.wonder != "" && movesIn[t.wonders].cuts {
		question := t.wonder
		t.wonder = ""
		t.send(Message{Key: "model.asks", Text: html.EscapeString(question), Lane: LaneAnswer})
		return t.offer(t.opt("dontknow"))
	}
	cut := min(max(t.count("cut"), 1), mostCuts)
	return t.ask("steps.cut_"+strconv.Itoa(cut), nil, t.opt("dontknow"))
}

// askOffer offers to look for the step together.
func askOffer(t *turn) next {
	ids := []string{"together", "letitbe"}
	if t.count("cut") <= mostCuts {
		ids = []string{"together", "onequestion", "letitbe"}
	}
	return t.ask("steps.offer", nil, t.opts(ids...)...)
}

func takeOffer(t *turn, a answer) next {
	switch a.choice {
	case "together":
		t.keep("words", t.label("steps.together_words"))
		t.keep("found", string(FoundByBot))
		t.keep("by", string(ByTogether))
		t.keep("who", t.mentorName())
		return "money"
	case "onequestion":
		return "cut"
	case "letitbe":
		t.pass("steps")
		t.say("steps.later", nil)
		return done
	}
	return takeStep(t, a)
}
