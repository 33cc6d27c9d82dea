package knowledge

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whoever writes a bridge gets to hear everything at once.
func TestAllFaultsAtOnce(t *testing.T) {
	data, err := os.ReadFile("testdata/all_wrong.yaml")
	require.NoError(t, err)
	want, err := os.ReadFile("testdata/all_wrong.txt")
	require.NoError(t, err)
	_, err = ParseBridge("all_wrong.yaml", data)
	require.EqualError(t, err, strings.TrimSuffix(string(want), "\n"))

	var faults Faults
	require.ErrorAs(t, err, &faults)
	require.Equal(t, Fault{"all_wrong.yaml", 2, `"Proef" is no id: use at most 24 of a-z, 0-9 and -`}, faults[1])
}

// Files that have no line to blame are blamed at their first.
func TestWholeFileFaults(t *testing.T) {
	for name, c := range map[string]struct{ data, fault string }{
		"empty":         {"", "b.yaml:1: the file is empty"},
		"comments only": {"# niets\n", "b.yaml:1: the file is empty"},
		"a list":        {"- a\n", "b.yaml:1: a bridge must be a map of keys: name, version, title, adapted_from, licence, pillars"},
		"too large":     {strings.Repeat("#", maxFile+1), "b.yaml:1: the file is larger than 65536 bytes: make it smaller"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseBridge("b.yaml", []byte(c.data))
			require.EqualError(t, err, c.fault)
		})
	}
}

// Deep nesting takes the YAML parser up to half a minute at this size; it is
// refused before the parser sees it.
func TestDeepNestingIsRefused(t *testing.T) {
	_, err := ParseBridge("b.yaml", []byte(strings.Repeat("[", maxFile)))
	require.ErrorContains(t, err, "a list in brackets is not read here")
	_, err = ParseBridge("b.yaml", []byte(strings.Repeat("- ", maxFile/2)))
	require.EqualError(t, err, "b.yaml:1: a list in a list is not read here: keep one dash a line")
}
