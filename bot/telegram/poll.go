package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/rs/zerolog"
)

// pollSeconds is how long Telegram may hold a poll; it cuts at fifty itself.
const pollSeconds = 50

// maxAnswer bounds what one poll may bring: a hundred updates of the largest kind are far smaller.
const maxAnswer = 32 << 20

// Poll receives the updates of one bot until ctx ends. It goes on from offset, the
// next update to ask for, 0 when nothing was received yet. A batch is confirmed to
// Telegram, by the next poll's offset, only after Receive has committed it.
//
// Only one program may poll a bot at a time, and none while a webhook is set; the
// sender's role sees to the first, Prepare to the second.
func (f *Face) Poll(ctx context.Context, bot, offset int64) error {
	a, ok := f.account(bot)
	if !ok {
		return fmt.Errorf("polling bot %d: no such bot", bot)
	}
	p := &poller{face: f, account: a, offset: offset}
	for ctx.Err() == nil {
		if pause := p.once(ctx); pause > 0 && ctx.Err() == nil {
			f.o.Sleep(ctx, pause)
		}
	}
	return nil
}

type poller struct {
	face    *Face
	account *account
	offset  int64
	failed  int // polls in a row
}

// once polls and receives once, and says how long to wait before the next time.
func (p *poller) once(ctx context.Context) time.Duration {
	raw, err := p.ask(ctx)
	if err == nil {
		p.account.polled.Store(p.face.now().UnixNano())
		err = p.receive(ctx, raw)
	}
	if err == nil {
		p.failed = 0
		return 0
	}
	if ctx.Err() != nil {
		return 0
	}
	pause, what := p.trouble(err)
	zerolog.Ctx(ctx).Warn().Err(redact(err, p.account.token)).Int64("bot", p.account.id).Dur("pause", pause).Msg(what)
	p.failed++
	return pause
}

// receive commits a batch and moves on behind its last update. Not behind the
// highest: after a quiet week Telegram's numbers may begin lower.
func (p *poller) receive(ctx context.Context, raw []json.RawMessage) error {
	if len(raw) == 0 {
		return nil
	}
	in := p.face.open(ctx, p.account, raw)
	if in.last == 0 {
		return errors.New("a batch without a readable update_id")
	}
	if err := p.face.take(ctx, p.account, in, in.last+1); err != nil {
		return err
	}
	p.offset = in.last + 1
	return nil
}

// ask is one getUpdates.
func (p *poller) ask(ctx context.Context) ([]json.RawMessage, error) {
	body, err := json.Marshal(map[string]any{
		"offset": p.offset, "limit": 100, "timeout": pollSeconds, "allowed_updates": allowedUpdates,
	})
	if err != nil {
		return nil, fmt.Errorf("making a poll: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.face.o.URL+"/bot"+p.account.token+"/getUpdates", bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("making a poll: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := p.face.polls.Do(request)
	if err != nil {
		return nil, fmt.Errorf("polling: %w", err)
	}
	defer response.Body.Close()
	return readUpdates(io.LimitReader(response.Body, maxAnswer), response.StatusCode)
}

// apiError is an answer of Telegram with ok:false.
type apiError struct {
	code        int
	description string
	retryAfter  time.Duration
}

func (e *apiError) Error() string {
	return fmt.Sprintf("Telegram answered %d %s", e.code, e.description)
}

func readUpdates(body io.Reader, status int) ([]json.RawMessage, error) {
	var answer struct {
		OK          bool              `json:"ok"`
		Result      []json.RawMessage `json:"result"`
		Code        int               `json:"error_code"`
		Description string            `json:"description"`
		Parameters  struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}
	if err := json.NewDecoder(body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("reading the answer to a poll (status %d): %w", status, err)
	}
	if !answer.OK {
		return nil, &apiError{answer.Code, answer.Description, time.Duration(answer.Parameters.RetryAfter) * time.Second}
	}
	return answer.Result, nil
}

// trouble says how long to wait after a failure, and what to do about it.
func (p *poller) trouble(err error) (pause time.Duration, what string) {
	var refused *apiError
	if errors.As(err, &refused) {
		switch {
		case refused.code == http.StatusConflict:
			return min(time.Second<<min(p.failed, 4), 10*time.Second), "another program polls this bot, or a webhook is set: stop the other one, or run deleteWebhook"
		case refused.code == http.StatusUnauthorized || refused.code == http.StatusNotFound:
			return time.Minute, "Telegram refuses the token of this bot: take a new one from BotFather"
		case refused.retryAfter > 0:
			return refused.retryAfter, "Telegram asks us to poll more slowly"
		}
	}
	pause = min(100*time.Millisecond<<min(p.failed, 6), 5*time.Second)
	pause = pause/2 + time.Duration(p.face.chance()*float64(pause/2))
	return pause, "receiving failed; the same updates will come again"
}
