package desk

import (
	"io/fs"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEveryWordExists finds keys in templates and code that no file of words has.
func TestEveryWordExists(t *testing.T) {
	t.Parallel()
	w, err := readWords()
	require.NoError(t, err)
	paths, err := fs.Glob(pageFiles, "pages/*.html")
	require.NoError(t, err)
	asked := regexp.MustCompile(`\b(t|count|field \S+ "[^"]*"|"hint") "([a-z][a-z0-9.-]+)"`)
	found := 0
	for _, path := range paths {
		text, err := pageFiles.ReadFile(path)
		require.NoError(t, err)
		for _, m := range asked.FindAllStringSubmatch(string(text), -1) {
			found++
			if m[1] == "count" {
				require.Contains(t, w, m[2]+".one", path)
				require.Contains(t, w, m[2]+".many", path)
				continue
			}
			require.Contains(t, w, m[2], path)
		}
	}
	require.Greater(t, found, 10)
	for _, item := range navigation {
		require.Contains(t, w, item.Key)
	}
	for _, e := range []*Error{errNotFound, errForbidden, errSignedOut, errTooLarge, errBadForm, errTooOften, errElsewhere, errBroken, errLinkOver, errInvitationOver, errNotKnown, errNoAnswer, errNotStaff} {
		require.Contains(t, w, "error."+e.Code)
		require.Contains(t, w, "error."+e.Code+".title")
	}
}
