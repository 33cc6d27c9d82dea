package double

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// webhook delivers the queue by POST instead of by polling. Updates of one queue
// (a chat's messages, a user's presses) go one at a time, head first; a head that
// keeps failing blocks only its own queue.
type webhook struct {
	url         string
	secret      string
	max         int // connections at once
	lastError   string
	lastErrorAt time.Time
	stop        context.CancelFunc
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// setWebhook takes http on loopback too, as Telegram's local server does.
func setWebhook(c *call) (any, *refusal) {
	to := c.params["url"]
	if to == "" {
		return deleteWebhook(c)
	}
	parsed, err := url.Parse(to)
	if err != nil || parsed.Scheme != "https" && !strings.HasPrefix(parsed.Host, "127.0.0.1:") {
		return nil, bad("bad webhook: An HTTPS URL must be provided for webhook")
	}
	secret := c.params["secret_token"]
	if secret != "" && !secretForm.MatchString(secret) {
		return nil, bad("secret token contains unallowed characters")
	}
	connections, no := number(c.params["max_connections"], 40)
	if no != nil || connections < 1 || connections > 100 {
		return nil, bad("max_connections must be between 1 and 100")
	}
	b := c.bot
	b.mu.Lock()
	defer b.mu.Unlock()
	if no := b.allow(c.params["allowed_updates"]); no != nil {
		return nil, no
	}
	b.unhook(c.params["drop_pending_updates"] == "true")
	if b.poll != nil {
		close(b.poll.ended)
		b.poll = nil
	}
	b.hook = &webhook{url: to, secret: secret, max: connections}
	b.deliverTo(b.hook)
	return true, nil
}

func deleteWebhook(c *call) (any, *refusal) {
	c.bot.mu.Lock()
	defer c.bot.mu.Unlock()
	c.bot.unhook(c.params["drop_pending_updates"] == "true")
	return true, nil
}

func (b *Bot) unhook(drop bool) {
	if b.hook != nil {
		b.hook.stop()
		b.hook = nil
	}
	if drop {
		b.queue = nil
	}
}

func getWebhookInfo(c *call) (any, *refusal) {
	b := c.bot
	b.mu.Lock()
	defer b.mu.Unlock()
	info := map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": len(b.queue)}
	if b.hook == nil {
		return info, nil
	}
	info["url"], info["max_connections"] = b.hook.url, b.hook.max
	if b.hook.lastError != "" {
		info["last_error_date"], info["last_error_message"] = b.hook.lastErrorAt.Unix(), b.hook.lastError
	}
	return info, nil
}

// deliverTo starts the delivery; it ends with the webhook or the server.
func (b *Bot) deliverTo(h *webhook) {
	ctx, stop := context.WithCancel(b.server.ctx)
	h.stop = stop
	b.server.running.Go(func() { b.deliver(ctx, h) })
}

// deliver hands the head of each idle queue to a connection, as long as one is free.
func (b *Bot) deliver(ctx context.Context, h *webhook) {
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: h.max}}
	defer client.CloseIdleConnections()
	busy := map[int64]bool{}
	finished := make(chan update)
	for {
		b.mu.Lock()
		arrived := b.arrived
		heads := b.heads(busy, h.max)
		b.mu.Unlock()
		for _, u := range heads {
			busy[u.queue] = true
			b.server.running.Go(func() {
				b.insist(ctx, client, h, u)
				select {
				case finished <- u:
				case <-ctx.Done():
				}
			})
		}
		select {
		case u := <-finished:
			delete(busy, u.queue)
		case <-arrived:
		case <-ctx.Done():
			return
		}
	}
}

func (b *Bot) heads(busy map[int64]bool, max int) []update {
	var heads []update
	seen := map[int64]bool{}
	for _, u := range b.queue {
		if len(busy)+len(heads) >= max {
			break
		}
		if !busy[u.queue] && !seen[u.queue] {
			heads = append(heads, u)
		}
		seen[u.queue] = true
	}
	return heads
}

// insist posts until the answer is 2xx, and takes the update from the queue.
func (b *Bot) insist(ctx context.Context, client *http.Client, h *webhook, u update) {
	pause := b.server.options.WebhookRetry
	for ctx.Err() == nil {
		problem := post(ctx, client, h, u.raw)
		b.mu.Lock()
		if problem == "" {
			b.queue = slices.DeleteFunc(b.queue, func(q update) bool { return q.id == u.id })
			b.mu.Unlock()
			return
		}
		h.lastError, h.lastErrorAt = problem, b.server.options.Now()
		b.mu.Unlock()
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
		pause = min(2*pause, 64*b.server.options.WebhookRetry)
	}
}

// post says what went wrong, "" when nothing did.
func post(ctx context.Context, client *http.Client, h *webhook, raw []byte) string {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(raw))
	if err != nil {
		return err.Error()
	}
	request.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		request.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	response, err := client.Do(request)
	if err != nil {
		return "Connection failed"
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body)
	if response.StatusCode/100 != 2 {
		return "Wrong response from the webhook: " + response.Status
	}
	return ""
}
