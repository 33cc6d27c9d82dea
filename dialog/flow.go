package dialog

// flow is one kind of talk: a few steps, each a question and what its answer
// leads to. One flow lives in one file and stands in one line of flows.go.
type flow struct {
	name  string
	steps []step // the first one begins the flow
}

// step is one question. ask puts it; take gets the answer and says where to go.
type step struct {
	name string
	ask  func(*turn) next
	take func(*turn, answer) next
	// words is set where own words are an answer. Elsewhere text that fits no
	// choice is not understood.
	words bool
	// digits is set where a number means something of its own, not the number of a choice.
	digits bool
	// exact is set where a near miss is somebody's own word, not a typo: names.
	exact bool
	// asks is from how many words on a question of the person is own words here; 0 is never.
	asks int
	// skip passes the question over, where that may be: a button for it stands there
	// after a miss, and "weet ik niet" means it from the beginning.
	skip func(*turn) next
}

// next says where the talk goes: the name of a step of the same flow, or one of the words below.
type next string

const (
	done  next = "·done"  // this flow is over; what it interrupted comes back
	again next = "·again" // put this question once more
	stay  next = "·stay"  // the question stays as it is, nothing is put
	// unclear says that the words were no answer after all: the repair follows.
	unclear next = "·unclear"
)

// answer is what came back on a question: one of its choices, or own words.
type answer struct {
	choice string // id of the choice; "" for own words
	words  string // what was typed, trimmed; also set when a choice was typed
}

func (f flow) step(name string) (step, bool) {
	for _, s := range f.steps {
		if s.name == name {
			return s, true
		}
	}
	return step{}, false
}
