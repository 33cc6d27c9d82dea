package main

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// Telegram's menu must offer what the talk understands, in the words of its buttons.
func TestMenuCommandsAreUnderstood(t *testing.T) {
	t.Parallel()
	engine, err := newEngine()
	require.NoError(t, err)
	texts := engine.Texts["nl"]
	understood := map[string]bool{}
	for key, phrases := range texts.Phrases {
		if len(key) > 5 && key[:5] == "wish." {
			for _, p := range phrases {
				understood[p] = true
			}
		}
	}
	for _, c := range menuCommands() {
		require.True(t, understood[c.name], "/%s", c.name)
	}
	p := profile(texts)
	for _, c := range p.Commands {
		require.NotEmpty(t, c.Description, c.Name)
	}
	require.NotEmpty(t, p.ShortDescription)
	require.LessOrEqual(t, utf8.RuneCountInString(p.ShortDescription), 120)
	require.LessOrEqual(t, utf8.RuneCountInString(p.Description), 512)
}
