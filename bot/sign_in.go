package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"

	"stapmaat/store"
)

type signInCommand struct {
	Organisation string `required:"" placeholder:"NAME" help:"Whose sign-in it is."`
	Issuer       string `placeholder:"ADDRESS" help:"The provider's issuer, as its discovery document writes it; left out: take the sign-in away."`
	ClientID     string `placeholder:"ID" help:"What the provider calls this desk."`
}

// maxClientSecret bounds what is read from stdin, in bytes.
const maxClientSecret = 4096

// Run keeps the settings; the secret is sealed with the master key.
func (c *signInCommand) Run(ctx context.Context, p program) error {
	settings, err := p.load()
	if err != nil {
		return err
	}
	if c.Issuer != "" && !isIssuer(c.Issuer) {
		return advise(fmt.Errorf("--issuer %q is no https address", c.Issuer), "copy the issuer from the provider's /.well-known/openid-configuration")
	}
	if c.Issuer != "" && c.ClientID == "" {
		return advise(errors.New("--client-id is missing"), "register the desk at the provider, with DESK_URL/inloggen/terug as redirect address")
	}
	secret, err := io.ReadAll(io.LimitReader(p.in, maxClientSecret))
	if err != nil {
		return fmt.Errorf("reading the client's secret: %w", err)
	}
	h, err := p.open(ctx, settings, p.now)
	if err != nil {
		return err
	}
	defer h.db.Close()
	organisation, err := h.db.FindOrganisation(ctx, c.Organisation)
	if errors.Is(err, store.ErrNotFound) {
		return advise(fmt.Errorf("there is no organisation %q", c.Organisation), "write its name as it is in ORGANISATION")
	}
	if err != nil {
		return err
	}
	return h.db.SetSignIn(ctx, organisation, c.Issuer, c.ClientID, strings.TrimSpace(string(secret)))
}

// isIssuer asks for https, but for a host of this machine, where tests run.
func isIssuer(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && ip != nil && ip.IsLoopback()
}
