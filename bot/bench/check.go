//go:build bench || faults

package bench

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// verdict is what came of holding Telegram's record against the database's.
type verdict struct {
	updates, messages int // let go by Telegram; kept in the outbox
	lostIn            int // updates without a finished turn, or without an answer
	lostOut           int // messages that Telegram does not have
	misordered        int
	dropped           int      // messages that an alarm kept back on purpose: they were older than it
	repeats           []repeat // messages that Telegram has a second time
	where             []string // the first findings
}

// repeat is a message that Telegram took and the outbox does not know of: the program
// died between the two.
type repeat struct {
	at   place
	time time.Time
}

func (v *verdict) find(count *int, format string, args ...any) {
	*count++
	if len(v.where) < 20 {
		v.where = append(v.where, fmt.Sprintf(format, args...))
	}
}

// check holds the two records against each other. The program must be at rest.
func (w *town) check(ctx context.Context) (*verdict, error) {
	rows, _ := w.sql.Query(ctx, selectIn) // CollectRows tells of its error
	in, err := pgx.CollectRows(rows, pgx.RowToStructByName[inRow])
	if err != nil {
		return nil, fmt.Errorf("reading the inbox: %w", err)
	}
	rows, _ = w.sql.Query(ctx, selectOut)
	out, err := pgx.CollectRows(rows, pgx.RowToStructByName[outRow])
	if err != nil {
		return nil, fmt.Errorf("reading the outbox: %w", err)
	}
	w.seen.mu.Lock()
	defer w.seen.mu.Unlock()
	v := &verdict{messages: len(out)}
	v.comeIn(w.seen.chats, in)
	v.goneOut(w.seen.chats, out)
	return v, nil
}

// comeIn looks for updates that were lost, came twice, or changed their order.
func (v *verdict) comeIn(chats map[place]*seen, rows []inRow) {
	came := map[place][]inRow{}
	for _, r := range rows {
		came[place{r.Bot, r.Chat}] = append(came[place{r.Bot, r.Chat}], r)
	}
	for at, s := range chats {
		v.updates += len(s.updates)
		byRef := map[string]inRow{}
		last := int64(0)
		for _, r := range came[at] {
			byRef[r.Ref] = r
			ref, _ := strconv.ParseInt(r.Ref, 10, 64)
			if ref <= last {
				v.find(&v.misordered, "%v: update %d was taken in after %d", at, ref, last)
			}
			last = ref
		}
		for _, id := range s.updates {
			r, there := byRef[strconv.FormatInt(id, 10)]
			switch {
			case !there:
				v.find(&v.lostIn, "%v: update %d never came in", at, id)
			case !r.Done:
				v.find(&v.lostIn, "%v: update %d came in and had no turn", at, id)
			case r.Answers == 0:
				v.find(&v.lostIn, "%v: update %d had a turn and no answer", at, id)
			}
		}
	}
}

// goneOut looks for messages that Telegram does not have, has twice, or in another order.
func (v *verdict) goneOut(chats map[place]*seen, rows []outRow) {
	known := map[place]map[int64]bool{}
	type line struct {
		at   place
		lane int
	}
	last := map[line]outRow{}
	for _, r := range rows {
		at := place{r.Bot, r.Chat}
		if known[at] == nil {
			known[at] = map[int64]bool{}
		}
		if r.Alarmed && r.State == "dropped" {
			v.dropped++
			continue
		}
		if r.State != "sent" || known[at][r.Message] {
			v.find(&v.lostOut, "%v: message %d is %s as %d", at, r.ID, r.State, r.Message)
			continue
		}
		known[at][r.Message] = true
		if r.Alert { // from many talks, at once: which is first is nobody's order
			continue
		}
		before := last[line{at, r.Lane}]
		// Notes to staff come from many talks at once: they count as arrived when their talk
		// committed, which may be in another order than that of their numbers.
		if r.Message < before.Message || r.Cause < before.Cause && r.Said && before.Said {
			v.find(&v.misordered, "%v: message %d of turn %d went after message %d of turn %d", at, before.ID, before.Cause, r.ID, r.Cause)
		}
		last[line{at, r.Lane}] = r
	}
	for at, s := range chats {
		v.repeated(at, s, known[at])
	}
}

// repeated counts what Telegram has beyond what the outbox knows; a message that the
// outbox knows and Telegram does not is lost.
func (v *verdict) repeated(at place, s *seen, known map[int64]bool) {
	has := map[int64]bool{}
	for _, m := range s.sent {
		has[m.id] = true
		if !known[m.id] {
			v.repeats = append(v.repeats, repeat{at, m.at})
		}
	}
	for id := range known {
		if !has[id] {
			v.find(&v.lostOut, "%v: Telegram does not have message %d", at, id)
		}
	}
}

func botName(id int64) string { return fmt.Sprintf("double_%d_bot", id) }
