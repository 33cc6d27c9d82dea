package double

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

// method is one method of the Bot API: which parameters it takes, and what it does.
type method struct {
	name    string
	accepts []string
	handle  func(*call) (any, *refusal)
}

var common = []string{
	"business_connection_id", "chat_id", "message_thread_id", "direct_messages_topic_id", "parse_mode",
	"disable_notification", "protect_content", "allow_paid_broadcast", "message_effect_id",
	"suggested_post_parameters", "reply_parameters", "reply_markup",
}

// methods holds what a bot of ours may call, by name in lower case, as the real
// service compares. Anything else fails the test.
var methods = table(
	method{"getMe", nil, getMe},
	method{"getUpdates", []string{"offset", "limit", "timeout", "allowed_updates"}, getUpdates},
	method{"setWebhook", []string{"url", "secret_token", "max_connections", "allowed_updates", "drop_pending_updates", "ip_address"}, setWebhook},
	method{"deleteWebhook", []string{"drop_pending_updates"}, deleteWebhook},
	method{"getWebhookInfo", nil, getWebhookInfo},
	method{"sendMessage", append([]string{"text", "entities", "link_preview_options"}, common...), sendMessage},
	method{"sendPhoto", append([]string{"photo", "caption", "caption_entities", "show_caption_above_media", "has_spoiler"}, common...), sendPhoto},
	method{"sendDocument", append([]string{"document", "caption", "caption_entities", "disable_content_type_detection"}, common...), sendDocument},
	method{"editMessageText", []string{"chat_id", "message_id", "text", "parse_mode", "entities", "link_preview_options", "reply_markup"}, editMessageText},
	method{"editMessageReplyMarkup", []string{"chat_id", "message_id", "reply_markup"}, editMessageReplyMarkup},
	method{"answerCallbackQuery", []string{"callback_query_id", "text", "show_alert", "url", "cache_time"}, answerCallbackQuery},
	method{"pinChatMessage", []string{"chat_id", "message_id", "disable_notification"}, pinChatMessage},
	method{"setMyCommands", []string{"commands", "scope", "language_code"}, setMyCommands},
	method{"setMyDescription", []string{"description", "language_code"}, setMyDescription},
	method{"setMyShortDescription", []string{"short_description", "language_code"}, setMyShortDescription},
	method{"leaveChat", []string{"chat_id"}, leaveChat},
	method{"sendChatAction", []string{"chat_id", "action", "message_thread_id"}, sendChatAction},
	method{"getFile", []string{"file_id"}, getFile},
)

func table(all ...method) map[string]method {
	byName := map[string]method{}
	for _, m := range all {
		byName[strings.ToLower(m.name)] = m
	}
	return byName
}

func getMe(c *call) (any, *refusal) { return c.bot.user(), nil }

func setMyCommands(c *call) (any, *refusal) {
	var commands []struct{ Command, Description string }
	if err := json.Unmarshal([]byte(c.params["commands"]), &commands); err != nil || len(commands) > 100 {
		return nil, bad("can't parse commands JSON object")
	}
	for _, command := range commands {
		if !commandName(command.Command) {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(command.Description); n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	c.bot.profile.Commands = c.params["commands"]
	return true, nil
}

// commandName says whether the name is 1-32 lower-case letters, digits and underscores.
func commandName(name string) bool {
	for _, r := range name {
		if r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return false
		}
	}
	return len(name) >= 1 && len(name) <= 32
}

func setMyDescription(c *call) (any, *refusal) {
	return c.describe("description", 512, &c.bot.profile.Description)
}

func setMyShortDescription(c *call) (any, *refusal) {
	return c.describe("short_description", 120, &c.bot.profile.ShortDescription)
}

func (c *call) describe(parameter string, max int, into *string) (any, *refusal) {
	if utf8.RuneCountInString(c.params[parameter]) > max {
		return nil, bad("description is too long")
	}
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	*into = c.params[parameter]
	return true, nil
}

func sendChatAction(c *call) (any, *refusal) {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	chat, no := c.chat()
	if no == nil {
		chat.actions = append(chat.actions, c.params["action"])
	}
	return true, no
}

func leaveChat(c *call) (any, *refusal) {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	chat, no := c.chat()
	if no != nil {
		return nil, no
	}
	if chat.Kind == "private" {
		return nil, bad("chat is not a group, supergroup or channel")
	}
	chat.left = true
	return true, nil
}

func getFile(c *call) (any, *refusal) {
	id := c.params["file_id"]
	if id == "" {
		return nil, bad("file_id not specified")
	}
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	if _, ok := c.bot.spoken[id]; ok {
		return map[string]any{"file_id": id, "file_unique_id": "u" + id, "file_size": len(c.bot.spoken[id]), "file_path": "voice/" + id + ".oga"}, nil
	}
	if !c.bot.files[id] {
		return nil, bad("wrong file_id or the file is temporarily unavailable")
	}
	return map[string]any{"file_id": id, "file_unique_id": "u" + id, "file_path": "files/" + id}, nil
}

// chat finds the chat that the call is about and checks that the bot may speak there.
// The bot's lock is held.
func (c *call) chat() (*Chat, *refusal) {
	id, err := strconv.ParseInt(c.params["chat_id"], 10, 64)
	if err != nil {
		return nil, bad("chat_id is empty")
	}
	chat := c.bot.chats[id]
	switch {
	case chat == nil:
		return nil, bad("chat not found")
	case chat.movedTo != 0:
		return nil, &refusal{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: chat.movedTo}
	case chat.blocked:
		return nil, &refusal{Code: 403, Description: "Forbidden: bot was blocked by the user"}
	case chat.left:
		return nil, &refusal{Code: 403, Description: "Forbidden: bot is not a member of the " + chat.Kind + " chat"}
	}
	return chat, nil
}
