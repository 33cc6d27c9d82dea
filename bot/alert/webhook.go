package alert

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"stapmaat/store"
)

// webhookWithin bounds one call, from dialling to the answer.
const webhookWithin = 10 * time.Second

// Webhook tells an SMS gateway or a pager of an alarm: a POST with JSON, signed.
//
// The header Stapmaat-Signature is "t=<unix seconds>,v1=<hex>", where hex is the HMAC-SHA256
// of "<unix seconds>.<body>" under the webhook's secret. Stapmaat-Id is the same when the
// same alert is sent again. An answer of 2xx says that it has arrived.
type Webhook struct {
	Client *http.Client // http.DefaultClient when nil; redirects are not followed
	Link   func(alarm int64) string
	Now    func() time.Time
}

// call is the body. Nothing in it was said by or about anybody.
type call struct {
	Kind         string    `json:"kind"`
	Organisation string    `json:"organisation"`
	Case         int64     `json:"case"`
	Alarm        int64     `json:"alarm"`
	Urgency      string    `json:"urgency"`
	Link         string    `json:"link,omitempty"`
	Drill        bool      `json:"drill,omitempty"` // nobody is in danger
	At           time.Time `json:"at"`
}

// Send calls once.
func (w Webhook) Send(ctx context.Context, a store.Alert) error {
	ctx, cancel := context.WithTimeout(ctx, webhookWithin)
	defer cancel()
	c := call{Kind: string(a.Kind), Organisation: a.Organisation, Case: a.Person, Alarm: a.Alarm, Urgency: string(a.Urgency), Drill: a.Drill, At: a.At.UTC()}
	if w.Link != nil && a.Alarm != 0 {
		c.Link = w.Link(a.Alarm)
	}
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("writing an alert: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.Address, bytes.NewReader(body))
	if err != nil {
		return coded{fmt.Errorf("the webhook's address is none: %w", ErrRefused), "address"} // err would quote it
	}
	now := time.Now
	if w.Now != nil {
		now = w.Now
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Stapmaat-Id", strconv.FormatInt(a.ID, 10))
	r.Header.Set("Stapmaat-Signature", Sign(a.Secret, now(), body))
	return w.do(r)
}

func (w Webhook) do(r *http.Request) error {
	client := http.Client{}
	if w.Client != nil {
		client = *w.Client
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer, err := client.Do(r)
	if err != nil {
		if r.Context().Err() != nil {
			return coded{errors.New("the webhook does not answer"), "timeout"}
		}
		return coded{errors.New("the webhook can't be reached"), "network"} // err would quote the address
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10)
	code := strconv.Itoa(answer.StatusCode)
	switch {
	case answer.StatusCode/100 == 2:
		return nil
	case answer.StatusCode/100 == 4 && answer.StatusCode != http.StatusRequestTimeout && answer.StatusCode != http.StatusTooManyRequests:
		return coded{fmt.Errorf("the webhook answers %s: %w", code, ErrRefused), code}
	}
	return coded{errors.New("the webhook answers " + code), code}
}

// Sign is what Stapmaat-Signature holds.
func Sign(secret string, at time.Time, body []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(t + "."))
	mac.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}
