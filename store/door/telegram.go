package door

import (
	"context"

	"stapmaat/store"
)

// Bot is a bot on Telegram, with the token under which Telegram vouches for its users.
type Bot struct {
	ID    int64
	Token string
}

// Bot finds one by its username.
func (db *DB) Bot(ctx context.Context, username string) (b Bot, err error) {
	var sealed []byte
	err = db.pool.QueryRow(ctx, `SELECT id, token FROM bot WHERE channel = 'telegram' AND username = $1`, username).Scan(&b.ID, &sealed)
	if err != nil {
		return b, notFound("finding a bot", err)
	}
	token, err := db.master.Open(sealed, store.TokenPlace(store.Telegram, username))
	b.Token = string(token)
	return b, err
}

// ByChat finds who of the staff talks to a bot in this private chat, whose number is the user's.
func (db *DB) ByChat(ctx context.Context, bot, chat int64) (a Account, err error) {
	err = db.pool.QueryRow(ctx, `
		SELECT p.organisation_id, p.id
		FROM conversation c
		JOIN person p ON p.id = c.person_id
		             AND p.organisation_id = c.organisation_id
		WHERE c.bot_id = $1
		  AND c.chat_id = $2
		  AND p.role IN ('mentor', 'supervisor', 'administrator')
		  AND p.erased_at IS NULL`, bot, chat).Scan(&a.Organisation, &a.Staff)
	a.Chat = true
	return a, notFound("finding who talks in a chat", err)
}
