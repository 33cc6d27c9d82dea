package desk

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"stapmaat/store/door"
)

// What a browser carries while it is away at its organisation's own sign-in: who it asked
// for, state, nonce and verifier. All are its own secrets; the cookie is bound to this host.
const (
	oidcCookie  = "organisation"
	oidcSeconds = 600
	oidcWithin  = 15 * time.Second // one look at a provider
)

var (
	errNotKnown = &Error{http.StatusForbidden, "organisation-unknown"}
	errNoAnswer = &Error{http.StatusBadGateway, "organisation-failed"}
)

// providers are the sign-ins of organisations that were asked before, with their keys.
type providers struct {
	mu    sync.Mutex
	known map[door.Provider]*oidc.Provider
}

// toOrganisation sends a browser to the sign-in of its organisation.
func toOrganisation(c *call) error {
	organisation, err := strconv.ParseInt(c.r.PathValue("organisation"), 10, 64)
	if err != nil {
		return errNotFound
	}
	settings, provider, err := c.desk.provider(c.ctx(), organisation)
	if err != nil {
		return c.oidcFault(err)
	}
	state, nonce, verifier := door.NewToken(), door.NewToken(), oauth2.GenerateVerifier()
	c.setCookie(oidcCookie, strings.Join([]string{strconv.FormatInt(organisation, 10), state, nonce, verifier}, "."), oidcSeconds)
	if to := ownPath(c.r.URL.Query().Get("naar")); to != "" {
		c.setCookie("to", escape(to), oidcSeconds)
	}
	address := c.desk.oauth(settings, provider).AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier))
	http.Redirect(c.w, c.r, address, http.StatusSeeOther)
	return nil
}

// fromOrganisation is where the organisation's sign-in sends the browser back to.
func fromOrganisation(c *call) error {
	parts := strings.Split(c.cookie(oidcCookie), ".")
	c.setCookie(oidcCookie, "", -1) // one answer, whatever it is
	query := c.r.URL.Query()
	if len(parts) != 4 || subtle.ConstantTimeCompare([]byte(parts[1]), []byte(query.Get("state"))) != 1 {
		return c.seeOther("/inloggen", "notice.ask-again")
	}
	organisation, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil || query.Get("code") == "" {
		return c.seeOther("/inloggen", "notice.ask-again")
	}
	who, err := c.desk.askProvider(c.ctx(), organisation, query.Get("code"), parts[2], parts[3])
	if err != nil {
		return c.oidcFault(err)
	}
	account, err := c.desk.door.BySubject(c.ctx(), organisation, who.issuer, who.subject, who.email)
	if errors.Is(err, door.ErrNotFound) {
		return errNotKnown
	}
	if err != nil {
		return err
	}
	return c.welcome(account, door.ByOrganisation)
}

// oidcFault logs why; people read that it is not their doing.
func (c *call) oidcFault(err error) error {
	if errors.Is(err, door.ErrNotFound) {
		return errNotFound
	}
	c.log().Warn().Err(err).Msg("the sign-in of an organisation failed")
	return errNoAnswer
}

// known is whom a provider vouches for.
type known struct{ issuer, subject, email string }

// askProvider turns the code into who it is. Signature, issuer, audience and expiry are
// checked by the library, the nonce here.
func (d *Desk) askProvider(ctx context.Context, organisation int64, code, nonce, verifier string) (known, error) {
	settings, provider, err := d.provider(ctx, organisation)
	if err != nil {
		return known{}, err
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, d.outside), oidcWithin)
	defer cancel()
	token, err := d.oauth(settings, provider).Exchange(ctx, code, oauth2.VerifierOption(verifier))
	if err != nil {
		return known{}, withoutBody("exchanging a code", err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return known{}, errors.New("the provider sent no id_token")
	}
	id, err := provider.Verifier(&oidc.Config{ClientID: settings.ClientID, Now: d.clock}).Verify(ctx, raw)
	if err != nil {
		return known{}, fmt.Errorf("checking an id_token: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(nonce)) != 1 {
		return known{}, errors.New("an id_token answers another question")
	}
	var claims struct {
		Email    string `json:"email"`
		Verified *bool  `json:"email_verified"`
	}
	if err := id.Claims(&claims); err != nil {
		return known{}, errors.New("the claims of an id_token can't be read")
	}
	if claims.Verified != nil && !*claims.Verified {
		claims.Email = ""
	}
	return known{id.Issuer, id.Subject, claims.Email}, nil
}

// withoutBody keeps what the provider wrote, which may hold anything, out of the log.
func withoutBody(doing string, err error) error {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) {
		return fmt.Errorf("%s: the provider said %s", doing, refused.Response.Status)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// provider finds the sign-in of an organisation, and asks its discovery document once.
func (d *Desk) provider(ctx context.Context, organisation int64) (door.Provider, *oidc.Provider, error) {
	settings, err := d.door.ProviderOf(ctx, organisation)
	if err != nil {
		return settings, nil, err
	}
	d.providers.mu.Lock()
	found := d.providers.known[settings]
	d.providers.mu.Unlock()
	if found != nil {
		return settings, found, nil
	}
	// The keys are fetched with this context as long as the program lives.
	fresh, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), d.outside), settings.Issuer)
	if err != nil {
		return settings, nil, fmt.Errorf("reading the discovery document of organisation %d: %w", organisation, err)
	}
	d.providers.mu.Lock()
	defer d.providers.mu.Unlock()
	d.providers.known[settings] = fresh
	return settings, fresh, nil
}

func (d *Desk) oauth(settings door.Provider, provider *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: settings.ClientID, ClientSecret: settings.Secret, Endpoint: provider.Endpoint(),
		RedirectURL: d.address("/inloggen/terug"), Scopes: []string{oidc.ScopeOpenID, "email"}}
}
