package librarian_test

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/librarian"
	"stapmaat/knowledge"
	"stapmaat/knowledge/content"
	"stapmaat/knowledge/search"
	"stapmaat/prompts"
	"stapmaat/store/library"
)

// written is a day on which the starter library was read as a whole.
var written = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

// starter is what ships with the program, with what the linter says of it and its index.
type starter struct {
	chosen  []library.Chosen
	reports map[string]content.Report
	index   *search.Index
}

// indexed is made once: learning the embedder takes longest, and the tests only read.
var indexed = sync.OnceValues(func() (starter, error) {
	s := starter{reports: map[string]content.Report{}}
	documents, err := knowledge.Documents()
	if err != nil {
		return s, err
	}
	gate, err := prompts.NewGate()
	if err != nil {
		return s, err
	}
	var passages []search.Passage
	for _, d := range documents {
		report := content.Lint(d, func(text string) []string { return gate.Check("answer.short", text) }, written)
		s.reports[d.Key] = report
		s.chosen = append(s.chosen, library.Chosen{Document: d, Passages: report.Passages})
		for _, p := range report.Passages {
			passages = append(passages, search.Passage{ID: p.ID, Doc: d.Key, Title: d.Title, Heading: p.Heading, Text: p.Text, Short: p.Short, Questions: p.Questions})
		}
	}
	s.index, err = search.Build(passages, search.Options{})
	return s, err
})

func readStarter(t *testing.T) starter {
	s, err := indexed()
	require.NoError(t, err)
	return s
}

// What ships with the program passes everything that a curator's own documents must pass,
// golden questions included.
func TestTheStarterLibraryIsFit(t *testing.T) {
	t.Parallel()
	s := readStarter(t)
	require.GreaterOrEqual(t, len(s.chosen), 30)
	for key, report := range s.reports {
		for _, f := range report.Findings {
			if f.Stops || slices.Contains([]string{"small", "long", "pinned_without_end"}, f.Key) {
				t.Errorf("%s:%d: %s %s", key, f.Line, f.Key, f.What)
			}
		}
		require.Empty(t, report.Amounts, "%s: amounts change every year", key)
		require.Empty(t, report.Dropped, key)
	}
	for _, c := range s.chosen {
		require.Equal(t, "nobody yet", c.Document.Reviewed, "%s: a review that nobody did", c.Document.Key)
		require.GreaterOrEqual(t, len(c.Document.Golden), 2, c.Document.Key)
	}
	require.Empty(t, librarian.Golden(s.index, s.chosen))
}

// A golden question that stands among the passage's own questions proves nothing.
func TestGoldenQuestionsOfTheStarterLibraryAreNotItsOwn(t *testing.T) {
	t.Parallel()
	s := readStarter(t)
	own := map[string]bool{}
	for _, c := range s.chosen {
		for _, p := range c.Passages {
			for _, q := range p.Questions {
				require.False(t, own[bare(q)], "%s: %q is asked twice", c.Document.Key, q)
				own[bare(q)] = true
			}
		}
	}
	for _, c := range s.chosen {
		for _, g := range c.Document.Golden {
			require.False(t, own[bare(g.Question)], "%s: %q is one of its own questions", c.Document.Key, g.Question)
		}
	}
	for _, a := range asked(t) {
		require.False(t, own[bare(a.question)], "asked.tsv: %q is a document's own question", a.question)
	}
}

// bare is a question without capitals and marks.
func bare(question string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(question), func(r rune) bool {
		return strings.ContainsRune(" ?!.,;:'’", r)
	}), " ")
}

var telephone = regexp.MustCompile(`\b(?:11[0-9]|0[0-9]{1,3}[- ]?[0-9]{3,}(?:[- ]?[0-9]+)*|14 ?0[0-9]{2,3})\b`)

// A wrong number is the worst that a text can hold: each stands in numbers.yaml too, and
// since a document is read at any hour by anybody, is open day and night and for everybody.
func TestNumbersOfTheStarterLibraryAreApproved(t *testing.T) {
	t.Parallel()
	texts, err := prompts.Load("nl")
	require.NoError(t, err)
	approved := map[string]bool{}
	for _, n := range texts.Lines {
		approved[n.Number] = n.From == 0 && n.Until == 24 && n.For == ""
	}
	found := 0
	for _, c := range readStarter(t).chosen {
		for _, p := range c.Passages {
			for _, n := range telephone.FindAllString(p.Text+"\n"+p.Short, -1) {
				found++
				require.True(t, approved[n], "%s says %s, which is not in numbers.yaml, or not for everybody at any hour", c.Document.Key, n)
			}
		}
	}
	require.Greater(t, found, 10)
}

// Nobody is offered kinderopvangtoeslag: only who asks for it by name hears of it, and
// it has no list that could become somebody's steps.
func TestKinderopvangtoeslagComesOnlyWhenAskedFor(t *testing.T) {
	t.Parallel()
	const key, word = "kinderopvangtoeslag", "kinderopvangtoeslag"
	s := readStarter(t)
	for _, c := range s.chosen {
		for _, p := range c.Passages {
			if c.Document.Key == key {
				require.Empty(t, p.Steps)
			} else {
				require.NotContains(t, strings.ToLower(p.Text+p.Short+strings.Join(p.Questions, " ")), word, c.Document.Key)
			}
		}
	}
	for _, question := range []string{"ik zoek opvang voor mijn kind", "welke toeslagen zijn er", "wie betaalt de opvang van mijn kinderen", "welk geld krijg ik voor mijn kind"} {
		if r := s.index.Search(question, 1); r.Answered {
			require.NotEqual(t, key, r.Hits[0].Doc, question)
		}
	}
}
