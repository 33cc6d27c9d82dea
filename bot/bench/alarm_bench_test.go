//go:build bench

package bench

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"stapmaat/bot/telegram/double"
)

// The size of a run: people in danger beside the open loop, so many a second.
const (
	dangerBots     = 40
	dangerSeats    = 400
	dangerMentors  = 100
	dangersASecond = 5
	firstDanger    = 5_000_000 // the first chat of those in danger
)

// TestBenchAlarms measures how soon danger is safe in the database, and how soon the first
// human's phone has it, while everybody else talks. It is over before the chain's second step.
func TestBenchAlarms(t *testing.T) {
	measured := 20 * time.Second
	if os.Getenv("BENCH_LONG") != "" {
		measured = 100 * time.Second
	}
	d := &dangers{let: map[string]time.Time{}, said: map[string]time.Time{}, alerted: map[string]time.Time{}}
	b := &bench{T: t, binary: build(t), measured: measured}
	b.town = foundWith(t, dangerBots, func(o *double.Options) {
		o.OnRelease, o.OnConfirm = d.released(o.OnRelease), d.confirmed
	})
	b.program = b.town.serve(t, b.binary)
	b.town.hire(t, dangerMentors)
	c := newCrowd(1, b.town.bots, dangerSeats, b.town.invitations(t, 3000+int(measured.Seconds())*100), 0)
	b.town.listen(func(p double.Post) { c.heard(p); d.heard(p) })
	c.spread(30 * time.Second)
	b.settled(c)
	tokens := b.town.invitations(t, int(measured.Seconds())*dangersASecond)
	var writing sync.WaitGroup
	writing.Go(func() { d.write(b.town.bots, tokens) })
	c.stream(rate, measured, 1200*time.Millisecond)
	writing.Wait()
	b.settled(c)
	for end := time.Now().Add(time.Minute); d.heardOf() < len(tokens) && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
	}
	d.report(b, len(tokens))
	b.program.stop(t)
}

// dangers keeps when words of danger were let go, confirmed, and alerted about.
type dangers struct {
	mu      sync.Mutex
	let     map[string]time.Time // by bot and update, what waits to be confirmed
	said    map[string]time.Time // by chat
	alerted map[string]time.Time // by alarm: its first alert
	durable durations
}

const dangerWords = "ik maak er vannacht een eind aan"

// write lets one person after another come in and write.
func (d *dangers) write(bots []*double.Bot, tokens []string) {
	for n, token := range tokens {
		chat := bots[n%len(bots)].Private(firstDanger+int64(n), "Anna")
		chat.Say("/start " + token)
		time.Sleep(time.Second / dangersASecond)
		chat.Say(dangerWords)
	}
}

func updateOf(bot string, update int64) string { return bot + " " + strconv.FormatInt(update, 10) }

// released times the second thing that such a person says, after "/start".
func (d *dangers) released(next func(*double.Bot, int64, int64, time.Time)) func(*double.Bot, int64, int64, time.Time) {
	came := map[int64]bool{}
	return func(bot *double.Bot, chat, update int64, at time.Time) {
		next(bot, chat, update, at)
		if chat < firstDanger {
			return
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		if came[chat] {
			d.let[updateOf(bot.Name, update)] = at
			d.said[strconv.FormatInt(chat, 10)] = at
		}
		came[chat] = true
	}
}

// confirmed is when the program said that it has an update: after its commit.
func (d *dangers) confirmed(bot *double.Bot, update int64, at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := updateOf(bot.Name, update)
	if let, ok := d.let[key]; ok {
		d.durable = append(d.durable, at.Sub(let))
		delete(d.let, key)
	}
}

// heard keeps the first alert about each alarm, known by its button.
func (d *dangers) heard(p double.Post) {
	for _, row := range p.Board {
		for _, button := range row {
			id, act, _ := strings.Cut(strings.TrimPrefix(button.Data, "a:"), ":")
			if !strings.HasPrefix(button.Data, "a:") || act != "take" || !isMessage(p) {
				continue
			}
			d.mu.Lock()
			if _, ok := d.alerted[id]; !ok {
				d.alerted[id] = p.At
			}
			d.mu.Unlock()
		}
	}
}

func (d *dangers) heardOf() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.alerted)
}

func (d *dangers) report(b *bench, people int) {
	rows, err := b.town.sql.Query(b.Context(), `
		SELECT a.id::text, c.chat_id::text
		FROM alarm a
		JOIN conversation c ON c.person_id = a.person_id`)
	must(b.T, err, "reading the alarms")
	defer rows.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	var first durations
	for rows.Next() {
		var alarm, chat string
		must(b.T, rows.Scan(&alarm, &chat), "reading an alarm")
		at, ok := d.alerted[alarm]
		if said := d.said[chat]; ok && !said.IsZero() {
			first = append(first, at.Sub(said))
		}
	}
	must(b.T, rows.Err(), "reading the alarms")
	f := &b.figures
	f.part(fmt.Sprintf("%d people in danger beside %d acts a second; from the moment Telegram has their words", people, rate))
	f.below("alarm durable, p99, ms", "%.1f", 20, d.durable.at(.99))
	f.plain("  p50, highest, ms", "%.1f, %.1f of %d", d.durable.at(.5), d.durable.at(1), len(d.durable))
	f.below("first alert posted, p99, ms", "%.1f", 200, first.at(.99))
	f.plain("  p50, highest, ms", "%.1f, %.1f of %d", first.at(.5), first.at(1), len(first))
	f.print(os.Stdout)
	if len(first) < people || len(d.durable) < people {
		b.Errorf("of %d people in danger %d were confirmed and %d led to an alert", people, len(d.durable), len(first))
	}
}
