package dialog

import "html"

// mostAsks is how many open questions of a model follow each other.
const mostAsks = 2

// askOn is one open question that a model proposed: who answers it goes on telling, and what
// she tells is kept like the rest. What was talked about comes back after it.
func askOn() flow {
	return flow{name: "askon", steps: []step{
		{name: "ask", words: true, asks: 6, ask: putMade, take: takeMade},
	}}
}

func putMade(t *turn) next {
	t.send(Message{Key: "model.asks", Text: html.EscapeString(t.kept("question")), Lane: LaneAnswer})
	return t.offer(t.opts("goon")...)
}

func takeMade(t *turn, a answer) next {
	if a.choice != "" || t.texts.noWords(a.words) {
		return done
	}
	if t.private(a.words) {
		return done
	}
	t.keepQuietly(a.words)
	t.applying(a.words)
	if asked := t.count("asked") + 1; t.wonder != "" && asked < mostAsks {
		t.keep("question", t.wonder)
		t.keep("asked", numeral(asked))
		return again
	}
	if !t.reflected {
		t.say("heard.kept", nil)
	}
	return done
}

// wonderFirst puts the question of the model, where there is one, before the talk goes on at back.
func (t *turn) wonderFirst(back next) next {
	if t.wonder == "" {
		return back
	}
	question := t.wonder
	t.wonder = ""
	return t.into("askon", back, "question", question, "phase", string(t.wonders))
}
