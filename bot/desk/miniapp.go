package desk

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"net/http"

	"stapmaat/store/door"
)

// miniAppPage is the data of the page that Telegram opens.
type miniAppPage struct{ Bot string }

// miniApp is what Telegram opens: the page's script sends on what Telegram put behind the
// address. t.me/<bot>/<app> leads to it, and only staff gets further.
func miniApp(c *call) error {
	return c.render("telegram", miniAppPage{c.r.URL.Query().Get("bot")})
}

var errNotStaff = &Error{http.StatusForbidden, "telegram"}

// fromTelegram lets in for whom Telegram vouches, when she works here.
func fromTelegram(c *call) error {
	bot, err := c.desk.door.Bot(c.ctx(), c.form.text("bot", 64))
	if errors.Is(err, door.ErrNotFound) {
		return errNotStaff
	}
	if err != nil {
		return err
	}
	user, err := checkInitData(c.form.Value("data"), bot.Token, c.desk.telegramKey, c.desk.clock())
	if err != nil {
		return errNotStaff
	}
	account, err := c.desk.door.ByChat(c.ctx(), bot.ID, user)
	if errors.Is(err, door.ErrNotFound) {
		return errNotStaff
	}
	if err != nil {
		return err
	}
	return c.welcome(account, door.ByTelegram)
}

// readTelegramKey reads the key of the options, or takes Telegram's own.
func readTelegramKey(given string) (ed25519.PublicKey, error) {
	if given == "" {
		given = telegramKey
	}
	key, err := hex.DecodeString(given)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, errors.New("Telegram's key must be 64 hexadecimal digits")
	}
	return key, nil
}
