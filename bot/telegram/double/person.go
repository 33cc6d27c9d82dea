package double

import (
	"fmt"
	"slices"
	"strconv"
)

// What a person does in a chat becomes an update. All of these return its update_id.

// Say types a text; "/start TOKEN" opens a link.
func (c *Chat) Say(text string) int64 { return c.Send(map[string]any{"text": text}) }

// Speak sends a voice message; audio is what the bot can fetch of it.
func (c *Chat) Speak(seconds int, audio []byte) int64 {
	c.bot.mu.Lock()
	file := fmt.Sprintf("spoken%d", len(c.bot.spoken)+1)
	c.bot.spoken[file] = audio
	c.bot.mu.Unlock()
	return c.Send(map[string]any{"voice": map[string]any{"file_id": file, "file_unique_id": "u" + file, "duration": seconds, "mime_type": "audio/ogg", "file_size": len(audio)}})
}

// Actions are what the bot showed in the chat without a word: "typing".
func (c *Chat) Actions() []string {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	return slices.Clone(c.actions)
}

// Send sends a message with these fields, such as {"voice": {…}} or {"text": …, "forward_origin": {…}}.
func (c *Chat) Send(fields map[string]any) int64 {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	m := c.incoming(fields)
	kind := "message"
	if c.Kind == "channel" {
		kind = "channel_post"
	}
	return c.bot.enqueue(kind, c.ID, c.ID, m)
}

// incoming renders a message of the person: what every message has, then the fields.
func (c *Chat) incoming(fields map[string]any) rendered {
	head := mustJSON(messageJSON{ID: c.next, From: c.user(), Chat: c.describe(), Date: c.bot.server.options.Now().Unix()})
	c.next++
	if len(fields) == 0 {
		return head
	}
	return join(head, mustJSON(fields))
}

// join makes one object of two.
func join(a, b []byte) rendered {
	all := append(rendered(nil), a[:len(a)-1]...)
	all = append(all, ',')
	return append(all, b[1:]...)
}

// Edit changes the text of an earlier message of the person.
func (c *Chat) Edit(messageID int, text string) int64 {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	now := c.bot.server.options.Now().Unix()
	m := map[string]any{"message_id": messageID, "from": c.user(), "chat": c.describe(), "date": now, "edit_date": now, "text": text}
	return c.bot.enqueue("edited_message", c.ID, c.ID, m)
}

// Press taps the newest button of that label; it panics when there is none.
func (c *Chat) Press(label string) int64 {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	for i := len(c.order) - 1; i >= 0; i-- {
		m := c.messages[c.order[i]]
		for _, row := range m.board {
			for _, b := range row {
				if b.Text == label {
					return c.press(m.id, b.Data)
				}
			}
		}
	}
	panic(fmt.Sprintf("double: chat %d has no button %q", c.ID, label))
}

// PressData sends a press that may be stale or forged: any data on any message.
func (c *Chat) PressData(messageID int, data string) int64 {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	return c.press(messageID, data)
}

func (c *Chat) press(messageID int, data string) int64 {
	m := messageJSON{ID: messageID, Chat: c.describe()} // of date 0: an InaccessibleMessage
	if known := c.messages[messageID]; known != nil {
		m = c.bot.show(c, known)
	}
	id := strconv.FormatInt(c.bot.nextID*7919, 10)
	c.bot.queries[id] = &query{at: c.bot.server.options.Now(), chat: c.ID}
	fields := map[string]any{"id": id, "from": c.user(), "message": m, "chat_instance": "1", "data": data}
	return c.bot.enqueue("callback_query", c.ID, c.ID+3<<33, fields)
}

// Block is what happens when the person stops the bot, or a group throws it out.
func (c *Chat) Block() int64 { return c.member("kicked", true) }

// Unblock lets the bot speak again.
func (c *Chat) Unblock() int64 { return c.member("member", false) }

func (c *Chat) member(status string, blocked bool) int64 {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	was := "member"
	if c.blocked {
		was = "kicked"
	}
	c.blocked = blocked
	fields := map[string]any{
		"chat":            c.describe(),
		"from":            c.user(),
		"date":            c.bot.server.options.Now().Unix(),
		"old_chat_member": map[string]any{"status": was, "user": c.bot.user(), "until_date": 0},
		"new_chat_member": map[string]any{"status": status, "user": c.bot.user(), "until_date": 0},
	}
	return c.bot.enqueue("my_chat_member", c.ID, c.ID, fields)
}

// Move turns a group into a supergroup with another id: what is sent to the old one is refused.
func (c *Chat) Move(to int64) {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	c.movedTo = to
}

// Update enqueues any update, given as JSON without its update_id: `{"poll": {…}}`.
// Chat orders it among the webhook's queues.
func (b *Bot) Update(chat int64, fields string) int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(fields) < 2 || fields[0] != '{' {
		panic("double: an update is a JSON object")
	}
	id := b.nextID
	rest := fields[1:]
	if rest != "}" {
		rest = "," + rest
	}
	b.push(update{id: id, chat: chat, queue: chat, raw: []byte(fmt.Sprintf(`{"update_id":%d%s`, id, rest))})
	return id
}

// Jump makes the next update carry this id, lower or higher: Telegram does so after a week of silence.
func (b *Bot) Jump(next int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.nextID = next
}

// enqueue makes an update of one kind. The bot's lock is held.
func (b *Bot) enqueue(kind string, chat, queue int64, fields any) int64 {
	if !b.wants(kind) {
		return 0
	}
	body, ok := fields.(rendered)
	if !ok {
		body = mustJSON(fields)
	}
	id := b.nextID
	raw := make([]byte, 0, len(body)+64)
	raw = fmt.Appendf(raw, `{"update_id":%d,%q:`, id, kind)
	raw = append(append(raw, body...), '}')
	b.push(update{id: id, chat: chat, queue: queue, raw: raw})
	return id
}
