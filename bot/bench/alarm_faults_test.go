//go:build faults

package bench

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/bot/telegram/double"
)

// The size of a run: so many kills, 1,000 with ALARM_KILLS=1000, with so many alarms before each.
const (
	alarmKills     = 25
	alarmKillsLong = 1000
	alarmsAKill    = 3
	alarmMentors   = 75
	atOnce         = 2 // alerts that a process may have on their way to the pager: package alert
)

// TestAlarmFaults kills the program while people are in danger and mentors take alarms:
// none is lost, and an alert comes twice only if the program died between posting and recording.
func TestAlarmFaults(t *testing.T) {
	times := alarmKills
	if os.Getenv("BENCH_LONG") != "" {
		times = alarmKillsLong
	}
	if given := os.Getenv("ALARM_KILLS"); given != "" {
		var err error
		times, err = strconv.Atoi(given)
		must(t, err, "reading ALARM_KILLS")
	}
	f := &faults{T: t, binary: build(t), town: found(t, alarmMentors), chance: seeded(t)}
	f.program = f.town.serve(t, f.binary)
	f.town.hire(t, alarmMentors)
	m := &takers{town: f.town, bots: map[int64]*double.Bot{}}
	for n, b := range f.town.bots {
		m.bots[700_000+int64(n)] = b // as town numbers them
	}
	f.town.listen(m.heard)
	h := newHook(t, f.town)
	tokens := f.town.invitations(t, times*alarmsAKill)
	for n, token := range tokens {
		chat := f.town.bots[n%alarmMentors].Private(firstChat+int64(n), "Anna")
		chat.Say("/start " + token)
		chat.Say("ik maak er vannacht een eind aan")
		if n%alarmsAKill == alarmsAKill-1 {
			time.Sleep(time.Duration(f.chance.Int64N(int64(600 * time.Millisecond))))
			f.kill()
		}
	}
	m.wait(t, len(tokens))
	f.rest()
	f.judgeAlarms(len(tokens), h)
}

// takers are mentors: each taps what an alert offers, as soon as it is there.
type takers struct {
	town *town
	bots map[int64]*double.Bot
}

func (m *takers) heard(p double.Post) {
	bot := m.bots[p.Bot]
	for _, row := range p.Board {
		for _, b := range row {
			if bot != nil && strings.HasPrefix(b.Data, "a:") && strings.HasSuffix(b.Data, ":take") {
				go bot.Private(p.Chat, "Anne").PressData(p.MessageID, b.Data) // the double tells of posts under its lock
				return
			}
		}
	}
}

// wait lets the last alarms be taken.
func (m *takers) wait(t *testing.T, alarms int) {
	taken := 0
	for end := time.Now().Add(time.Minute); taken < alarms && time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		must(t, m.town.sql.QueryRow(t.Context(), `SELECT count(*) FROM alarm WHERE taken_at IS NOT NULL`).Scan(&taken), "counting alarms")
	}
}

// hook is the organisation's pager: it counts how often each alert comes.
type hook struct {
	mu    sync.Mutex
	calls map[string]int // by Stapmaat-Id
}

func newHook(t *testing.T, w *town) *hook {
	h := &hook{calls: map[string]int{}}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.calls[r.Header.Get("Stapmaat-Id")]++
	}))
	t.Cleanup(server.Close)
	o, err := w.db.FindOrganisation(t.Context(), organisation)
	must(t, err, "finding the organisation")
	must(t, w.db.SetWebhook(t.Context(), o, server.URL, "a secret of the bench"), "setting the webhook")
	return h
}

// judge gives the alerts that the record calls sent and nobody got, and the calls beyond one each.
func (h *hook) judge(f *faults) (lost, again int) {
	rows, _ := f.town.sql.Query(f.Context(), `SELECT id::text FROM alert WHERE channel = 'webhook' AND state = 'sent'`)
	sent, err := pgx.CollectRows(rows, pgx.RowTo[string])
	must(f.T, err, "reading what went to the pager")
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, id := range sent {
		if h.calls[id] == 0 {
			lost++
		}
	}
	for _, n := range h.calls {
		again += n - 1
	}
	return lost, again
}

// judgeAlarms looks at everything that came in and went out, and at alarms and their alerts.
func (f *faults) judgeAlarms(people int, h *hook) {
	v, err := f.town.check(f.Context())
	must(f.T, err, "checking")
	most := f.repeats(v)
	var alarms, taken, unheard int
	must(f.T, f.town.sql.QueryRow(f.Context(), `
		SELECT count(*), count(taken_at), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM alert e WHERE e.alarm_id = a.id AND e.state = 'sent'))
		FROM alarm a`).Scan(&alarms, &taken, &unheard), "counting alarms")
	var t figures
	t.part(fmt.Sprintf("%d people in danger, %d times killed", people, len(f.killed)))
	paged, again := h.judge(f)
	t.below("lost on the way in", "%.0f", 0, float64(v.lostIn))
	t.below("lost on the way out", "%.0f", 0, float64(v.lostOut))
	t.below("out of order", "%.0f", 0, float64(v.misordered))
	t.plain("older messages that an alarm kept back on purpose", "%d", v.dropped)
	t.below("alerts that the pager should have and has not", "%.0f", 0, float64(paged))
	t.below("calls of the pager beyond one, for all kills", "%.0f", float64(atOnce*len(f.killed)), float64(again))
	t.below("alarms lost", "%.0f", 0, float64(people-alarms))
	t.below("alarms whose alert never arrived", "%.0f", 0, float64(unheard))
	t.below("alarms that a tap did not take", "%.0f", 0, float64(alarms-taken))
	t.below("most repeats in a chat for one kill", "%.0f", 1, float64(most))
	t.plain("repeats in all", "%d", len(v.repeats))
	t.print(os.Stdout)
	if v.lostIn+v.lostOut+v.misordered+paged > 0 || again > atOnce*len(f.killed) || people != alarms || unheard > 0 || taken < alarms || most > 1 {
		f.Errorf("wrong results, such as:\n%s", strings.Join(v.where, "\n"))
	}
}
