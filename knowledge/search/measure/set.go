// Package measure says how well a search does on a set of passages, questions and
// judgements, in the format of data/search: JSON lines and a TSV.
package measure

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"stapmaat/knowledge/search"
)

// ErrInput says that a file is not what it should be.
var ErrInput = errors.New("cannot read")

// Question is one line of the questions.
type Question struct {
	ID   string
	Text string
}

// Right says which documents answer a question: question id → document id.
type Right map[string]map[string]bool

// longest line that is read: a passage is a page at most.
const longest = 8 << 20

type passageLine struct {
	PassageID string   `json:"passage_id"`
	DocID     string   `json:"doc_id"`
	Title     string   `json:"title"`
	Text      string   `json:"text"`
	Short     string   `json:"short"`
	Questions []string `json:"questions"`
}

// Passages reads JSON lines of passage_id, doc_id, title, text, and if there: short, questions.
func Passages(in io.Reader) ([]search.Passage, error) {
	var out []search.Passage
	err := eachLine(in, func(line int, text []byte) error {
		var p passageLine
		if err := json.Unmarshal(text, &p); err != nil {
			return fmt.Errorf("%w line %d: not a JSON passage: %w", ErrInput, line, err)
		}
		if p.PassageID == "" || p.DocID == "" {
			return fmt.Errorf("%w line %d: a passage needs passage_id and doc_id", ErrInput, line)
		}
		out = append(out, search.Passage{ID: p.PassageID, Doc: p.DocID, Title: p.Title, Text: p.Text, Short: p.Short, Questions: p.Questions})
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%w: no passage in it", ErrInput)
	}
	return out, err
}

// Questions reads JSON lines of query_id or id, and text.
func Questions(in io.Reader) ([]Question, error) {
	var out []Question
	seen := map[string]bool{}
	err := eachLine(in, func(line int, text []byte) error {
		var q struct {
			QueryID string `json:"query_id"`
			ID      string `json:"id"`
			Text    string `json:"text"`
		}
		if err := json.Unmarshal(text, &q); err != nil {
			return fmt.Errorf("%w line %d: not a JSON question: %w", ErrInput, line, err)
		}
		if q.QueryID == "" {
			q.QueryID = q.ID
		}
		switch {
		case q.QueryID == "":
			return fmt.Errorf("%w line %d: a question needs query_id or id", ErrInput, line)
		case seen[q.QueryID]:
			return fmt.Errorf("%w line %d: question %s is there twice", ErrInput, line, q.QueryID)
		}
		seen[q.QueryID] = true
		out = append(out, Question{q.QueryID, q.Text})
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%w: no question in it", ErrInput)
	}
	return out, err
}

// Judgements reads query_id, doc_id, relevance, tab-separated, with or without a header.
// Questions without a line that is above 0 are ones that nothing answers.
func Judgements(in io.Reader) (Right, error) {
	right := Right{}
	err := eachLine(in, func(line int, text []byte) error {
		fields := strings.Fields(string(text))
		if line == 1 && len(fields) > 0 && strings.Contains(strings.ToLower(fields[0]), "query") {
			return nil
		}
		if len(fields) == 4 { // TREC's form has a run number second
			fields = []string{fields[0], fields[2], fields[3]}
		}
		if len(fields) != 3 {
			return fmt.Errorf("%w line %d: needs query_id, doc_id and relevance, tab-separated", ErrInput, line)
		}
		var relevance float64
		if _, err := fmt.Sscanf(fields[2], "%g", &relevance); err != nil {
			return fmt.Errorf("%w line %d: relevance is no number", ErrInput, line)
		}
		if relevance > 0 {
			if right[fields[0]] == nil {
				right[fields[0]] = map[string]bool{}
			}
			right[fields[0]][fields[1]] = true
		}
		return nil
	})
	return right, err
}

func eachLine(in io.Reader, do func(int, []byte) error) error {
	scan := bufio.NewScanner(in)
	scan.Buffer(make([]byte, 64<<10), longest)
	number := 0
	for scan.Scan() {
		number++
		if len(strings.TrimSpace(scan.Text())) == 0 {
			continue
		}
		if err := do(number, scan.Bytes()); err != nil {
			return err
		}
	}
	if err := scan.Err(); err != nil {
		return fmt.Errorf("%w line %d: %w", ErrInput, number+1, err)
	}
	return nil
}

// Check says what of the judgements fits neither questions nor passages: such figures would mislead.
func (r Right) Check(passages []search.Passage, questions []Question) error {
	docs, asked := map[string]bool{}, map[string]bool{}
	for _, p := range passages {
		docs[p.Doc] = true
	}
	for _, q := range questions {
		asked[q.ID] = true
	}
	ids := make([]string, 0, len(r))
	for id := range r {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	met := 0
	for _, id := range ids {
		if !asked[id] {
			continue
		}
		met++
		for doc := range r[id] {
			if !docs[doc] {
				return fmt.Errorf("%w: question %s is judged to be answered by %s, which no passage belongs to", ErrInput, id, doc)
			}
		}
	}
	if met == 0 && len(r) > 0 {
		return fmt.Errorf("%w: no judgement is about any of the questions", ErrInput)
	}
	return nil
}
