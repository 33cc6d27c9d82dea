package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk"
	"stapmaat/bot/desk/desktest"
)

// maxPage is what a page may weigh without pictures, in bytes, with style and script.
const maxPage = 60_000

// TestPages opens every page of the route table in Chromium as everybody who may: nothing
// that axe-core minds in light and dark, nothing to scroll sideways to, light, usable
// without JavaScript, no complaint on the console. Pictures are left in .local/pages/.
func TestPages(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	w := desktest.NewWorld(t)
	b := w.NewBrowser(t)
	shown := map[string]bool{}
	for _, s := range []struct {
		name string
		who  int64
		may  func(desk.TableRow) bool
	}{
		{"nobody", 0, func(r desk.TableRow) bool { return r.Everybody }},
		{"mentor", w.Anne, func(r desk.TableRow) bool { return r.Mentor }},
		{"supervisor", w.Bas, func(r desk.TableRow) bool { return r.Supervisor && !r.Person }},
		{"administrator", w.Dewi, func(r desk.TableRow) bool { return r.Administrator && !r.Person }},
	} {
		b.SignIn(t, s.who)
		for _, row := range w.Desk.Table() {
			if !isPage(row) || !s.may(row) {
				continue
			}
			p := path(t, w, row, w.Fatima)
			look(t, w, b, s.who, p, nameOf(row, s.name), !shown[row.Pattern])
			shown[row.Pattern] = true
		}
	}
	for _, row := range w.Desk.Table() {
		require.True(t, !isPage(row) || shown[row.Pattern], "%s was opened by nobody", row.Pattern)
	}
}

// look opens one page; the first time a page is seen, in all widths.
func look(t *testing.T, w *desktest.World, b *desktest.Browser, who int64, path, name string, all bool) {
	t.Helper()
	switch a := w.As(who).Peek(path); {
	case a.Status != 200:
		require.Equal(t, 303, a.Status, "%s for %s", path, name) // it leads to a page that is in the table too
		return
	case !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html"):
		return // a file: a picture, a PDF, a table
	}
	for _, dark := range []bool{false, true} {
		b.Screen(t, 1440, dark, true)
		b.Open(t, path)
		scheme := map[bool]string{false: "light", true: "dark"}[dark]
		assert.Empty(t, b.Axe(t), "%s in %s for %s", path, scheme, name)
		assert.Empty(t, b.Complaints(), "%s for %s", path, name)
		for _, width := range []int{360, 768, 1440, 1920} {
			if !all && width != 360 {
				continue
			}
			b.Screen(t, width, dark, true)
			pixels, what := b.Sideways(t)
			assert.Zero(t, pixels, "%s at %d for %s is too wide: %s", path, width, name, what)
			if width != 1920 && (!dark || width != 768) {
				b.Picture(t, fmt.Sprintf("%s.%d.%s", name, width, scheme))
			}
		}
	}
	if !all {
		return
	}
	weight, err := w.As(who).Weight(path)
	require.NoError(t, err)
	assert.LessOrEqual(t, weight, maxPage, path)
	b.Screen(t, 768, false, false)
	b.Open(t, path)
	assert.NotEmpty(t, strings.TrimSpace(b.Text(t, "main h1")), "%s has no heading without JavaScript", path)
	b.Screen(t, 768, false, true)
}

// nameOf is a file name for a page.
func nameOf(row desk.TableRow, role string) string {
	name := strings.Trim(strings.NewReplacer("GET ", "", "{", "", "}", "", "$", "", "/", "-").Replace(row.Pattern), "-")
	if name == "" {
		name = "begin"
	}
	return name + "." + role
}
