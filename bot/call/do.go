package call

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/rs/zerolog"

	"stapmaat/bot/model"
	"stapmaat/bot/model/redact"
	"stapmaat/dialog"
	"stapmaat/prompts"
	"stapmaat/store"
)

// Asking is the Doer that asks a language model, and has recordings written down.
//
// What points at people is hidden before anything leaves, and put back in what comes. An
// answer is taken apart here as far as its form goes; what of it may be said is the talk's.
type Asking struct {
	Model model.Model  // nil for none
	Ears  model.Hearer // nil for none
	// Recording opens a voice message that lies at a channel; its name tells what kind it is.
	Recording func(ctx context.Context, bot int64, file string) (audio io.ReadCloser, name string, err error)
}

var _ Doer = (*Asking)(nil)

// Do implements Doer.
func (d *Asking) Do(ctx context.Context, c store.TakenCall) store.EndedCall {
	var e store.EndedCall
	var err error
	switch asked := c.Call; {
	case asked.Reply != nil:
		err = d.reply(ctx, c, *asked.Reply, &e)
	case asked.Screen != nil:
		err = d.screen(ctx, c, *asked.Screen, &e)
	case asked.SumUp != nil:
		err = d.sumUp(ctx, c, *asked.SumUp, &e)
	case asked.Hear != nil:
		err = d.hear(ctx, c, *asked.Hear, &e)
	default:
		err = errOff
	}
	if err != nil {
		e.Answer = dialog.CallAnswer{Failed: failed(err)}
		zerolog.Ctx(ctx).Info().Err(err).Int64("call", c.ID).Str("kind", string(c.Kind)).Msg("a call got no answer")
	}
	return e
}

var (
	errOff      = errors.New("nobody is there to ask")
	errNonsense = errors.New("an answer that is not as it was asked")
)

// failed says what an error means to the talk.
func failed(err error) dialog.CallFail {
	switch {
	case errors.Is(err, errOff):
		return dialog.CallOff
	case errors.Is(err, errNonsense):
		return dialog.CallNonsense
	}
	return model.Fail(err)
}

// ask sends a prompt and gives its answer, in which placeholders are written as they were given.
func (d *Asking) ask(ctx context.Context, p prompts.Prompt, hidden *redact.Hidden, e *store.EndedCall) (text string, err error) {
	if d.Model == nil {
		return "", errOff
	}
	e.Prompt = p.Name + "@" + p.Version
	answer, err := d.Model.Ask(ctx, model.Ask{System: p.System, User: p.User, SchemaName: p.Name, Schema: p.Schema, MaxTokens: p.MaxTokens})
	e.Model, e.TokensIn, e.TokensOut = answer.Model, answer.TokensIn, answer.TokensOut
	if err != nil {
		return "", err
	}
	e.Trace = p.User + "\n" + answer.Text
	if text, err = hidden.Tidy(answer.Text); err != nil {
		return "", nonsense(err)
	}
	return text, nil
}

// nonsense marks an error of reading. Those of prompts and redact quote nothing.
func nonsense(err error) error { return fmt.Errorf("%w: %w", errNonsense, err) }

func (d *Asking) screen(ctx context.Context, c store.TakenCall, asked dialog.ScreenAsked, e *store.EndedCall) error {
	hidden := redact.New(c.Names...)
	asked, err := redact.Hide(hidden, asked)
	if err != nil {
		return nonsense(err)
	}
	text, err := d.ask(ctx, prompts.AskScreen(asked), hidden, e)
	if err != nil {
		return err
	}
	if e.Risk, err = prompts.ReadScreen(text); err != nil {
		return nonsense(err)
	}
	return nil
}

func (d *Asking) hear(ctx context.Context, c store.TakenCall, asked dialog.HearAsked, e *store.EndedCall) error {
	if d.Ears == nil || d.Recording == nil {
		return errOff
	}
	audio, name, err := d.Recording(ctx, c.Bot, asked.File)
	if err != nil {
		return err
	}
	defer audio.Close()
	e.Answer.Heard, err = d.Ears.Hear(ctx, audio, name, asked.Language)
	if err == nil && e.Answer.Heard == "" {
		return nonsense(errors.New("nothing was heard"))
	}
	return err
}
