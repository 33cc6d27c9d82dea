package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/seal"
)

type inviteCommand struct {
	Role         string `arg:"" enum:"supervisor,administrator,mentor" help:"Who comes in: supervisor, administrator or mentor."`
	Organisation string `required:"" placeholder:"NAME" help:"Where they work."`
	Name         string `placeholder:"NAME" help:"First name; without it the bot asks."`
	Email        string `placeholder:"ADDRESS" help:"E-mail address with which this person signs in at the desk."`
}

// Run prints a link for one person, once: in Telegram when there is a bot, at the desk
// when there is a DESK_URL; whichever is opened first uses it up. Supervisors invite
// mentors, and mentors participants, themselves.
func (c *inviteCommand) Run(ctx context.Context, p program) error {
	settings, err := p.load()
	if err != nil {
		return err
	}
	h, err := p.open(ctx, settings, p.now)
	if err != nil {
		return err
	}
	defer h.db.Close()
	organisation, err := h.db.FindOrganisation(ctx, c.Organisation)
	if errors.Is(err, store.ErrNotFound) {
		return advise(fmt.Errorf("there is no organisation %q", c.Organisation), "write its name as it is in ORGANISATION, or make it with 'bot token add'")
	}
	if err != nil {
		return err
	}
	username, err := h.botOf(ctx, organisation)
	if err != nil && settings.DeskURL == "" {
		return err
	}
	if c.Email != "" && seal.NormalEmail(c.Email) == "" {
		return advise(errors.New("--email is no e-mail address"), "write it as anne@example.org")
	}
	token, err := h.db.Invite(ctx, organisation, dialog.Role(c.Role), 0, store.Details{Name: c.Name, Email: seal.NormalEmail(c.Email)})
	if err != nil {
		return err
	}
	if username != "" {
		fmt.Fprintf(p.out, "https://t.me/%s?start=%s\n", username, token)
	}
	if settings.DeskURL != "" {
		fmt.Fprintf(p.out, "%s/uitnodiging/%s\n", strings.TrimRight(settings.DeskURL, "/"), token)
	}
	fmt.Fprintln(p.err, "It works once and for 14 days, in Telegram or at the desk. Send it to that one person only.")
	return nil
}

// botOf is the username of an organisation's bot on Telegram.
func (h *house) botOf(ctx context.Context, organisation int64) (string, error) {
	all, err := h.db.Bots(ctx)
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(all, func(b store.Bot) bool { return b.Organisation == organisation && b.Channel == store.Telegram })
	if at < 0 {
		return "", advise(errors.New("the organisation has no bot on Telegram yet"), "add one with 'bot token add', then invite")
	}
	return all[at].Username, nil
}
