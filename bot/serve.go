package main

import (
	"context"
	"errors"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/config"
	"stapmaat/dialog/risk"
)

type serveCommand struct {
	ModelDir string `name:"model-dir" placeholder:"DIR" help:"Let a person or a program play the language model through this folder, and ask no endpoint."`
}

// Run serves all Telegram bots of the database until ctx ends, then finishes what
// has begun, within ten seconds.
func (s serveCommand) Run(ctx context.Context, p program) error {
	limitMemory(p.environ)
	if err := risk.Check(); err != nil {
		return err
	}
	c, err := p.load()
	if err != nil {
		return err
	}
	log, err := newLogger(p.err, c)
	if err != nil {
		return err
	}
	ctx = log.WithContext(ctx)
	m, err := openModels(c, s.ModelDir)
	if err != nil {
		return err
	}
	h, err := p.openWith(ctx, c, p.now, m)
	if err != nil {
		return err
	}
	defer h.db.Close()
	if err := h.firstBot(ctx); err != nil {
		return err
	}
	b, err := openBooks(ctx, c, c.TurnWorkers, p.now)
	if err != nil {
		return err
	}
	defer b.close()
	return newService(h, b).run(ctx)
}

// run starts everything and waits for the end.
func (s *service) run(ctx context.Context) error {
	mux := routes(s.metrics.registry, s.conditions())
	if s.config.TelegramMode == config.ModeWebhook {
		mux.Handle(webhookPattern(s.config), s.face.Webhook(s.config.WebhookSecret.Reveal()))
	}
	l, err := listen(ctx, "LISTEN_ADDR", s.config.ListenAddr, logged(ctx, mux))
	if err != nil {
		return err
	}
	var pages *deskService
	if s.config.DeskURL != "" {
		if pages, err = s.openDesk(ctx, s.books.librarian, s.turns.Wake); err != nil {
			return errors.Join(err, l.close(ctx))
		}
	}
	zerolog.Ctx(ctx).Info().Str("listen", l.socket.Addr().String()).Str("mode", string(s.config.TelegramMode)).Msg("serving")
	alerts, err := s.alerts()
	if err != nil {
		return errors.Join(err, l.close(ctx))
	}
	crew := newCrew(ctx)
	crew.start("listener", func(ctx context.Context) {
		<-ctx.Done()
		if err := l.close(crew.base); err != nil {
			zerolog.Ctx(ctx).Warn().Err(err).Msg("callers were cut off")
		}
	})
	if pages != nil {
		crew.start("desk", func(ctx context.Context) { pages.run(ctx, crew.base) })
	}
	crew.start("clock", s.duty.Run)
	crew.start("content", func(ctx context.Context) { s.books.keep(ctx, s.organisations, s.db.Enqueue) })
	crew.start("receiving", s.receive)
	crew.start("calls", s.calls.Run)
	crew.start("turns", s.makeTurns)
	crew.start("emptying", s.empty)
	crew.start("alerts", alerts.Run)
	crew.start("sender", s.sender.Run)
	crew.start("roles", func(ctx context.Context) { s.role.Run(ctx, s.serveBot) })
	<-ctx.Done()
	zerolog.Ctx(ctx).Info().Msg("stopping")
	began := time.Now()
	crew.stop(stopsWithin)
	s.face.Close()
	zerolog.Ctx(ctx).Info().Dur("took", time.Since(began)).Msg("stopped")
	return nil
}
