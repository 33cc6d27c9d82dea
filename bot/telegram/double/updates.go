package double

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// update waits until it is confirmed.
type update struct {
	id    int64
	chat  int64
	queue int64 // webhooks keep order within one of these
	raw   []byte
}

// unasked are the kinds that Telegram leaves out when allowed_updates is empty.
var unasked = []string{"chat_member", "message_reaction", "message_reaction_count"}

// wants says whether updates of this kind are kept for the bot at all.
func (b *Bot) wants(kind string) bool {
	if b.allowed == nil {
		return !slices.Contains(unasked, kind)
	}
	return b.allowed[kind]
}

// allow reads allowed_updates; when it is not given, the previous setting stays.
func (b *Bot) allow(raw string) *refusal {
	if raw == "" {
		return nil
	}
	var kinds []string
	if err := json.Unmarshal([]byte(raw), &kinds); err != nil {
		return bad("can't parse allowed updates list")
	}
	b.allowed = nil
	if len(kinds) > 0 {
		b.allowed = map[string]bool{}
	}
	for _, kind := range kinds {
		b.allowed[kind] = true
	}
	return nil
}

// push adds to the queue and wakes the poll or the webhook. The bot's lock is held.
func (b *Bot) push(u update) {
	b.nextID = u.id + 1
	b.queue = append(b.queue, u)
	close(b.arrived)
	b.arrived = make(chan struct{})
	if hear := b.server.options.OnRelease; hear != nil {
		hear(b, u.chat, u.id, time.Now())
	}
}

// Unconfirmed is how many updates still wait to be confirmed.
func (b *Bot) Unconfirmed() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.queue)
}

// Redeliver puts an update in front of the queue again, as after an outage: the
// same bytes twice.
func (b *Bot) Redeliver(raw string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var head struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal([]byte(raw), &head); err != nil {
		panic("double: " + err.Error())
	}
	next := b.nextID
	b.push(update{id: head.ID, raw: []byte(raw)})
	b.nextID = next
}

// confirm drops what lies before offset. An offset beyond the last update is out of
// date (ids may jump down after a quiet week): then nothing is confirmed and the
// queue is served from its head, as Telegram's server does.
func (b *Bot) confirm(offset int64) {
	if offset < 0 {
		b.queue = b.queue[max(0, len(b.queue)+int(offset)):]
		return
	}
	last := slices.IndexFunc(b.queue, func(u update) bool { return u.id == offset-1 })
	switch {
	case last >= 0:
		b.confirmed(b.queue[:last+1])
		b.queue = slices.Clone(b.queue[last+1:])
	case offset <= b.nextID:
		b.queue = slices.DeleteFunc(b.queue, func(u update) bool { return u.id < offset })
	}
}

func (b *Bot) confirmed(all []update) {
	if hear := b.server.options.OnConfirm; hear != nil {
		for _, u := range all {
			hear(b, u.id, time.Now())
		}
	}
}

func number(raw string, otherwise int) (int, *refusal) {
	if raw == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(raw)
	if err != nil {
		return 0, bad("can't parse number " + raw)
	}
	return n, nil
}
