package double

import (
	"strconv"
	"time"
	"unicode/utf16"
)

// query is a press that waits to be answered.
type query struct {
	at       time.Time
	chat     int64
	answered bool
}

// queryLife is how long a press can be answered here. The real number is not
// published (5 to 20 seconds are reported); in the queue it lives for 150 s.
const queryLife = 150 * time.Second

func answerCallbackQuery(c *call) (any, *refusal) {
	if len(utf16.Encode([]rune(c.params["text"]))) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	b := c.bot
	b.mu.Lock()
	defer b.mu.Unlock()
	q := b.queries[c.params["callback_query_id"]]
	if q == nil || q.answered || b.server.options.Now().Sub(q.at) > queryLife {
		return nil, tooOld
	}
	q.answered = true
	c.post = &Post{Chat: q.chat}
	if b.server.options.Forget {
		delete(b.queries, c.params["callback_query_id"])
	}
	return true, nil
}

func editMessageText(c *call) (any, *refusal) {
	text, no := visible(c.params["text"], c.params["parse_mode"], maxText, "message text is empty", "message is too long")
	if no != nil {
		return nil, no
	}
	return c.change(func(m *message, board [][]Button) *refusal {
		if m.caption {
			return bad("there is no text in the message to edit")
		}
		if m.text == text && sameBoard(m.board, board) {
			return notModified
		}
		m.text, m.board = text, board
		return nil
	})
}

func editMessageReplyMarkup(c *call) (any, *refusal) {
	return c.change(func(m *message, board [][]Button) *refusal {
		if sameBoard(m.board, board) {
			return notModified
		}
		m.board = board
		return nil
	})
}

var (
	tooOld      = harmless("query is too old and response timeout expired or query ID is invalid")
	notModified = harmless("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
)

func harmless(description string) *refusal {
	no := bad(description)
	no.harmless = true
	return no
}

// change finds the message, applies the edit and answers with the new message.
func (c *call) change(apply func(*message, [][]Button) *refusal) (any, *refusal) {
	board, no := keyboard(c.params["reply_markup"])
	if no != nil {
		return nil, no
	}
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	chat, m, no := c.message("message to edit not found")
	if no != nil {
		return nil, no
	}
	if no := apply(m, board); no != nil {
		return nil, no
	}
	c.post = &Post{Chat: chat.ID, MessageID: m.id, Text: m.text, Board: board}
	shown := c.bot.show(chat, m)
	shown.EditDate = c.bot.server.options.Now().Unix()
	return shown, nil
}

func pinChatMessage(c *call) (any, *refusal) {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	chat, m, no := c.message("message to pin not found")
	if no != nil {
		return nil, no
	}
	chat.pinned = m.id
	c.post = &Post{Chat: chat.ID, MessageID: m.id}
	return true, nil
}

// message finds the bot's own message that the call is about. The bot's lock is held.
func (c *call) message(unknown string) (*Chat, *message, *refusal) {
	chat, no := c.chat()
	if no != nil {
		return nil, nil, no
	}
	id, err := strconv.Atoi(c.params["message_id"])
	if err != nil || chat.messages[id] == nil {
		return nil, nil, bad(unknown)
	}
	return chat, chat.messages[id], nil
}
