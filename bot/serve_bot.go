package main

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/config"
)

// serveBot polls one bot, or has Telegram call us, as long as this process holds its role.
func (s *service) serveBot(ctx context.Context, bot int64) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(s.receiving, stop)()
	for ctx.Err() == nil {
		s.serveToken(ctx, bot)
	}
}

// serveToken serves until the bot gets another token.
func (s *service) serveToken(ctx context.Context, bot int64) {
	ctx, stop := context.WithCancel(ctx)
	renewed := s.bots.renewed(bot)
	var beside sync.WaitGroup
	defer beside.Wait()
	defer stop()
	beside.Go(func() {
		select {
		case <-renewed:
			stop()
		case <-ctx.Done():
		}
	})
	if !s.prepare(ctx, bot) {
		return
	}
	beside.Go(func() { s.introduce(ctx, bot) })
	if s.config.TelegramMode == config.ModeWebhook {
		<-ctx.Done()
		return
	}
	s.poll(ctx, bot)
}

func (s *service) poll(ctx context.Context, bot int64) {
	offset, err := s.bots.offset(ctx, bot)
	if err == nil {
		err = s.face.Poll(ctx, bot, offset)
	}
	if err != nil && ctx.Err() == nil {
		zerolog.Ctx(ctx).Error().Err(err).Int64("bot", bot).Msg("polling ended; it begins again")
		pause(ctx, time.Second)
	}
}

// prepare has Telegram deliver the way we take updates, trying as long as it takes.
func (s *service) prepare(ctx context.Context, bot int64) bool {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		err := s.face.Prepare(ctx, bot, s.webhook(), s.config.WebhookSecret.Reveal())
		if err == nil || ctx.Err() != nil {
			return err == nil
		}
		zerolog.Ctx(ctx).Warn().Err(err).Int64("bot", bot).Dur("pause", wait).Msg("Telegram does not take how updates are to be delivered; trying again")
		pause(ctx, wait)
	}
}

// webhook is where Telegram shall deliver, "" for polling.
func (s *service) webhook() string {
	if s.config.TelegramMode == config.ModeWebhook {
		return s.config.WebhookURL
	}
	return ""
}

func (s *service) introduce(ctx context.Context, bot int64) {
	if err := s.face.Introduce(ctx, bot, profile(s.engine.Texts["nl"])); err != nil && ctx.Err() == nil {
		zerolog.Ctx(ctx).Warn().Err(err).Int64("bot", bot).Msg("the bot's menu and description were not set")
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
