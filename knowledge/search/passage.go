package search

import (
	"errors"
	"fmt"
	"strings"
)

// Passage is one piece of approved content, as the index reads it.
type Passage struct {
	ID        string   // stable, unique in the release
	Doc       string   // the document it belongs to
	Title     string   // of the document
	Heading   []string // the path of headings above the passage, outermost first
	Text      string
	Short     string   // the form that participants read
	Questions []string // as people ask them
}

// Options change how an index is built. The zero value is what the measurements stand for.
type Options struct {
	Dims     int     // of the built-in embedder; 0 is DefaultDims
	NoVector bool    // leave the in-memory vector leg out: the vectors come from outside
	Tuning   *Tuning // nil is DefaultTuning
}

// Hit is one passage of an answer, the best of its document.
type Hit struct {
	Passage string // its id
	Doc     string
	Score   float64 // fused; only good for comparing hits of one question
	Lexical Leg
	Vector  Leg
}

// Leg is what one leg made of a document: its score and its rank from 1; rank 0 is not found.
type Leg struct {
	Score float64
	Rank  int
}

// Result is what the index makes of a question: the best documents first, and
// whether the first is good enough to be shown.
type Result struct {
	Hits       []Hit
	Answered   bool
	Confidence float64 // 0 to 1: how likely the first hit answers the question
	Why        string  // for staff and logs, without words of the question
}

// ErrPassages says that passages cannot make an index.
var ErrPassages = errors.New("passages cannot be indexed")

func checkPassages(passages []Passage) error {
	if len(passages) == 0 {
		return fmt.Errorf("%w: there are none", ErrPassages)
	}
	seen := make(map[string]bool, len(passages))
	for i, p := range passages {
		switch {
		case p.ID == "":
			return fmt.Errorf("%w: passage %d has no id", ErrPassages, i+1)
		case p.Doc == "":
			return fmt.Errorf("%w: passage %s has no document", ErrPassages, p.ID)
		case seen[p.ID]:
			return fmt.Errorf("%w: passage %s is there twice", ErrPassages, p.ID)
		case strings.TrimSpace(p.Text+p.Short+p.Title) == "":
			return fmt.Errorf("%w: passage %s has no text", ErrPassages, p.ID)
		}
		seen[p.ID] = true
	}
	return nil
}
