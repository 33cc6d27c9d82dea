//go:build bench

package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/bot/desk/desktest"
	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/seal"
	"stapmaat/store/storetest"
)

// The size of the desk's run: each mentor has sixty people, each of them 250 events.
const (
	deskMentors = 34
	deskPeople  = 60
	deskEvents  = 250
	deskLooks   = 120 // at each page
	deskAim     = 150 * time.Millisecond
	deskFrom    = 1_000_000 // first person id and cause
)

// TestBenchDesk fills a desk with 2,040 participants and 510,000 events, and measures how
// long pages take from the server, asked one after another over HTTP.
func TestBenchDesk(t *testing.T) {
	p := desktest.New(t)
	f := &filling{t: t, place: p, now: p.Clock.Now()}
	f.fill()
	var figures figures
	for _, page := range []struct {
		name string
		path func(i int) string
	}{
		{"today, 60 people", func(int) string { return "/vandaag" }},
		{"caseload, 60 people", func(int) string { return "/deelnemers" }},
		{"a participant", func(i int) string { return fmt.Sprintf("/deelnemer/%d", f.person(i%deskMentors, i%deskPeople)) }},
		{"the log of a participant", func(i int) string {
			return fmt.Sprintf("/deelnemer/%d/logboek", f.person(i%deskMentors, i%deskPeople))
		}},
	} {
		took, largest := f.look(page.path)
		figures.plain(page.name+": p50, p95, ms; largest page, kB", "%.0f, %.0f; %.0f", ms(took[len(took)/2]), ms(took[len(took)*95/100]), float64(largest)/1000)
		if slow := took[len(took)*95/100]; slow > deskAim {
			t.Logf("%s: p95 is %v, the aim is %v", page.name, slow, deskAim)
		}
	}
	figures.print(t.Output())
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// filling makes rows by COPY, sealed as the program seals them.
type filling struct {
	t       *testing.T
	place   *desktest.Place
	now     time.Time
	mentors []int64
}

func (f *filling) person(mentor, i int) int64 { return deskFrom + int64(mentor*deskPeople+i) }

func (f *filling) look(path func(int) string) (took []time.Duration, largest int) {
	f.t.Helper()
	visitors := make([]*desktest.Visitor, deskMentors)
	for i := range visitors {
		visitors[i] = f.place.As(f.mentors[i])
	}
	for i := range deskLooks {
		began := time.Now()
		a := visitors[i%deskMentors].Get(path(i))
		took = append(took, time.Since(began))
		if a.Status != http.StatusOK {
			f.t.Fatalf("looking at %s: status %d", path(i), a.Status)
		}
		largest = max(largest, len(a.Body))
	}
	slices.Sort(took)
	return took, largest
}

func (f *filling) fill() {
	f.t.Helper()
	ctx := f.t.Context()
	conn := f.place.Conn()
	for i := range deskMentors {
		f.mentors = append(f.mentors, f.place.ComesIn(int64(i+1), dialog.MentorRole, 0, store.Details{Name: fmt.Sprint("Mentor ", i)}))
	}
	_, err := conn.Exec(ctx, `SELECT make_months($1, $2)`, f.now.AddDate(-1, -1, 0), f.now)
	must(f.t, err, "making months")
	for m := range deskMentors {
		f.caseload(ctx, conn, m)
	}
	_, err = conn.Exec(ctx, `VACUUM ANALYZE`)
	must(f.t, err, "analysing")
}

// caseload fills in the people of one mentor.
func (f *filling) caseload(ctx context.Context, conn *pgx.Conn, m int) {
	f.t.Helper()
	var people, talks, consents, events [][]any
	for i := range deskPeople {
		id := f.person(m, i)
		key, wrapped, err := storetest.Master().NewKey(seal.PersonKey(id))
		must(f.t, err, "making a key")
		name, err := key.SealText(fmt.Sprint("Naam ", i), seal.At("person.name", id))
		must(f.t, err, "sealing a name")
		people = append(people, []any{id, f.place.Org, "participant", f.mentors[m], wrapped, int64(storetest.Master().ID()), name, f.now.AddDate(-1, 0, 0), f.now.AddDate(-1, 0, 0), f.now.AddDate(-1, 0, 0)})
		talks = append(talks, []any{f.place.Org, f.place.Bot, id, id, 25, f.now.AddDate(-1, 0, 0), f.now.Add(-time.Duration(i) * 7 * time.Hour)})
		consents = append(consents, []any{id, f.place.Org, "sharing", true, "1", f.now})
		events = append(events, f.life(id, key)...)
	}
	f.copy(ctx, conn, "person", []string{"id", "organisation_id", "role", "mentor_id", "key", "key_id", "name", "created_at", "invited_at", "joined_at"}, people)
	f.copy(ctx, conn, "conversation", []string{"organisation_id", "bot_id", "chat_id", "person_id", "talk", "created_at", "heard_at"}, talks)
	f.copy(ctx, conn, "consent", []string{"person_id", "organisation_id", "what", "given", "text_version", "at"}, consents)
	f.copy(ctx, conn, "event", []string{"organisation_id", "person_id", "cause_id", "n", "kind", "talk", "payload", "line", "bare", "share", "shared_at", "at"}, events)
}

func (f *filling) copy(ctx context.Context, conn *pgx.Conn, table string, columns []string, rows [][]any) {
	f.t.Helper()
	_, err := conn.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
	must(f.t, err, "filling "+table)
}

// life is a year of one person: 25 talks of ten events, of which seven stand in the log.
func (f *filling) life(id int64, key seal.Key) (rows [][]any) {
	for n := range deskEvents {
		talk, nth := n/10, n%10
		at := f.now.AddDate(0, 0, -14*(25-talk)).Add(time.Duration(nth) * time.Minute)
		cause := id*1000 + int64(n)
		e := eventOf(talk, nth, at)
		payload, err := json.Marshal(e)
		must(f.t, err, "writing an event")
		sealed, err := key.Seal(payload, seal.At("event.payload", cause, 0))
		must(f.t, err, "sealing")
		var line, bare []byte
		share := "none"
		var shared *time.Time
		if nth < 7 {
			share, shared = "shared", &at
			line, err = key.SealText("Een regel van het logboek, zoals iemand die deelt met haar begeleider.", seal.At("event.line", cause, 0))
			must(f.t, err, "sealing")
			bare, err = key.SealText("Er gebeurde iets.", seal.At("event.bare", cause, 0))
			must(f.t, err, "sealing")
		}
		rows = append(rows, []any{f.place.Org, id, cause, int16(0), e.Kind(), talk, sealed, line, bare, share, shared, at})
	}
	return rows
}

func eventOf(talk, nth int, at time.Time) dialog.Event {
	subs := []string{"wonen", "gezondheid", "mensen", "opleiding", "sparen", "schulden", "inkomen"}
	step, goal := talk*2+1, talk/6+1
	switch nth {
	case 0:
		return dialog.Placed{Bridge: "stapmaat-2026-11", Sub: subs[talk%len(subs)], Rung: 1 + talk%4, Words: "zo gaat het nu met mij"}
	case 1:
		if talk%6 == 0 {
			return dialog.GoalSet{Goal: goal, Sub: subs[talk%len(subs)], Words: "een doel in eigen woorden"}
		}
		return dialog.GoalSaid{Goal: goal, Aspect: "why", Words: "omdat het belangrijk is voor mij"}
	case 2, 3:
		return dialog.StepSet{Step: step + nth - 2, Goal: goal, Words: "een stap in eigen woorden", Day: at.AddDate(0, 0, 7), By: dialog.ByMe}
	case 4:
		return dialog.StepEnded{Step: step, State: dialog.StepDone, Words: "het lukte"}
	case 5:
		return dialog.StepNotYet{Step: step + 1, Words: "er kwam iets tussen"}
	case 6:
		return dialog.StoryTold{Words: "wat nu het zwaarst weegt"}
	}
	return dialog.ReminderSet{Step: step}
}
