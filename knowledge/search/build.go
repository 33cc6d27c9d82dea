package search

import (
	"sort"
	"strings"
	"sync"
)

// Index answers questions over one release. It is safe for use by many at once.
type Index struct {
	d          *dutchData
	tuning     Tuning
	ids        []string // of passages
	docOf      []int32
	docs       []string
	passagesOf [][]int32 // by document
	terms      map[string]int32
	names      []string // of the terms
	passage    level
	document   level
	split      *splitter
	spell      *speller
	own        map[string]int
	topics     map[string]string   // what each stem is called in a topic
	said       map[string][]phrase // everyday phrases by their rarest stem
	learned    *Learned
	vectors    *nearby
	byID       map[string]int32
	tallies    sync.Pool
	mu         sync.Mutex // guards the splitter's memory
}

// Build reads the passages of a release. The same passages give the same index,
// whatever their order is worth: ties are broken by id.
func Build(passages []Passage, o Options) (*Index, error) {
	if err := checkPassages(passages); err != nil {
		return nil, err
	}
	d, err := language()
	if err != nil {
		return nil, err
	}
	sorted := append([]Passage(nil), passages...)
	sort.SliceStable(sorted, func(a, b int) bool { return sorted[a].ID < sorted[b].ID })
	ix := &Index{d: d, tuning: DefaultTuning(), terms: map[string]int32{}, own: map[string]int{}, byID: map[string]int32{}}
	if o.Tuning != nil {
		ix.tuning = *o.Tuning
	}
	ix.number(sorted)
	ix.vocabulary(sorted)
	ix.topics = ix.topicWords()
	ix.split = newSplitter(d, ix.own)
	ix.spell = newSpeller(ix.own)
	ix.fill(sorted)
	ix.said = compile(d.groups)
	ix.tallies.New = func() any {
		return &work{newTally(len(ix.ids)), newTally(len(ix.docs)), make([]scored, len(ix.docs))}
	}
	if !o.NoVector {
		ix.learn(sorted, o.Dims)
	}
	return ix, nil
}

// number gives passages and documents their places, both in the order of their ids.
func (ix *Index) number(passages []Passage) {
	names := map[string]int32{}
	for _, p := range passages {
		if _, ok := names[p.Doc]; !ok {
			names[p.Doc] = 0
			ix.docs = append(ix.docs, p.Doc)
		}
	}
	sort.Strings(ix.docs)
	for i, doc := range ix.docs {
		names[doc] = int32(i)
	}
	ix.passagesOf = make([][]int32, len(ix.docs))
	for i, p := range passages {
		doc := names[p.Doc]
		ix.ids = append(ix.ids, p.ID)
		ix.docOf = append(ix.docOf, doc)
		ix.passagesOf[doc] = append(ix.passagesOf[doc], int32(i))
		ix.byID[p.ID] = int32(i)
	}
}

// vocabulary counts the surface words: the parts of compounds and the right spelling come from them.
func (ix *Index) vocabulary(passages []Passage) {
	for _, p := range passages {
		for _, text := range append([]string{p.Title, p.Text, p.Short, strings.Join(p.Heading, " ")}, p.Questions...) {
			for _, w := range words(fold(text)) {
				ix.own[w]++
			}
		}
	}
}

func (ix *Index) fill(passages []Passage) {
	bags := make([]bag, len(passages))
	whole := make([]bag, len(ix.docs))
	for i := range whole {
		whole[i].counts = map[int32]float32{}
	}
	for i, p := range passages {
		bags[i] = ix.bag(p)
		doc := &whole[ix.docOf[i]]
		for term, n := range bags[i].counts {
			doc.counts[term] += n
		}
		doc.length += bags[i].length
	}
	ix.passage = newLevel(bags, len(ix.terms), ix.tuning)
	ix.document = newLevel(whole, len(ix.terms), ix.tuning)
}

// bag is the words of a passage, each by the weight of the field it stands in.
func (ix *Index) bag(p Passage) bag {
	b := bag{counts: map[int32]float32{}}
	t := ix.tuning
	ix.put(&b, p.Title, t.Title)
	ix.put(&b, strings.Join(p.Heading, " "), t.Heading)
	ix.put(&b, p.Text, t.Text)
	ix.put(&b, p.Short, t.Short)
	for _, q := range p.Questions {
		ix.put(&b, q, t.Question)
	}
	return b
}

func (ix *Index) put(b *bag, text string, weight float64) {
	for _, w := range words(fold(text)) {
		if ix.d.stop[w] {
			continue
		}
		b.counts[ix.term(ix.d.stems.stem(w))] += float32(weight)
		b.length += weight
		for _, part := range ix.split.parts(w) {
			b.counts[ix.term(part)] += float32(weight * ix.tuning.Part)
		}
	}
}

func (ix *Index) term(stem string) int32 {
	term, ok := ix.terms[stem]
	if !ok {
		term = int32(len(ix.terms))
		ix.terms[stem] = term
		ix.names = append(ix.names, stem)
	}
	return term
}
