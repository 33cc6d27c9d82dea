package call

import (
	"context"
	"slices"

	"stapmaat/bot/model/redact"
	"stapmaat/dialog"
	"stapmaat/prompts"
	"stapmaat/store"
)

func (d *Asking) reply(ctx context.Context, c store.TakenCall, asked dialog.ReplyAsked, e *store.EndedCall) error {
	hidden := redact.New(c.Names...)
	asked = hideReply(asked, hidden)
	text, err := d.ask(ctx, prompts.AskReply(asked), hidden, e)
	if err != nil {
		return err
	}
	p, err := prompts.ReadReply(text, asked)
	if err != nil {
		return nonsense(err)
	}
	if err := showReply(&p, hidden); err != nil {
		return nonsense(err)
	}
	e.Answer.Reply = &p
	return nil
}

// hideReply hides people in all that was said. Approved passages and the bridge are ours and
// name nobody.
func hideReply(a dialog.ReplyAsked, hidden *redact.Hidden) dialog.ReplyAsked {
	a.Before, a.Said, a.Goal, a.Steps = hidden.Redact(a.Before), hidden.Redact(a.Said), hidden.Redact(a.Goal), all(a.Steps, hidden.Redact)
	a.Choices = slices.Clone(a.Choices)
	for i := range a.Choices {
		a.Choices[i].Label = hidden.Redact(a.Choices[i].Label)
	}
	return a
}

// showReply puts back what was hidden.
func showReply(p *dialog.Proposal, hidden *redact.Hidden) error {
	texts := []*string{&p.Words, &p.Reflection, &p.Question}
	for i := range p.Sentences {
		texts = append(texts, &p.Sentences[i].Text)
	}
	for i := range p.Placings {
		texts = append(texts, &p.Placings[i].Words)
	}
	for i := range p.Links {
		texts = append(texts, &p.Links[i].Words)
	}
	return show(texts, hidden)
}

func (d *Asking) sumUp(ctx context.Context, c store.TakenCall, asked dialog.SumUpAsked, e *store.EndedCall) error {
	hidden := redact.New(c.Names...)
	asked.Lines = slices.Clone(asked.Lines)
	for i := range asked.Lines {
		asked.Lines[i].Line = hidden.Redact(asked.Lines[i].Line)
	}
	text, err := d.ask(ctx, prompts.AskSumUp(asked), hidden, e)
	if err != nil {
		return err
	}
	s, err := prompts.ReadSumUp(text, asked)
	if err != nil {
		return nonsense(err)
	}
	var texts []*string
	for i := range s.Points {
		texts = append(texts, &s.Points[i].Text)
	}
	if err := show(texts, hidden); err != nil {
		return nonsense(err)
	}
	e.Answer.SumUp = &s
	return nil
}

func show(texts []*string, hidden *redact.Hidden) (err error) {
	for _, text := range texts {
		if *text, err = hidden.Restore(*text); err != nil {
			return err
		}
	}
	return nil
}
