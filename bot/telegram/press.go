package telegram

import (
	"encoding/json"
	"fmt"

	"stapmaat/bot/receive"
	"stapmaat/dialog"
)

// press holds the fields of a CallbackQuery that we read. Its message may be an
// InaccessibleMessage, which has the same id and chat.
type press struct {
	ID   string `json:"id"`
	From struct {
		ID int64 `json:"id"`
	} `json:"from"`
	Message struct {
		ID   int  `json:"message_id"`
		Chat chat `json:"chat"`
	} `json:"message"`
	Data string `json:"data"`
}

// readPress takes a press in the person's own chat. What it carries is not to be
// trusted: an old client, or a forged one, may send any data on any message. It is
// answered in any case, so that the wheel on the button stops.
func (u *update) readPress(raw json.RawMessage) error {
	var p press
	if err := json.Unmarshal(raw, &p); err != nil {
		return fmt.Errorf("reading a press: %w", err)
	}
	u.query = receive.Words(p.ID)
	switch {
	case p.ID == "":
		return errNoObject
	case p.Message.Chat.ID == 0:
		return u.ignore("pressed in a chat that we are not in")
	case !p.Message.Chat.private():
		u.leaving(p.Message.Chat)
		return u.ignore("pressed in a group")
	case p.From.ID != p.Message.Chat.ID:
		return u.ignore("pressed by somebody else than the chat's person")
	}
	u.chat = p.Message.Chat.ID
	u.pressed = p.Message.ID
	u.dedupe = "c:" + u.query
	u.input = dialog.Input{Kind: dialog.Pressed, Press: receive.Press(p.Data)}
	return nil
}

// member holds the fields of a ChatMemberUpdated that we read.
type member struct {
	Chat chat `json:"chat"`
	New  struct {
		Status   string `json:"status"`
		IsMember bool   `json:"is_member"` // with status restricted
	} `json:"new_chat_member"`
}

// readMember hears that a person blocked the bot or let it in again, and that
// somebody put it into a group.
func (u *update) readMember(raw json.RawMessage) error {
	var m member
	if err := json.Unmarshal(raw, &m); err != nil {
		return fmt.Errorf("reading a membership: %w", err)
	}
	if m.Chat.ID == 0 {
		return errNoObject
	}
	in := m.New.Status == "member" || m.New.Status == "administrator" || m.New.IsMember
	if !m.Chat.private() {
		if in {
			u.leaving(m.Chat)
		}
		return u.ignore("the bot and a group")
	}
	u.chat = m.Chat.ID
	switch {
	case m.New.Status == "kicked":
		u.input = dialog.Input{Kind: dialog.Blocked}
	case in:
		u.input = dialog.Input{Kind: dialog.Returned}
	default:
		return u.ignore("the bot's place in a private chat")
	}
	return nil
}

func (u *update) leaving(c chat) {
	u.leave, u.channel = c.ID, c.Type == "channel"
}
