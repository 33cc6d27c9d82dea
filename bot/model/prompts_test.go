package model_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/model"
	"stapmaat/bot/model/double"
	"stapmaat/dialog"
	"stapmaat/prompts"
)

// The schemas of our prompts are such that every service takes them, and what comes back in
// their form and is still no answer is refused where it is read.
func TestOurPromptsAreTaken(t *testing.T) {
	t.Parallel()
	reply := dialog.ReplyAsked{Language: "nl", Phase: dialog.Engage, Said: private, Choices: []dialog.Choice{{ID: "a", Label: "Ja"}}}
	sumUp := dialog.SumUpAsked{Language: "nl", Lines: []dialog.AskedEvent{{ID: "e1", Line: "Stap gedaan: de gemeente gebeld"}}}
	curate := prompts.CurateAsked{Language: "nl", Title: "Bellen", Words: "Bel de gemeente."}
	for _, c := range []struct {
		prompt prompts.Prompt
		read   func(string) error
	}{
		{prompts.AskReply(reply), func(text string) error { _, err := prompts.ReadReply(text, reply); return err }},
		{prompts.AskScreen(dialog.ScreenAsked{Language: "nl", Said: private}), nil}, // it has no free text
		{prompts.AskSumUp(sumUp), func(text string) error { s, err := prompts.ReadSumUp(text, sumUp); return nothing(err, len(s.Points)) }},
		{prompts.AskCurate(curate), func(text string) error { _, err := prompts.ReadCurate(text, curate); return err }},
	} {
		t.Run(c.prompt.Name, func(t *testing.T) {
			t.Parallel()
			p := c.prompt
			require.NoError(t, double.CheckSchema(p.Schema))
			server := start(t, double.Options{})
			server.Script(p.Name, double.Blank(), double.EchoWithin(), double.English())
			e := open(t, server, nil)
			for i := range 3 {
				answer, err := e.Ask(t.Context(), model.Ask{System: p.System, User: p.User, SchemaName: p.Name, Schema: p.Schema, MaxTokens: p.MaxTokens})
				require.NoError(t, err)
				if i > 0 && c.read != nil {
					require.Error(t, c.read(answer.Text), answer.Text)
				}
			}
		})
	}
}

// nothing is an error where points were kept that should not have been.
func nothing(err error, kept int) error {
	if err != nil || kept > 0 {
		return err
	}
	return model.ErrNonsense // all of it was dropped
}
