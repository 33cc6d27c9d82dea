package knowledge_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/knowledge"
	"stapmaat/prompts"
)

// The words of the bridges that ship are the bot's own words: in the messages
// that the talk makes of them they pass its gate, as ordinary messages.
func TestBridgesPassTheGate(t *testing.T) {
	gate, err := prompts.NewGate()
	require.NoError(t, err)
	library, err := knowledge.Bridges()
	require.NoError(t, err)
	for _, v := range library.Versions() {
		b, _ := library.ByVersion(v)
		for _, s := range b.Subs() {
			for _, text := range messages(s) {
				require.Empty(t, gate.Check("", text), "%s %s: %s", v, s.ID, text)
			}
		}
	}
}

// messages are the first tap, the second tap of each group, and a rung with its example.
func messages(s dialog.SubPillar) []string {
	all := []string{s.Title + "\n" + s.Question}
	for _, g := range []dialog.Group{dialog.Hard, dialog.Fair, dialog.Good} {
		lines := []string{"Wat past het best bij je?"}
		for i, r := range s.In(g) {
			lines = append(lines, fmt.Sprintf("%d. %s", i+1, r.Sentence))
		}
		all = append(all, strings.Join(lines, "\n"))
	}
	for _, r := range s.Rungs {
		all = append(all, r.Sentence+"\n"+r.Example)
	}
	return all
}
