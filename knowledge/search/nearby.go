package search

// Near is a passage and how like the question its vector is (cosine, -1 to 1). It is
// how a vector leg outside, pgvector's, comes in.
type Near struct {
	ID         string
	Similarity float64
}

// nearby holds the passages' vectors in memory.
type nearby struct {
	vectors []float32
	heads   []float32 // the leading dimensions once more, side by side: read fast
	dims    int
	n       int
}

// Above manyVectors passages a first look takes only the leading dimensions, which
// say the most, and the best of it are compared in full.
const (
	manyVectors = 20_000
	firstDims   = 32
	firstLook   = 600
)

func newNearby(n, dims int) *nearby {
	v := &nearby{vectors: make([]float32, n*dims), dims: dims, n: n}
	if n > manyVectors && dims > firstDims {
		v.heads = make([]float32, n*firstDims)
	}
	return v
}

func (v *nearby) put(i int, vector []float32) {
	copy(v.vectors[i*v.dims:], vector)
	if v.heads != nil {
		copy(v.heads[i*firstDims:(i+1)*firstDims], vector)
	}
}

func (v *nearby) like(i int, query []float32) float32 {
	return product(v.vectors[i*v.dims:(i+1)*v.dims], query)
}

// product adds up in four lanes: the machine can do them side by side.
func product(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}

// nearest are the k passages most like the query.
func (v *nearby) nearest(query []float32, k int) []scored {
	best := newBest(k)
	if v.heads == nil {
		for i := range v.n {
			best.offer(int32(i), v.like(i, query))
		}
		return best.sorted()
	}
	first := newBest(firstLook)
	head := query[:firstDims]
	for i := range v.n {
		s := product(v.heads[i*firstDims:(i+1)*firstDims], head)
		if len(first.items) < firstLook || s > first.items[0].score {
			first.offer(int32(i), s)
		}
	}
	for _, c := range first.items {
		best.offer(c.item, v.like(int(c.item), query))
	}
	return best.sorted()
}
