package knowledge

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing wrong in a content file, and what to do about it.
type Fault struct {
	File string
	Line int // counted from 1
	What string
}

func (f Fault) String() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.What) }

// Faults is everything that is wrong in one reading, by file and line. It is
// the error of every reader in this package, so that whoever writes content
// mends a file in one go; use errors.As to get at the single faults.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.String()
	}
	return strings.Join(lines, "\n")
}

// faults gathers what is wrong while one file is read.
type faults struct {
	file  string
	found Faults
}

func (f *faults) add(line int, format string, args ...any) {
	f.found = append(f.found, Fault{File: f.file, Line: line, What: fmt.Sprintf(format, args...)})
}

// err is nil when nothing was found. A nil Faults must not leave as an error
// that is not nil, hence the interface here.
func (f *faults) err() error {
	if len(f.found) == 0 {
		return nil
	}
	sortFaults(f.found)
	return f.found
}

// sortFaults orders by file and line, and keeps the order of finding within a line.
func sortFaults(found Faults) {
	slices.SortStableFunc(found, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}
