package curate

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/model"
	"stapmaat/bot/model/redact"
	"stapmaat/dialog"
	"stapmaat/knowledge/content"
	"stapmaat/prompts"
)

var errNonsense = errors.New("a draft that can't be used")

// ask asks about one passage. It leaves a line in the log and no row: a row of table call is
// about a person's talk, and ends in its inbox; here somebody waits, and asks again.
func (h *Helper) ask(ctx context.Context, d content.Document, p content.Passage) (Piece, int) {
	began := time.Now()
	piece := Piece{Heading: headingOf(d, p)}
	made, answer, err := h.propose(ctx, prompts.CurateAsked{Language: "nl", Title: d.Title, Heading: piece.Heading, Words: p.Text})
	if err == nil {
		piece, err = h.fit(piece, p, made)
	}
	switch {
	case errors.Is(err, errNonsense):
		piece.Why = dialog.CallNonsense
	case err != nil:
		piece.Why = model.Fail(err)
	}
	zerolog.Ctx(ctx).Info().Err(err).Str("kind", "curate").Str("verdict", string(piece.Why)).Str("model", answer.Model).
		Int("tokens_in", answer.TokensIn).Int("tokens_out", answer.TokensOut).Dur("took", time.Since(began)).Msg("a draft was asked for")
	return piece, answer.TokensIn + answer.TokensOut
}

// propose asks and reads. A document is about nobody, so no names are known; what looks like
// an account, a telephone number or an e-mail address is hidden all the same, as in every call:
// somebody may have put a real letter into it, and what is hidden is put back in what comes.
func (h *Helper) propose(ctx context.Context, asked prompts.CurateAsked) (made prompts.Curated, answer model.Answer, err error) {
	hidden := redact.New()
	if asked, err = redact.Hide(hidden, asked); err != nil {
		return made, answer, nonsense(err)
	}
	p := prompts.AskCurate(asked)
	answer, err = h.model.Ask(ctx, model.Ask{System: p.System, User: p.User, SchemaName: p.Name, Schema: p.Schema, MaxTokens: p.MaxTokens})
	if err != nil {
		return made, answer, err
	}
	text, err := hidden.Tidy(answer.Text)
	if err != nil {
		return made, answer, nonsense(err)
	}
	if made, err = prompts.ReadCurate(text, asked); err != nil {
		return made, answer, nonsense(err)
	}
	if made, err = redact.Show(hidden, made); err != nil {
		return made, answer, nonsense(err)
	}
	return made, answer, nil
}

// fit keeps what the passage lacks, when it may be proposed: the gate lets the short form
// pass, and no number, date or sum is in it that the passage does not hold. The errors quote nothing.
func (h *Helper) fit(piece Piece, p content.Passage, made prompts.Curated) (Piece, error) {
	for _, text := range append([]string{made.Short}, made.Questions...) {
		if content.Invented(text, p.Text) != "" {
			return piece, nonsense(errors.New("a number, date or sum that the passage does not hold"))
		}
	}
	if made.Short != "" && len(h.gate(made.Short)) > 0 {
		return piece, nonsense(errors.New("the gate refuses the short form"))
	}
	filled := piece
	if p.Short == "" {
		filled.Short = made.Short
	}
	if len(p.Questions) == 0 {
		filled.Questions = made.Questions
	}
	if filled.Short == "" && len(filled.Questions) == 0 {
		return piece, nonsense(errors.New("no short form"))
	}
	return filled, nil
}

// nonsense marks an error of reading. Those of prompts and redact quote nothing.
func nonsense(err error) error { return fmt.Errorf("%w: %w", errNonsense, err) }
