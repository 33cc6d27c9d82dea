package dialog

import "slices"

// Who comes back after a pause is met anew. Questions that were about the end of
// the last talk are not put again; what they were about lasts.

// leftover are the flows that end or interrupt a talk, and mean nothing in the next one.
var leftover = map[string]bool{"later": true, "breath": true, "sharing": true, "question": true}

// clearOld lets go of leftovers below the question that waits when a new talk
// begins. What stands right behind a door is what the door was put there for.
func (t *turn) clearOld() {
	keep := len(t.s.Flows)
	if t.s.Pending != nil && keep > 0 {
		if keep--; t.s.Flows[keep].Flow == "door" && keep > 0 {
			keep--
		}
	}
	old := slices.DeleteFunc(slices.Clone(t.s.Flows[:keep]), func(f Frame) bool { return leftover[f.Flow] })
	t.s.Flows = append(old, t.s.Flows[keep:]...)
}

// returned meets somebody who comes back while a question of the last talk waits.
func (t *turn) returned(text string) {
	t.s.Pending = nil
	t.clearOld()
	t.listen(text)
}

// greeted is "hoi" while a question waits: no answer to it. After a pause somebody
// comes back; within a talk the question is put once more.
func (t *turn) greeted() {
	if t.fresh && t.takesPart() && t.top().Flow != "door" {
		t.returned("")
		return
	}
	t.resume()
}
