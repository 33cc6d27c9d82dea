package redact

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// example is what somebody types, and which parts of it must be hidden.
type example struct {
	kind string
	text string
	must [][2]int // by bytes
}

// examples reads a file of testdata; its first line says how it is written.
func examples(t testing.TB, file string) (names []string, all []example) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "names: "); ok {
			names = strings.Split(rest, ", ")
			continue
		}
		e := example{text: line}
		if kind, text, ok := strings.Cut(line, ": "); ok && strings.Contains(line, "[[") {
			e.kind, e.text = kind, ""
			for i, part := range strings.Split(text, "[[") {
				value, rest, marked := strings.Cut(part, "]]")
				require.Equal(t, i > 0, marked, line)
				if marked {
					e.must = append(e.must, [2]int{len(e.text), len(e.text) + len(value)})
				}
				e.text += value + rest
			}
			require.NotEmpty(t, e.must, line)
		}
		all = append(all, e)
	}
	return names, all
}

// open is what of a text is not hidden, with spaces in the place of what is.
func open(h *Hidden, text string) string {
	out := []byte(text)
	for _, s := range h.find(text) {
		for i := s.from; i < s.to; i++ {
			out[i] = ' '
		}
	}
	return string(out)
}

// missed lists the values of which a letter or digit can still be read.
func (e example) missed(h *Hidden) (all []string) {
	left := open(h, e.text)
	for _, m := range e.must {
		if strings.IndexFunc(left[m[0]:m[1]], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0 {
			all = append(all, e.text[m[0]:m[1]])
		}
	}
	return all
}

// recall reads a set, a line a kind.
func recall(t testing.TB, file string) map[string]float64 {
	t.Helper()
	names, all := examples(t, file)
	got, of := map[string]int{}, map[string]int{}
	for _, e := range all {
		missed := e.missed(New(names...))
		of[e.kind] += len(e.must)
		got[e.kind] += len(e.must) - len(missed)
		for _, m := range missed {
			t.Logf("%s, %s: %q in %q", file, e.kind, m, e.text)
		}
	}
	share := map[string]float64{}
	for kind := range of {
		share[kind] = float64(got[kind]) / float64(of[kind])
	}
	var lines []string
	for kind, n := range of {
		lines = append(lines, fmt.Sprintf("%s %d/%d", kind, got[kind], n))
	}
	slices.Sort(lines)
	t.Logf("%s, %d texts: %s", file, len(all), strings.Join(lines, ", "))
	return share
}

// TestWhatPeopleTypeIsHidden holds the share of what must be hidden and is, by kind.
func TestWhatPeopleTypeIsHidden(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"work.txt", "work_more.txt", "work_last.txt", "held.txt", "held_more.txt"} {
		for kind, share := range recall(t, file) {
			assert.GreaterOrEqual(t, share, 0.99, "%s: %s", file, kind)
		}
	}
}

// TestOrdinaryTalkIsNotHidden holds the share of sentences in which something is hidden for nothing.
func TestOrdinaryTalkIsNotHidden(t *testing.T) {
	t.Parallel()
	names, all := examples(t, "plain.txt")
	require.GreaterOrEqual(t, len(all), 150)
	wrong := 0
	for _, e := range all {
		if h := New(names...); h.Redact(e.text) != e.text {
			wrong++
			t.Logf("hidden for nothing: %s", h.Redact(e.text))
		}
	}
	t.Logf("plain.txt: %d of %d", wrong, len(all))
	require.LessOrEqual(t, float64(wrong)/float64(len(all)), 0.02)
	over := 0
	for _, file := range []string{"work.txt", "work_more.txt", "work_last.txt", "held.txt", "held_more.txt"} {
		names, all := examples(t, file)
		for _, e := range all {
			h := New(names...)
			rest := []byte(e.text)
			for _, m := range e.must {
				for i := m[0]; i < m[1]; i++ {
					rest[i] = 0
				}
			}
			for _, s := range h.find(e.text) {
				if strings.IndexFunc(string(rest[s.from:s.to]), unicode.IsLetter) >= 0 {
					over++
					t.Logf("%s: more than was needed: %q", file, e.text[s.from:s.to])
				}
			}
		}
	}
	t.Logf("more hidden than was needed: %d", over)
}
