package search

import (
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"sort"
	"strings"
)

// DefaultDims is the length of the built-in embedder's vectors.
const DefaultDims = 128

// Bounds of what is learned from: the words of a language do not grow with a library.
const (
	mostRows     = 3000
	mostFeatures = 40_000
	buckets      = 1 << 14 // of letter runs
)

// Learned is the built-in embedder: latent semantic analysis. Words, parts of
// compounds and runs of four letters that stand in the same passages, or in the same
// line of everyday words, get like vectors. It is learned from the passages of one
// release, deterministic on one kind of machine, and uses no network.
type Learned struct {
	d        *dutchData
	split    *splitter
	features map[string]int32
	weights  []float32 // idf
	vectors  []float32 // features × dims
	dims     int
}

// Name says what the vectors come from.
func (l *Learned) Name() string { return fmt.Sprintf("built-in-lsa-1-%d", l.dims) }

// Dims is the length of the vectors.
func (l *Learned) Dims() int { return l.dims }

// QueryPrefix is empty: questions and passages are read alike.
func (l *Learned) QueryPrefix() string { return "" }

// PassagePrefix is empty.
func (l *Learned) PassagePrefix() string { return "" }

// Embed gives a vector for each text.
func (l *Learned) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("embedding text %d of %d: %w", i+1, len(texts), err)
		}
		out[i] = l.vector(l.read(text))
	}
	return out, nil
}

// weighted is one feature of a text and how much it counts.
type weighted struct {
	name   string
	weight float64
}

// read is the features of a text, in the order of their names.
func (l *Learned) read(text string) []weighted {
	counts := map[string]float64{}
	for _, w := range words(fold(text)) {
		if l.d.stop[w] {
			continue
		}
		counts[l.d.stems.stem(w)]++
		for _, part := range l.split.parts(w) {
			counts[part] += 0.5
		}
		for _, run := range runs(w) {
			counts[run] += 0.2
		}
	}
	return ordered(counts)
}

func ordered(counts map[string]float64) []weighted {
	out := make([]weighted, 0, len(counts))
	for name, n := range counts {
		if n >= 1 {
			n = 1 + math.Log(n)
		}
		out = append(out, weighted{name, n})
	}
	sort.Slice(out, func(a, b int) bool { return out[a].name < out[b].name })
	return out
}

// runs are the hashed runs of four letters of a word with its ends marked.
func runs(word string) []string {
	if len(word) < 4 || len(word) > 60 {
		return nil
	}
	marked := "^" + word + "$"
	out := make([]string, 0, len(marked)-3)
	for i := 0; i+4 <= len(marked); i++ {
		h := fnv.New32a()
		h.Write([]byte(marked[i : i+4]))
		out = append(out, "#"+string(rune(0x4e00+h.Sum32()%buckets)))
	}
	return out
}

// vector adds up the features and makes the sum one long; unknown words add nothing.
func (l *Learned) vector(features []weighted) []float32 {
	sum := make([]float64, l.dims)
	for _, f := range features {
		id, ok := l.features[f.name]
		if !ok {
			continue
		}
		weight := f.weight * float64(l.weights[id])
		for j, v := range l.vectors[int(id)*l.dims : (int(id)+1)*l.dims] {
			sum[j] += weight * float64(v)
		}
	}
	return unit(sum)
}

func unit(sum []float64) []float32 {
	norm := 0.0
	for _, v := range sum {
		norm += v * v
	}
	out := make([]float32, len(sum))
	if norm == 0 {
		return out
	}
	norm = math.Sqrt(norm)
	for i, v := range sum {
		out[i] = float32(v / norm)
	}
	return out
}

// Learn makes the built-in embedder of a release.
func Learn(passages []Passage, dims int) (*Learned, error) {
	ix, err := Build(passages, Options{Dims: dims})
	if err != nil {
		return nil, err
	}
	return ix.learned, nil
}

// PassageText is what an embedder reads of a passage.
func PassageText(p Passage) string {
	return strings.Join(append([]string{p.Title, strings.Join(p.Heading, "\n"), p.Text, p.Short}, p.Questions...), "\n")
}

// learn builds the embedder and the vectors of the passages.
func (ix *Index) learn(passages []Passage, dims int) {
	if dims <= 0 {
		dims = DefaultDims
	}
	l := &Learned{d: ix.d, split: ix.split, dims: dims}
	texts := make([][]weighted, len(passages))
	for i, p := range passages {
		texts[i] = l.read(PassageText(p))
	}
	l.train(ix.lessons(texts))
	ix.learned = l
	ix.vectors = newNearby(len(passages), dims)
	for i := range texts {
		ix.vectors.put(i, l.vector(texts[i]))
	}
}

// lessons are what is learned from: evenly chosen passages, and the lines of everyday words.
func (ix *Index) lessons(texts [][]weighted) [][]weighted {
	var rows [][]weighted
	step := max(1, (len(texts)+mostRows-1)/mostRows)
	for i := 0; i < len(texts); i += step {
		rows = append(rows, texts[i])
	}
	for _, g := range ix.d.groups {
		counts := map[string]float64{}
		for _, stems := range g.everyday {
			for _, s := range stems {
				counts[s] = 1
			}
		}
		for _, s := range g.official {
			counts[s] = 1
		}
		rows = append(rows, ordered(counts))
	}
	return rows
}

// train chooses the features, weighs them by how rare they are, and factors the rows.
func (l *Learned) train(rows [][]weighted) {
	df := map[string]int{}
	for _, row := range rows {
		for _, f := range row {
			df[f.name]++
		}
	}
	names := make([]string, 0, len(df))
	for name, n := range df {
		if n > 1 || name[0] != '#' {
			names = append(names, name)
		}
	}
	sort.Slice(names, func(a, b int) bool {
		if df[names[a]] != df[names[b]] {
			return df[names[a]] > df[names[b]]
		}
		return names[a] < names[b]
	})
	names = names[:min(len(names), mostFeatures)]
	l.features = make(map[string]int32, len(names))
	l.weights = make([]float32, len(names))
	for i, name := range names {
		l.features[name] = int32(i)
		l.weights[i] = float32(math.Log(1 + float64(len(rows))/float64(df[name])))
	}
	m := sparse{columns: len(names)}
	for _, row := range rows {
		m.add(l.row(row))
	}
	l.vectors = m.factor(l.dims)
}

// row is one lesson as a sparse row of length 1.
func (l *Learned) row(features []weighted) []cell {
	var row []cell
	norm := 0.0
	for _, f := range features {
		if id, ok := l.features[f.name]; ok {
			v := f.weight * float64(l.weights[id])
			row = append(row, cell{id, float32(v)})
			norm += v * v
		}
	}
	if norm = math.Sqrt(norm); norm > 0 {
		for i := range row {
			row[i].value /= float32(norm)
		}
	}
	return row
}
