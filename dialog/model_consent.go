package dialog

// byModel asks whether a language model may read along. It is asked once, where there is
// one, of who takes part; the answer can be changed at any time with the other consents.
func byModel() flow {
	return flow{name: "bymodel", steps: []step{
		{name: "ask", ask: askConsent(ByModel), take: takeByModel(done)},
	}}
}

// takeByModel keeps the answer. Taken back, what a model heard before goes with it.
func takeByModel(to next) func(*turn, answer) next {
	return func(t *turn, a answer) next {
		to := takeConsent(ByModel, to)(t, a)
		if !t.given(ByModel) {
			t.s.Hints, t.s.Summing = Hints{}, nil
		}
		return to
	}
}

// mayAskByModel tells whether the question is still to be put.
func (t *turn) mayAskByModel() bool {
	_, asked := t.p.Consents[ByModel]
	return t.p.Model && !asked
}

// knowsByModel tells whether reading along is a matter for this person at all.
func (t *turn) knowsByModel() bool {
	_, asked := t.p.Consents[ByModel]
	return t.p.Model || asked
}

// modelStands tells whether a model may be used for this talk now. Staff never gave a
// consent, and of somebody under 18 it would be worth nothing.
func (t *turn) modelStands() bool {
	return t.p.Model && t.given(ByModel) && t.takesPart() && !t.p.Under18 && !t.p.Leaving
}
