package double

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Bot is one bot of the server.
type Bot struct {
	server *Server
	Token  string
	ID     int64
	Name   string // username, without @

	mu       sync.Mutex
	chats    map[int64]*Chat
	queue    []update // unconfirmed, oldest first
	nextID   int64    // of the next update
	nextFile int
	arrived  chan struct{} // closed and renewed whenever the queue grows
	poll     *poll
	lastPoll lastPoll
	hook     *webhook
	allowed  map[string]bool // nil: the default kinds
	queries  map[string]*query
	files    map[string]bool   // file ids that this bot may send again
	spoken   map[string][]byte // recordings by file id
	window   window
	profile  Profile
}

// Profile is what a bot has said of itself.
type Profile struct {
	Commands         string // JSON, as posted
	Description      string
	ShortDescription string
}

func newBot(s *Server, token string) *Bot {
	number, _, _ := strings.Cut(token, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		panic(fmt.Sprintf("double: a token begins with a number and a colon, not %q", number))
	}
	return &Bot{
		server:  s,
		Token:   token,
		ID:      id,
		Name:    fmt.Sprintf("double_%d_bot", id),
		chats:   map[int64]*Chat{},
		nextID:  1000,
		arrived: make(chan struct{}),
		queries: map[string]*query{},
		files:   map[string]bool{},
		spoken:  map[string][]byte{},
	}
}

// Profile is what the bot has set so far.
func (b *Bot) Profile() Profile {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.profile
}

func (b *Bot) user() userJSON {
	return userJSON{ID: b.ID, IsBot: true, FirstName: "Double", Username: b.Name}
}
