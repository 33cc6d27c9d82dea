//go:build bench || faults

package bench

import (
	"sync"
	"time"

	"stapmaat/bot/telegram/double"
)

// record is what Telegram saw, kept apart from the program and its database: every
// update it let go, every message it took.
type record struct {
	mu    sync.Mutex
	chats map[place]*seen
	turns int // messages and presses let go
}

// place is a chat of one bot, by the bot's name.
type place struct {
	bot  string
	chat int64
}

type seen struct {
	updates []int64 // ids, in the order in which the person acted
	sent    []sent  // messages of the bot, in their order
}

type sent struct {
	id int64
	at time.Time
}

func newRecord() *record { return &record{chats: map[place]*seen{}} }

func (r *record) at(p place) *seen {
	s := r.chats[p]
	if s == nil {
		s = &seen{}
		r.chats[p] = s
	}
	return s
}

// released is the double's OnRelease.
func (r *record) released(bot *double.Bot, chat, update int64, _ time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.at(place{bot.Name, chat})
	s.updates = append(s.updates, update)
	r.turns++
}

func (r *record) post(p double.Post) {
	if !isMessage(p) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.at(place{botName(p.Bot), p.Chat})
	s.sent = append(s.sent, sent{int64(p.MessageID), p.At})
}

// isMessage tells whether a call put a message into a chat.
func isMessage(p double.Post) bool {
	switch p.Method {
	case "sendMessage", "sendPhoto", "sendDocument":
		return p.Status == 200
	}
	return false
}
