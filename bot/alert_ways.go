package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"

	"stapmaat/bot/alert"
	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/seal"
)

type alertCommands struct {
	Webhook alertWebhookCommand `cmd:"" help:"Say where an organisation's SMS gateway or pager hears of alarms; reads the secret that signs the calls from stdin, and makes one call to try it."`
	Email   alertEmailCommand   `cmd:"" help:"Say at which address one of the staff hears of alarms by e-mail, and send one letter to try it."`
}

type alertWebhookCommand struct {
	Organisation string `required:"" placeholder:"NAME" help:"Whose alarms."`
	URL          string `name:"url" placeholder:"ADDRESS" help:"https address to call; left out: take the webhook away."`
}

// secretLeast is how long a secret must be, in bytes: shorter ones can be guessed.
const secretLeast = 16

// maxSecret bounds what is read from stdin, in bytes.
const maxSecret = 4096

// Run tries the webhook before it keeps it: a wrong one would be found out at night.
func (c *alertWebhookCommand) Run(ctx context.Context, p program) error {
	if c.URL != "" && !isHook(c.URL) {
		return advise(errors.New("--url is no https address"), "copy it from your SMS gateway or pager")
	}
	secret := ""
	if c.URL != "" {
		read, err := io.ReadAll(io.LimitReader(p.in, maxSecret))
		if err != nil {
			return fmt.Errorf("reading the secret: %w", err)
		}
		if secret = strings.TrimSpace(string(read)); len(secret) < secretLeast {
			return advise(fmt.Errorf("the secret on stdin has fewer than %d characters", secretLeast), "make one with 'openssl rand -hex 32' and give it to both sides")
		}
	}
	h, organisation, err := p.houseOf(ctx, c.Organisation)
	if err != nil {
		return err
	}
	defer h.db.Close()
	if c.URL != "" {
		a := h.practice(c.Organisation)
		a.Address, a.Secret = c.URL, secret
		if err := (alert.Webhook{}).Send(ctx, a); err != nil {
			return advise(err, "nothing was kept; mend it, and try again")
		}
		fmt.Fprintln(p.out, "The webhook took the call: \"drill\": true, and no alarm.")
	}
	return h.db.SetWebhook(ctx, organisation, c.URL, secret)
}

// isHook asks for https, but for a host of this machine, where gateways of one's own run.
func isHook(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && ip != nil && ip.IsLoopback()
}

type alertEmailCommand struct {
	Organisation string `required:"" placeholder:"NAME" help:"Where she works."`
	Role         string `required:"" enum:"mentor,supervisor" help:"mentor or supervisor."`
	Name         string `required:"" placeholder:"NAME" help:"First name."`
	To           string `placeholder:"ADDRESS" help:"Where alarms go instead of the address of signing in; left out: to that one again."`
}

// Run tries the address before it keeps it.
func (c *alertEmailCommand) Run(ctx context.Context, p program) error {
	address := seal.NormalEmail(c.To)
	if c.To != "" && address == "" {
		return advise(errors.New("--to is no e-mail address"), "write it as anne@example.org")
	}
	h, organisation, err := p.houseOf(ctx, c.Organisation)
	if err != nil {
		return err
	}
	defer h.db.Close()
	who, err := h.db.FindByName(ctx, organisation, dialog.Role(c.Role), c.Name)
	if errors.Is(err, store.ErrNotFound) {
		return advise(fmt.Errorf("there is no %s %q", c.Role, c.Name), "write the first name as it is on the desk")
	}
	if err != nil {
		return err
	}
	if address == "" {
		return h.db.SetAlertEmail(ctx, who.ID, "")
	}
	w, err := h.alerts()
	if err != nil {
		return err
	}
	way := w.Channels[chain.ByEmail]
	if way == nil {
		return advise(errors.New("there is no mail server"), "set SMTP_URL and SMTP_FROM, then try again")
	}
	a := h.practice(c.Organisation)
	a.Address = address
	if err := way.Send(ctx, a); err != nil {
		return advise(err, "nothing was kept; mend it, and try again")
	}
	fmt.Fprintln(p.out, "The mail server took the letter; ask whether it arrived.")
	return h.db.SetAlertEmail(ctx, who.ID, address)
}

// practice is an alert that is none: it says so, and is about no case.
func (h *house) practice(organisation string) store.Alert {
	return store.Alert{Kind: store.AlertAlarm, Urgency: risk.Now, Drill: true, Organisation: organisation, At: h.clock()}
}
