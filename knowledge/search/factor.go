package search

import (
	"math"
	"math/rand/v2"
	"sort"
)

// cell is one number of a sparse row.
type cell struct {
	column int32
	value  float32
}

// sparse is a matrix with a row for each text.
type sparse struct {
	rows    [][]cell
	columns int
}

func (m *sparse) add(row []cell) { m.rows = append(m.rows, row) }

// rounds of power iteration: three bring the leading directions to three digits.
const rounds = 3

// factor gives the leading right singular vectors, columns × dims, strongest first,
// each times a power of its strength: randomized SVD (Halko, Martinsson and Tropp,
// 2011) with a fixed seed. Missing ones (a small library) are zero.
func (m *sparse) factor(dims int) []float32 {
	random := rand.New(rand.NewPCG(20261122, 7))
	right := make([]float32, m.columns*dims)
	for i := range right {
		right[i] = float32(random.NormFloat64())
	}
	var left []float32
	for range rounds {
		left = m.times(right, dims)
		orthonormal(left, len(m.rows), dims)
		right = m.transposed(left, dims)
	}
	values, turn := eigen(gram(right, m.columns, dims), dims)
	return rotate(right, values, turn, m.columns, dims)
}

// times is m × right.
func (m *sparse) times(right []float32, dims int) []float32 {
	out := make([]float32, len(m.rows)*dims)
	for i, row := range m.rows {
		to := out[i*dims : (i+1)*dims]
		for _, c := range row {
			from := right[int(c.column)*dims : (int(c.column)+1)*dims]
			for j, v := range from {
				to[j] += c.value * v
			}
		}
	}
	return out
}

// transposed is mᵀ × left.
func (m *sparse) transposed(left []float32, dims int) []float32 {
	out := make([]float32, m.columns*dims)
	for i, row := range m.rows {
		from := left[i*dims : (i+1)*dims]
		for _, c := range row {
			to := out[int(c.column)*dims : (int(c.column)+1)*dims]
			for j, v := range from {
				to[j] += c.value * v
			}
		}
	}
	return out
}

// orthonormal makes the columns of a rows × dims matrix upright and one long
// (modified Gram-Schmidt, on the transpose for speed). What is left of nothing is zero.
func orthonormal(a []float32, rows, dims int) {
	columns := make([][]float64, dims)
	for j := range columns {
		columns[j] = make([]float64, rows)
		for i := range rows {
			columns[j][i] = float64(a[i*dims+j])
		}
	}
	for j, c := range columns {
		before := math.Sqrt(dot(c, c))
		for _, d := range columns[:j] {
			along := dot(c, d)
			for i, v := range d {
				c[i] -= along * v
			}
		}
		length := math.Sqrt(dot(c, c))
		scale := 0.0
		if length > 1e-6*before && length > 0 {
			scale = 1 / length
		}
		for i := range c {
			c[i] *= scale
			a[i*dims+j] = float32(c[i])
		}
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

// gram is aᵀ × a, dims × dims.
func gram(a []float32, rows, dims int) []float64 {
	out := make([]float64, dims*dims)
	for i := range rows {
		row := a[i*dims : (i+1)*dims]
		for j, v := range row {
			if v == 0 {
				continue
			}
			to := out[j*dims : (j+1)*dims]
			for k := j; k < dims; k++ {
				to[k] += float64(v) * float64(row[k])
			}
		}
	}
	for j := range dims {
		for k := range j {
			out[j*dims+k] = out[k*dims+j]
		}
	}
	return out
}

// eigen is Jacobi's method for a symmetric matrix: values, and vectors as columns.
func eigen(a []float64, n int) ([]float64, []float64) {
	v := make([]float64, n*n)
	for i := range n {
		v[i*n+i] = 1
	}
	for range 12 {
		off := 0.0
		for p := range n {
			for q := p + 1; q < n; q++ {
				off += a[p*n+q] * a[p*n+q]
			}
		}
		if off < 1e-14 {
			break
		}
		for p := range n {
			for q := p + 1; q < n; q++ {
				spin(a, v, n, p, q)
			}
		}
	}
	values := make([]float64, n)
	for i := range n {
		values[i] = a[i*n+i]
	}
	return values, v
}

// spin makes a[p][q] zero.
func spin(a, v []float64, n, p, q int) {
	if math.Abs(a[p*n+q]) < 1e-12 {
		return
	}
	theta := (a[q*n+q] - a[p*n+p]) / (2 * a[p*n+q])
	t := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(t*t+1)
	s := t * c
	for k := range n {
		x, y := a[k*n+p], a[k*n+q]
		a[k*n+p], a[k*n+q] = c*x-s*y, s*x+c*y
	}
	for k := range n {
		x, y := a[p*n+k], a[q*n+k]
		a[p*n+k], a[q*n+k] = c*x-s*y, s*x+c*y
		x, y = v[k*n+p], v[k*n+q]
		v[k*n+p], v[k*n+q] = c*x-s*y, s*x+c*y
	}
}

// strength is the power of a direction's strength that its coordinate keeps: with 1
// the commonest subjects would hide all others.
const strength = 0.0

// rotate turns right into singular vectors, strongest first.
func rotate(right []float32, values, turn []float64, columns, dims int) []float32 {
	order := make([]int, dims)
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return values[order[a]] > values[order[b]] })
	scale := make([]float64, dims)
	for to, from := range order {
		if values[from] > 1e-9 {
			scale[to] = math.Pow(math.Sqrt(values[from]), strength-1)
		}
	}
	out := make([]float32, columns*dims)
	sum := make([]float64, dims)
	for i := range columns {
		row := right[i*dims : (i+1)*dims]
		clear(sum)
		for j, v := range row {
			for to, from := range order {
				sum[to] += float64(v) * turn[j*dims+from]
			}
		}
		for to := range sum {
			out[i*dims+to] = float32(sum[to] * scale[to])
		}
	}
	return out
}
