package telegram

import (
	"context"

	api "github.com/go-telegram/bot"
)

// answer stops the wheel on the pressed button, at once and whatever the press
// means: a late answer is refused ("query is too old"), which is harmless. Then it
// takes the keyboard of an answered question away, so that it can't go stale.
func (f *Face) answer(a *account, u update) {
	f.asides.start(func(ctx context.Context) {
		_, _ = a.api.AnswerCallbackQuery(ctx, &api.AnswerCallbackQueryParams{CallbackQueryID: u.query}) // best effort
		if f.o.RemoveKeyboards && question(u.input.Press) {
			_, _ = a.api.EditMessageReplyMarkup(ctx, &api.EditMessageReplyMarkupParams{ChatID: u.chat, MessageID: u.pressed}) // best effort
		}
	})
}

// leave says goodbye in a group and goes. The bot is for one person at a time: in a
// group others would read along. Nothing that was said there is kept.
func (f *Face) leave(a *account, u update) {
	if !f.left.first(chatOf{a.id, u.leave}) {
		return
	}
	f.asides.start(func(ctx context.Context) {
		if f.o.Goodbye != "" && !u.channel {
			_, _ = a.api.SendMessage(ctx, &api.SendMessageParams{ChatID: u.leave, Text: f.o.Goodbye}) // best effort
		}
		if _, err := a.api.LeaveChat(ctx, &api.LeaveChatParams{ChatID: u.leave}); err != nil {
			f.left.forget(chatOf{a.id, u.leave}) // the next update from there tries again
		}
	})
}
