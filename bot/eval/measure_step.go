package eval

import "slices"

// step measures whether she came to a first step, and how long it took.
func (f *Figures) step(t *Talk) {
	if t.Step < 0 {
		return
	}
	f.FirstStep = 1
	days := map[string]bool{}
	for _, turn := range t.Turns[:t.Step+1] {
		if turn.Said != "" {
			f.TurnsToStep++
			days[turn.At.Format("2006-01-02")] = true
		}
	}
	f.DaysToStep = len(days)
}

// medianToStep is over those who came there; 0 when nobody did.
func medianToStep(people []Figures) int {
	var turns []int
	for _, p := range people {
		if p.FirstStep > 0 {
			turns = append(turns, p.TurnsToStep)
		}
	}
	if len(turns) == 0 {
		return 0
	}
	slices.Sort(turns)
	return turns[len(turns)/2]
}
