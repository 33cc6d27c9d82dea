package dialog

import "fmt"

// The stack of flows: the last one is being talked about, what it interrupted waits below.

// follow goes where a step says, until a question waits for the person.
func (t *turn) follow(n next) {
	const tooFar = 50 // no turn needs more; a flow that goes round is a bug
	for range tooFar {
		switch n {
		case stay:
			return
		case again, unclear:
		case done:
			t.drop()
			if len(t.s.Flows) == 0 && !t.onward() {
				return
			}
		default:
			t.top().Step = string(n)
		}
		n = t.put()
	}
	panic(fmt.Sprintf("flow %q goes round at step %q", t.top().Flow, t.top().Step))
}

// put asks the question of the step that is on top.
func (t *turn) put() next {
	t.s.Pending = nil
	_, s := t.here()
	return s.ask(t)
}

// here is the flow and the step on top. A step that this program does not know
// (an older or newer talk) begins its flow anew.
func (t *turn) here() (flow, step) {
	f, ok := flowNamed(t.top().Flow)
	if !ok {
		panic(fmt.Sprintf("no flow %q", t.top().Flow))
	}
	s, ok := f.step(t.top().Step)
	if !ok {
		s = f.steps[0]
		t.top().Step = s.name
	}
	return f, s
}

func (t *turn) top() *Frame { return &t.s.Flows[len(t.s.Flows)-1] }

// talking tells whether a flow is anywhere on the stack.
func (t *turn) talking(name string) bool {
	for _, f := range t.s.Flows {
		if f.Flow == name {
			return true
		}
	}
	return false
}

// begin puts a flow on top without asking yet. A flow that is already on the
// stack is not put there twice: what lies above it goes, and it begins anew.
func (t *turn) begin(name string, draft ...string) {
	for i, f := range t.s.Flows {
		if f.Flow == name {
			t.s.Flows = t.s.Flows[:i]
			break
		}
	}
	f, ok := flowNamed(name)
	if !ok {
		panic(fmt.Sprintf("no flow %q", name))
	}
	t.s.Flows = append(t.s.Flows, Frame{Flow: name, Step: f.steps[0].name})
	for i := 0; i+1 < len(draft); i += 2 {
		t.keep(draft[i], draft[i+1])
	}
}

// interrupt begins a flow on top of what is talked about now, and asks.
func (t *turn) interrupt(name string, draft ...string) {
	t.s.Misses = 0
	t.begin(name, draft...)
	t.follow(again)
}

// into is for a step that goes on in another flow and comes back after it at back.
func (t *turn) into(name string, back next, draft ...string) next {
	t.top().Step = string(back)
	t.begin(name, draft...)
	return again
}

// leave ends the flow on top without going back to what it interrupted: that
// waits until the person returns.
func (t *turn) leave() next {
	t.drop()
	return stay
}

// aside ends what was asked for in passing: what it interrupted comes back; where
// nothing was, the talk rests and is not led on.
func (t *turn) aside() next {
	if len(t.s.Flows) > 1 {
		return done
	}
	t.say("thread.aside", nil)
	return t.leave()
}

// drop ends the flow on top.
func (t *turn) drop() {
	t.s.Pending = nil
	t.s.Flows = t.s.Flows[:len(t.s.Flows)-1]
}

// rest ends all flows: the talk is over for now.
func (t *turn) rest() {
	t.s.Flows, t.s.Pending = nil, nil
}

// keep remembers a draft value of the flow on top, cut to what a state can hold.
func (t *turn) keep(key, value string) {
	f := t.top()
	if f.Draft == nil {
		f.Draft = map[string]string{}
	}
	most := draftWords
	if t.p.Desk != nil {
		most *= 2 // staff notes are longer, and their flows fewer
	}
	f.Draft[key] = clip(value, most)
}

// kept is a draft value of the flow on top, "" when there is none.
func (t *turn) kept(key string) string { return t.top().Draft[key] }

// resume puts the question that waits once more, if there is one.
func (t *turn) resume() {
	if len(t.s.Flows) > 0 && t.s.Pending != nil {
		t.putAgain()
	}
}
