package dialog

// moves are what a text of the model may do in one phase of the method.
type moves struct {
	reflect bool     // give back what was said
	place   bool     // hear a place on the bridge, or how one leads to another
	cuts    bool     // a question cuts a step that is too big
	topics  []string // what an open question may be about; none for no question
}

// movesIn is the method in a table. While the bridge is laid the bridge asks; where a step is
// sought a question only cuts. Advice stands nowhere: it is not among the moves.
var movesIn = map[Phase]moves{
	Engage:   {reflect: true, place: true, topics: []string{TopicHappened, TopicFeeling, TopicNow, TopicMatters, TopicLeads}},
	Focus:    {reflect: true, place: true},
	Evoke:    {reflect: true, topics: []string{TopicWanted, TopicMatters, TopicWorked, TopicStrength}},
	Planning: {reflect: true, cuts: true, topics: []string{TopicSmaller, TopicWhen, TopicWho, TopicObstacle}},
	FollowOn: {reflect: true, topics: []string{TopicHappened, TopicWorked, TopicMeans}},
	Free:     {reflect: true, place: true, topics: []string{TopicHappened, TopicFeeling, TopicNow}},
}

// subsAsked are the places that the model may hear something about, health only with a yes.
func (t *turn) subsAsked() []AskedSub {
	var all []AskedSub
	for _, s := range t.p.Bridge.Subs() {
		if !t.mayKeep(s) {
			continue
		}
		a := AskedSub{ID: s.ID, Title: s.Title}
		for _, r := range s.Rungs {
			a.Rungs = append(a.Rungs, r.Label)
		}
		all = append(all, a)
	}
	return all
}
