package double

import (
	"context"
	"slices"
)

// Chat is one chat of a bot, seen from the person's side.
type Chat struct {
	bot  *Bot
	ID   int64
	Kind string // "private", "group", "supergroup" or "channel"
	Name string // first name or title

	// All below is guarded by the bot's lock.
	next     int // id of the next message
	messages map[int]*message
	order    []int // ids of the bot's messages, oldest first
	blocked  bool
	left     bool
	movedTo  int64
	bucket   bucket
	posts    []Post
	changed  chan struct{} // closed and renewed at every accepted message
	count    int           // accepted messages
	pinned   int
	actions  []string // what the bot showed without a word
}

// message is what the bot sent.
type message struct {
	id      int
	date    int64
	text    string
	caption bool
	board   [][]Button
}

// remembered is how many of its own messages per chat a bot can still edit here.
const remembered = 200

// Private opens a private chat with the user of that id, or finds it.
func (b *Bot) Private(id int64, name string) *Chat { return b.chat(id, "private", name) }

// Group opens a group, supergroup or channel; kind is one of these.
func (b *Bot) Group(id int64, kind, title string) *Chat { return b.chat(id, kind, title) }

func (b *Bot) chat(id int64, kind, name string) *Chat {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c, ok := b.chats[id]; ok {
		return c
	}
	c := &Chat{bot: b, ID: id, Kind: kind, Name: name, next: 1, messages: map[int]*message{}, changed: make(chan struct{})}
	b.chats[id] = c
	return c
}

// Posts are the messages that the bot sent to this chat and that were accepted, oldest first.
func (c *Chat) Posts() []Post {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	return slices.Clone(c.posts)
}

// Count is how many messages were accepted; it also counts when the server forgets.
func (c *Chat) Count() int {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	return c.count
}

// Await blocks until the chat has at least n accepted messages, and returns them all.
func (c *Chat) Await(ctx context.Context, n int) ([]Post, error) {
	for {
		c.bot.mu.Lock()
		count, changed, posts := c.count, c.changed, slices.Clone(c.posts)
		c.bot.mu.Unlock()
		if count >= n {
			return posts, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return posts, ctx.Err()
		}
	}
}

// Pinned is the message that the bot pinned last, 0 when none.
func (c *Chat) Pinned() int {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	return c.pinned
}

// Left says whether the bot has left this group.
func (c *Chat) Left() bool {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	return c.left
}

// Keyboard is what stands under a message of the bot now.
func (c *Chat) Keyboard(messageID int) [][]Button {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	if m := c.messages[messageID]; m != nil {
		return m.board
	}
	return nil
}

// keep stores a message of the bot and forgets the oldest. The bot's lock is held.
func (c *Chat) keep(m *message) {
	c.messages[m.id] = m
	c.order = append(c.order, m.id)
	if len(c.order) > remembered {
		delete(c.messages, c.order[0])
		c.order = c.order[1:]
	}
	c.count++
	close(c.changed)
	c.changed = make(chan struct{})
}

// chatJSON is a Chat of the Bot API.
type chatJSON struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	FirstName string `json:"first_name,omitempty"`
	Title     string `json:"title,omitempty"`
}

func (c *Chat) describe() chatJSON {
	if c.Kind == "private" {
		return chatJSON{ID: c.ID, Type: c.Kind, FirstName: c.Name}
	}
	return chatJSON{ID: c.ID, Type: c.Kind, Title: c.Name}
}

// userJSON is a User of the Bot API.
type userJSON struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

func (c *Chat) user() userJSON {
	id := c.ID
	if c.Kind != "private" {
		id = 777 // somebody in the group
	}
	return userJSON{ID: id, FirstName: c.Name, Language: "nl"}
}
