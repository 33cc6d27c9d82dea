package measure

import (
	"fmt"
	"math"
)

// Share is k of n.
type Share struct{ K, N int }

// Of is the share as a number from 0 to 1; of nothing it is 0.
func (s Share) Of() float64 {
	if s.N == 0 {
		return 0
	}
	return float64(s.K) / float64(s.N)
}

// Wilson is the 95% interval of a share (Wilson 1927, without correction for
// continuity): honest also for few messages and for shares near 0 and 1.
func (s Share) Wilson() (low, high float64) {
	if s.N == 0 {
		return 0, 1
	}
	const z = 1.959964
	n, p := float64(s.N), s.Of()
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, middle-half), min(1, middle+half)
}

// String is "0.950 (0.90-0.98) 95/100".
func (s Share) String() string {
	low, high := s.Wilson()
	return fmt.Sprintf("%.3f (%.3f-%.3f) %d/%d", s.Of(), low, high, s.K, s.N)
}

// perThousand is "7.5 (2.6-21.9) 3/399", per 1,000 messages.
func (s Share) perThousand() string {
	low, high := s.Wilson()
	return fmt.Sprintf("%.1f (%.1f-%.1f) %d/%d", 1000*s.Of(), 1000*low, 1000*high, s.K, s.N)
}

func (s *Share) count(hit bool) {
	s.N++
	if hit {
		s.K++
	}
}
