package desk_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk"
	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/knowledge"
	"stapmaat/store"
	"stapmaat/store/staff"
)

// places fills what a route has in braces beside {person}. A route with another one needs
// a line here, so that the tests of access and of pages reach it.
var places = map[string]func(*testing.T, *desktest.World) string{
	"alarm":  anAlarm,
	"goal":   func(*testing.T, *desktest.World) string { return "1" },
	"step":   func(*testing.T, *desktest.World) string { return "1" },
	"number": func(*testing.T, *desktest.World) string { return "1" },
	"note":   func(*testing.T, *desktest.World) string { return "1" },
	"event":  func(*testing.T, *desktest.World) string { return "1" },
	"sub":    func(*testing.T, *desktest.World) string { return "schulden" },
	"token": func(t *testing.T, w *desktest.World) string {
		token, err := w.Invite(t.Context(), w.Org, dialog.MentorRole, 0, store.Details{Name: "Eva"})
		require.NoError(t, err)
		return token
	},
	"organisation": func(_ *testing.T, w *desktest.World) string { return fmt.Sprint(w.Org) },
	"invitation": func(t *testing.T, w *desktest.World) string {
		bas := staff.Who{Organisation: w.Org, Staff: w.Bas}
		_, err := w.Staff.InviteColleague(t.Context(), bas, dialog.MentorRole, "Femke", "")
		require.NoError(t, err)
		all, err := w.Staff.ReadPeople(t.Context(), bas)
		require.NoError(t, err)
		return fmt.Sprint(all.Links[len(all.Links)-1].ID)
	},
	"phone": func(t *testing.T, w *desktest.World) string {
		bas := staff.Who{Organisation: w.Org, Staff: w.Bas}
		number := staff.LocalNumber{Name: "Voedselbank", Number: "020 123 45 67", Source: "zelf gebeld", CheckedOn: w.Clock.Now()}
		require.NoError(t, w.Staff.WriteNumber(t.Context(), bas, number))
		all, err := w.Staff.ReadNumbers(t.Context(), bas)
		require.NoError(t, err)
		return fmt.Sprint(all[len(all)-1].ID)
	},
	"text":      text,
	"colleague": func(_ *testing.T, w *desktest.World) string { return fmt.Sprint(w.Carla) },
}

// anAlarm is of Youssef, whose mentor Anne took it: she opens it, others see it bare.
func anAlarm(t *testing.T, w *desktest.World) string {
	t.Helper()
	var id int64
	youssef := w.Who(9)
	if w.Count("alarm WHERE person_id = $1", youssef) == 0 {
		w.Receive(w.Arrival(9, dialog.Input{Kind: dialog.Typed, Text: "ik weet niet meer hoe het verder moet", Risk: risk.Verdict{Outcome: risk.Page, Category: risk.Suicide, Urgency: risk.Now}}))
		w.Scan(`SELECT id FROM alarm WHERE person_id = $1`, []any{youssef}, &id)
		require.NoError(t, w.TakeAlarm(t.Context(), w.Org, id, w.Anne))
	}
	w.Scan(`SELECT id FROM alarm WHERE person_id = $1 ORDER BY id DESC LIMIT 1`, []any{youssef}, &id)
	return fmt.Sprint(id)
}

var brace = regexp.MustCompile(`\{([a-z]+)(\.\.\.)?\}`)

// path makes an address of a route, about somebody.
func path(t *testing.T, w *desktest.World, row desk.TableRow, person int64) string {
	t.Helper()
	_, pattern, _ := strings.Cut(row.Pattern, " ")
	pattern = strings.ReplaceAll(pattern, "{$}", "")
	return brace.ReplaceAllStringFunc(pattern, func(s string) string {
		name := brace.FindStringSubmatch(s)[1]
		if name == "person" && row.Person {
			return fmt.Sprint(person)
		}
		fill := places[name]
		require.NotNil(t, fill, "%s: say in world_test.go what %s is", row.Pattern, s)
		return url.PathEscape(fill(t, w))
	})
}

// onTheWay are pages that only somebody sees who is signing in: what they are opened with is made by other tests.
var onTheWay = map[string]bool{"GET /in/{token}": true, "GET /inloggen/wacht": true, "GET /inloggen/organisatie/{organisation}": true, "GET /inloggen/terug": true}

var file = regexp.MustCompile(`\.(png|pdf)$`)

// isPage tells whether a route gives a page to look at: no stream, no file.
func isPage(row desk.TableRow) bool {
	return strings.HasPrefix(row.Pattern, "GET ") && !strings.Contains(row.Pattern, "/live/") && !file.MatchString(row.Pattern) && !onTheWay[row.Pattern]
}

// text is a draft of Bas's with a plan in it, one and the same for every route.
func text(t *testing.T, w *desktest.World) string {
	t.Helper()
	bas := staff.Who{Organisation: w.Org, Staff: w.Bas}
	all, err := w.Staff.ReadTexts(t.Context(), bas)
	require.NoError(t, err)
	for _, one := range all {
		if one.Key == "post-openen" {
			return fmt.Sprint(one.ID)
		}
	}
	all2, err := knowledge.Documents()
	require.NoError(t, err)
	for _, d := range all2 {
		if d.Key == "post-openen" {
			id, err := w.Staff.AddText(t.Context(), bas, d)
			require.NoError(t, err)
			return fmt.Sprint(id)
		}
	}
	t.Fatal("the starter library has no post-openen")
	return ""
}
