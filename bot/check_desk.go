package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/jackc/pgx/v5"
)

// providerWithin is how long an organisation's own sign-in may take to say who it is.
const providerWithin = 10 * time.Second

// desk looks at the pages for staff: whether they can be reached, and how people get in.
func (c *checking) desk(ctx context.Context, conn *pgx.Conn) {
	if c.config.DeskURL == "" {
		c.add(isWarn, "desk", "there are no pages for staff, who have the bot only: set DESK_URL.")
	} else {
		c.deskAddress(ctx)
		if c.config.SMTPURL == "" {
			c.add(isWarn, "sign-in", "there is no mail server: links to sign in go by the bot only, so set SMTP_URL.")
		}
		c.providers(ctx, conn)
	}
	c.duty(ctx, conn)
}

// deskAddress looks at both ends: what people type, and where the proxy finds us.
func (c *checking) deskAddress(ctx context.Context) {
	if u, err := url.Parse(c.config.DeskURL); err == nil && u.Scheme != "https" { // the settings let http through on this machine only
		c.add(isWarn, "desk", "DESK_URL is for this machine alone: others need https, behind a proxy.")
	} else {
		c.add(isOK, "desk", "DESK_URL is https.")
	}
	host, _, err := net.SplitHostPort(c.config.DeskAddr)
	if ip := net.ParseIP(host); err == nil && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		c.add(isWarn, "desk", "DESK_ADDR %s is open to other machines without TLS: let the proxy alone reach it.", c.config.DeskAddr)
	}
	socket, err := net.Listen("tcp", c.config.DeskAddr)
	switch {
	case err == nil:
		_ = socket.Close() // we only wanted to know
		c.add(isOK, "desk", "DESK_ADDR is free; 'bot serve' takes it.")
	case c.deskAnswers(ctx):
		c.add(isOK, "desk", "a program answers at DESK_ADDR as a desk does.")
	default:
		c.add(isFail, "desk", "DESK_ADDR %s can't be listened on, and no desk answers there: end what has it, or choose another.", c.config.DeskAddr)
	}
}

// deskAnswers asks for the page to sign in, at the address where the proxy would.
func (c *checking) deskAnswers(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, c.listen+2*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+c.config.DeskAddr+"/inloggen", nil)
	if err != nil {
		return false
	}
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK && strings.HasPrefix(response.Header.Get("Content-Security-Policy"), "default-src 'none'")
}

// ownSignIn is the provider of one organisation.
type ownSignIn struct{ Name, Issuer string }

// providers asks every organisation's own sign-in for its discovery document.
func (c *checking) providers(ctx context.Context, conn *pgx.Conn) {
	rows, _ := conn.Query(ctx, `
		SELECT o.name, s.issuer
		FROM organisation_sign_in s
		JOIN organisation o ON o.id = s.organisation_id
		ORDER BY o.id`) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[ownSignIn])
	if err != nil {
		c.fault("sign-in", fmt.Errorf("looking who has a sign-in of their own: %w", err))
		return
	}
	for _, s := range all {
		asking, cancel := context.WithTimeout(oidc.ClientContext(ctx, &http.Client{Timeout: providerWithin}), providerWithin)
		_, err := oidc.NewProvider(asking, s.Issuer) // its error may hold whatever the provider wrote
		cancel()
		if err != nil {
			c.add(isWarn, "sign-in", "the own sign-in of %s does not answer as %s: check the address and the network. Links work meanwhile.", s.Name, s.Issuer)
			continue
		}
		c.add(isOK, "sign-in", "the own sign-in of %s answers.", s.Name)
	}
}
