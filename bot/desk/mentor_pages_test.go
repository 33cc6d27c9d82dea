package desk_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMentorPages looks at the mentor's pages with a lived-in caseload of sixty, in
// Chromium: nothing for axe-core to mind, nothing to scroll sideways to, and the main path
// works by tapping. Pictures are left in .local/pages/.
func TestMentorPages(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	r := newRoom(t, 60)
	r.Exec(`INSERT INTO alarm (organisation_id, person_id, cause_id, opened_at) VALUES ($1, $2, 1, $3)`, r.Org, r.of(13), r.Clock.Now())
	form := r.form(r.path(0, ""))
	r.anne.Post(r.path(0, "/afspraak"), "form", form, "dag", "2026-12-03", "tijd", "10:30", "plek", "Buurthuis De Brug", "meenemen", "de lijst")
	r.anne.Post(r.path(2, "/afspraak"), "form", form, "dag", "2026-12-01", "tijd", "14:00", "plek", "bij haar thuis")
	r.anne.Post(r.path(0, "/notitie"), "form", form, "notitie", "Belt liever na half negen, dan zijn de kinderen naar school.", "voor", "collega")
	r.anne.Post(r.path(0, "/brug"), "form", form, "plek-schulden", "1", "plek-wonen", "5")
	r.acts()
	b := r.NewBrowser(t)
	b.SignIn(t, r.mentor)
	for _, page := range []struct{ name, path string }{
		{"vandaag", "/vandaag"}, {"deelnemers", "/deelnemers"}, {"deelnemer", r.path(0, "")}, {"logboek", r.path(0, "/logboek")},
		{"brug", r.path(0, "/brug")}, {"op-tafel", r.path(0, "/op-tafel")}, {"uitnodigen", "/deelnemers/uitnodigen"}, {"deelt-niet", r.path(4, "")},
	} {
		for _, dark := range []bool{false, true} {
			scheme := map[bool]string{false: "light", true: "dark"}[dark]
			for _, width := range []int{360, 768, 1440} {
				b.Screen(t, width, dark, true)
				if width == 360 {
					b.Open(t, page.path)
					assert.Empty(t, b.Axe(t), "%s in %s", page.path, scheme)
					assert.Empty(t, b.Complaints(), page.path)
				}
				pixels, what := b.Sideways(t)
				assert.Zero(t, pixels, "%s at %d is too wide: %s", page.path, width, what)
				b.Picture(t, fmt.Sprintf("mentor-%s.%d.%s", page.name, width, scheme))
			}
		}
	}
	require.NotEmpty(t, b.Text(t, "main h1"))
}
