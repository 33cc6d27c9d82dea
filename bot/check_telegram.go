package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"stapmaat/bot/config"
	"stapmaat/bot/telegram"
)

// Clocks that differ more than this make reminders and quiet hours wrong.
const (
	skewNoticed = 5 * time.Second
	skewTooMuch = time.Minute
)

// bot is one bot to look at.
type checkedBot struct {
	id     int64
	name   string
	token  string
	served bool // a program on this database polls it now
}

// telegram asks Telegram about one bot.
func (c *checking) telegram(ctx context.Context, b checkedBot) {
	face := telegram.New(telegram.Options{URL: c.config.TelegramAPIURL, Connections: 2})
	defer face.Close()
	if err := face.Add(b.id, b.token); err != nil {
		c.fault("token", err)
		return
	}
	status, err := face.Check(ctx, b.id)
	if err != nil {
		c.fault("token", advise(err, "correct the token, or TELEGRAM_API_URL, or the way to the network"))
		return
	}
	c.add(isOK, "token", "works, it is @%s.", status.Username)
	c.delivery(ctx, b, status)
	c.skew(ctx, b)
}

// delivery looks at how updates come in: by webhook or by polling, never both, and one program a bot.
func (c *checking) delivery(ctx context.Context, b checkedBot, s telegram.Status) {
	switch webhook := c.config.TelegramMode == config.ModeWebhook; {
	case webhook && s.Webhook == "":
		c.add(isWarn, "webhook", "@%s has none yet; 'bot serve' sets it.", s.Username)
	case webhook && !strings.HasPrefix(s.Webhook, strings.TrimRight(c.config.WebhookURL, "/")+"/"):
		c.add(isFail, "webhook", "@%s delivers to %s and not to WEBHOOK_URL: end the program there; 'bot serve' sets ours.", s.Username, hostOf(s.Webhook))
	case webhook && s.LastError != "":
		c.add(isWarn, "webhook", "the last delivery to @%s failed at %s (%s): look at the proxy before LISTEN_ADDR.", s.Username, s.LastErrorAt.UTC().Format(time.DateTime), s.LastError)
	case webhook:
		c.add(isOK, "webhook", "@%s delivers to WEBHOOK_URL.", s.Username)
	case s.Webhook != "":
		c.add(isFail, "webhook", "@%s delivers to %s and cannot be polled: end the program there; 'bot serve' takes the webhook away.", s.Username, hostOf(s.Webhook))
	case b.served:
		c.add(isOK, "polling", "a program on this database polls @%s.", s.Username)
	default:
		c.secondPoller(ctx, b, s)
	}
	if s.Pending > 0 {
		c.add(isWarn, "updates", "%d wait at Telegram for @%s; they are dropped there after a day: start 'bot serve'.", s.Pending, s.Username)
	}
}

// secondPoller polls for a moment without confirming anything. Telegram ends our
// poll with 409 when somebody else polls meanwhile.
func (c *checking) secondPoller(ctx context.Context, b checkedBot, s telegram.Status) {
	query := url.Values{"limit": {"1"}, "timeout": {fmt.Sprint(int(c.listen.Seconds()))}}
	answer, err := c.ask(ctx, b.token, "getUpdates", query)
	switch {
	case err != nil:
		c.fault("polling", err)
	case answer.code == http.StatusConflict:
		c.add(isFail, "polling", "another program polls @%s: end it; two programs with one token take each other's updates.", s.Username)
	case !answer.ok:
		c.add(isWarn, "polling", "Telegram answered %d to a poll of @%s.", answer.code, s.Username)
	default:
		c.add(isOK, "polling", "nobody else polled @%s for %s.", s.Username, c.listen)
	}
}

func (c *checking) skew(ctx context.Context, b checkedBot) {
	answer, err := c.ask(ctx, b.token, "getMe", nil)
	if err != nil || answer.date.IsZero() {
		c.add(isWarn, "clock", "Telegram did not say what time it is: compare this machine's clock by hand.")
		return
	}
	off := c.now().Sub(answer.date).Round(time.Second)
	switch {
	case off.Abs() > skewTooMuch:
		c.add(isFail, "clock", "this machine is %s off Telegram's time: switch time synchronisation on.", off)
	case off.Abs() > skewNoticed:
		c.add(isWarn, "clock", "this machine is %s off Telegram's time: look at its time synchronisation.", off)
	default:
		c.add(isOK, "clock", "as Telegram's, to a few seconds.")
	}
}

// apiAnswer is what one call said, as far as it is looked at here.
type apiAnswer struct {
	ok   bool
	code int
	date time.Time
}

// ask makes a bare call. The errors of net/http hold the address and so the token: they are not passed on.
func (c *checking) ask(ctx context.Context, token, method string, query url.Values) (apiAnswer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.listen+20*time.Second)
	defer cancel()
	address := strings.TrimRight(c.config.TelegramAPIURL, "/") + "/bot" + token + "/" + method
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(query.Encode()))
	if err != nil {
		return apiAnswer{}, errors.New("making a call to Telegram: the address cannot be read")
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := &http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return apiAnswer{}, fmt.Errorf("asking Telegram for %s: no answer", method)
	}
	defer response.Body.Close()
	var body struct {
		OK bool `json:"ok"`
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, 1<<20)).Decode(&body); err != nil {
		return apiAnswer{}, fmt.Errorf("asking Telegram for %s: the answer is not Telegram's", method)
	}
	date, _ := http.ParseTime(response.Header.Get("Date")) // zero when there is none
	return apiAnswer{ok: body.OK, code: response.StatusCode, date: date}, nil
}

// hostOf is all of a foreign webhook's address that may be shown: its path may be a secret.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "another address"
	}
	return u.Host
}
