package measure_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/knowledge/search"
	"stapmaat/knowledge/search/measure"
)

const passages = `{"passage_id":"a#0","doc_id":"a","title":"Huisarts","text":"Een huisarts kies je zelf.","questions":["Waar vind ik een dokter?"]}
{"passage_id":"b#0","doc_id":"b","title":"","text":"Een betalingsregeling spreek je af met het bedrijf."}

{"passage_id":"c#0","doc_id":"c","title":"","text":"Bij de voedselbank krijg je een pakket."}
`

func TestRun(t *testing.T) {
	t.Parallel()
	p, err := measure.Passages(strings.NewReader(passages))
	require.NoError(t, err)
	q, err := measure.Questions(strings.NewReader(`{"query_id":"1","text":"waar vind ik een huisarts"}` + "\n" + `{"id":"2","text":"xqzwv"}`))
	require.NoError(t, err)
	right, err := measure.Judgements(strings.NewReader("query_id\tdoc_id\trelevance\n1\ta\t1\n2\tb\t0\n"))
	require.NoError(t, err)
	require.NoError(t, right.Check(p, q))
	run, err := measure.Ask(p, q, right, search.Options{Dims: 4}, func() time.Time { return time.Time{} })
	require.NoError(t, err)
	var lines, report bytes.Buffer
	require.NoError(t, run.Write(&lines))
	require.True(t, strings.HasPrefix(lines.String(), `{"id":"1","ranked":["a"`), lines.String())
	require.Contains(t, lines.String(), `{"id":"2","ranked":[],"answered":false}`)
	require.NoError(t, run.Print(&report, true))
	require.Contains(t, report.String(), "unanswerable and refused:   1.000")
	require.Contains(t, report.String(), "fused    1.000")
}

func TestFigures(t *testing.T) {
	t.Parallel()
	right := map[string]bool{"x": true, "y": true}
	o := measure.Outcome{Ranked: []string{"a", "x", "b", "c", "d", "y"}, Right: right}
	require.Equal(t, 0.5, o.MRR10())
	require.Equal(t, 0.5, o.Recall5())
	require.Equal(t, 1.0, o.Hit5())
	require.Zero(t, o.First())
	require.InDelta(t, (0.63093+0.35621)/(1+0.63093), o.NDCG10(), 1e-4)
	none := measure.Outcome{Ranked: []string{"a"}, Right: right}
	require.Zero(t, none.MRR10()+none.Recall5()+none.Hit5()+none.NDCG10())
	f := measure.Mean([]measure.Outcome{o, none}, measure.Outcome.Hit5)
	require.Equal(t, 0.5, f.Mean)
	require.InDelta(t, 0.0945, f.Low, 1e-3) // Wilson, one of two
	require.InDelta(t, 0.9055, f.High, 1e-3)
	require.Equal(t, "–", measure.Mean(nil, measure.Outcome.Hit5).String())
}

func TestBadInput(t *testing.T) {
	t.Parallel()
	for name, read := range map[string]func() error{
		"passage, no JSON": func() error { _, err := measure.Passages(strings.NewReader("{")); return err },
		"passage, no id":   func() error { _, err := measure.Passages(strings.NewReader(`{"doc_id":"a"}`)); return err },
		"no passages":      func() error { _, err := measure.Passages(strings.NewReader("\n")); return err },
		"question, no id":  func() error { _, err := measure.Questions(strings.NewReader(`{"text":"a"}`)); return err },
		"question twice": func() error {
			_, err := measure.Questions(strings.NewReader("{\"id\":\"a\"}\n{\"id\":\"a\"}"))
			return err
		},
		"no questions":        func() error { _, err := measure.Questions(strings.NewReader("")); return err },
		"judgement, columns":  func() error { _, err := measure.Judgements(strings.NewReader("a\tb\n")); return err },
		"judgement, no score": func() error { _, err := measure.Judgements(strings.NewReader("a\tb\tveel\n")); return err },
		"a line without end":  func() error { _, err := measure.Passages(strings.NewReader(strings.Repeat("x", 9<<20))); return err },
		"judged by a stranger": func() error {
			return measure.Right{"1": {"z": true}}.Check([]search.Passage{{Doc: "a"}}, []measure.Question{{ID: "1"}})
		},
		"judgements of other questions": func() error {
			return measure.Right{"9": {"a": true}}.Check([]search.Passage{{Doc: "a"}}, []measure.Question{{ID: "1"}})
		},
	} {
		require.ErrorIs(t, read(), measure.ErrInput, name)
	}
}
