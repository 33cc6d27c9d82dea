package dialog

import (
	"slices"
	"strconv"
	"strings"
)

// Summing is a summary for the mentor that is being made, and the lines it may point at.
type Summing struct {
	Number int     `json:"number"` // of the call
	Events []int64 `json:"events"`
}

// A summary is made of at least two lines, of the newest forty at most, and has three points at most.
const (
	leastSummed = 2
	mostSummed  = 40
	mostPoints  = 3
)

// sumUp asks for points that the mentor could talk about, made of lines that were shared just
// now and of nothing else.
func (t *turn) sumUp(offered []Entry, without []int64) {
	if !t.modelStands() {
		return
	}
	asked := &SumUpAsked{Language: t.texts.Language}
	s := &Summing{Number: t.s.Called + 1}
	for _, e := range offered {
		if e.Offered && e.Event != 0 && !slices.Contains(without, e.Event) {
			asked.Lines = append(asked.Lines, AskedEvent{ID: strconv.FormatInt(e.Event, 10), Line: e.Line})
			s.Events = append(s.Events, e.Event)
		}
	}
	if len(s.Events) < leastSummed {
		return
	}
	from := max(0, len(s.Events)-mostSummed)
	asked.Lines, s.Events = asked.Lines[from:], s.Events[from:]
	t.s.Called++
	t.s.Summing = s
	t.out.Calls = append(t.out.Calls, Call{Number: t.s.Called, Kind: CallSumUp, SumUp: asked})
}

// summedUp keeps the points for the mentor, each with the lines it stands on. Those must be
// hers to read at this moment: what was called a mistake since, or taken back, is no ground.
// The person finds the points where she sees what her mentor sees.
func (t *turn) summedUp(a CallAnswer) {
	s := t.s.Summing
	if s == nil || s.Number != a.Number {
		t.out.Answer = AnswerDropped
		return
	}
	t.s.Summing = nil
	t.out.Answer = AnswerFixed
	if a.SumUp == nil || !t.modelStands() || !t.given(Sharing) || t.p.Suicide {
		return
	}
	var e SummedUp
	for _, p := range a.SumUp.Points {
		if point, ok := t.pointOf(p, s.Events); ok && len(e.Points) < mostPoints {
			e.Points = append(e.Points, point)
		}
	}
	if len(e.Points) == 0 {
		return
	}
	t.out.Answer = AnswerUsed
	var texts []string
	for _, p := range e.Points {
		texts = append(texts, p.Text)
	}
	t.out.Events = append(t.out.Events, Fact{Event: e, Line: t.line("log.summed_up", Vars{"points": strings.Join(texts, " ")}), Shared: true})
}

// pointOf is a point as far as it holds: it says what its lines say, names nobody but her, and
// tells nothing that could be used to check on a person.
func (t *turn) pointOf(p SummaryPoint, asked []int64) (SummaryPoint, bool) {
	var lines []string
	point := SummaryPoint{Text: capital(strings.TrimRight(strings.TrimSpace(p.Text), ".")) + "."}
	for _, l := range t.p.Shared {
		id := strconv.FormatInt(l.Event, 10)
		if slices.Contains(asked, l.Event) && slices.Contains(p.Events, id) && !slices.Contains(point.Events, id) {
			point.Events, lines = append(point.Events, id), append(lines, l.Text)
		}
	}
	said := strings.Join(lines, "\n")
	text := strings.TrimSuffix(point.Text, ".")
	if len(lines) == 0 || !t.plainMade(text) || !t.fromHer(text, said) || t.texts.says(text, "model.never_told") || t.gated("log.summed_up", point.Text) == "" {
		return SummaryPoint{}, false
	}
	return point, true
}

// unsum takes back what was summed up since a line that was a mistake: it may stand on it.
func (t *turn) unsum(mistaken Entry) {
	for _, l := range t.p.Shared {
		if l.Kind == (SummedUp{}).Kind() && l.Event > mistaken.Event {
			t.fact(Mistaken{Event: l.Event, Of: l.Kind, At: l.At}, "", "")
		}
	}
}
