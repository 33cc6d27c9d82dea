package call

import (
	"context"

	"stapmaat/bot/model/redact"
	"stapmaat/dialog"
	"stapmaat/prompts"
	"stapmaat/store"
)

func (d *Asking) reply(ctx context.Context, c store.TakenCall, asked dialog.ReplyAsked, e *store.EndedCall) error {
	hidden := redact.New(c.Names...)
	asked, err := redact.Hide(hidden, asked)
	if err != nil {
		return nonsense(err)
	}
	text, err := d.ask(ctx, prompts.AskReply(asked), hidden, e)
	if err != nil {
		return err
	}
	p, err := prompts.ReadReply(text, asked)
	if err != nil {
		return nonsense(err)
	}
	if p, err = redact.Show(hidden, p); err != nil {
		return nonsense(err)
	}
	e.Answer.Reply = &p
	return nil
}

func (d *Asking) sumUp(ctx context.Context, c store.TakenCall, asked dialog.SumUpAsked, e *store.EndedCall) error {
	hidden := redact.New(c.Names...)
	asked, err := redact.Hide(hidden, asked)
	if err != nil {
		return nonsense(err)
	}
	text, err := d.ask(ctx, prompts.AskSumUp(asked), hidden, e)
	if err != nil {
		return err
	}
	s, err := prompts.ReadSumUp(text, asked)
	if err != nil {
		return nonsense(err)
	}
	if s, err = redact.Show(hidden, s); err != nil {
		return nonsense(err)
	}
	e.Answer.SumUp = &s
	return nil
}
