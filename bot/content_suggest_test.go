package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/model/double"
)

func TestContentSuggest(t *testing.T) {
	t.Parallel()
	h, environ, dir := contentHouse(t)
	name := filepath.Join(dir, "post.md")
	const bare = "---\ntitle: Post\naudience: participant\nkind: tip\nsource: s\nlicence: l\nauthor: wij\nchecked_on: unchecked\n---\n\n## Begin klein\nPak de bovenste brief. Maak hem open.\n"
	require.NoError(t, os.WriteFile(name, []byte(bare), 0o600))
	suggest := func(args ...string) (string, int) {
		out, said, code := call(t, environ, "", append([]string{"content", "suggest", "--organisation", "Gemeente Aa", name}, args...)...)
		return out + said, code
	}
	file := func() string {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		return string(text)
	}
	out, code := suggest()
	require.Equal(t, 1, code)
	require.Contains(t, out, "there is no language model: set MODEL_URL")

	server := double.New(double.Options{Fail: t.Errorf})
	t.Cleanup(server.Close)
	for key, value := range map[string]string{"MODEL_URL": server.URL(), "MODEL_KEY": double.Key, "MODEL_NAME": double.Model, "MODEL_REGION": "local"} {
		environ[key] = value
	}
	out, code = suggest()
	require.Equal(t, 1, code)
	require.Contains(t, out, "uses no language model")

	h.Exec(`UPDATE organisation SET model_on = true`)
	good := double.Says(map[string]any{"short": "Pak de bovenste brief.", "questions": []string{"Hoe begin ik met mijn post?", "me post durf ik niet", "wat doe ik met een brief"}})
	server.Script("curate", double.Refuses(), good, good)
	out, code = suggest("--write")
	require.Zero(t, code, out)
	require.Contains(t, out, "nothing: refused")
	require.Equal(t, bare, file())
	out, _ = suggest()
	require.Contains(t, out, "> kort: Pak de bovenste brief.\n> vraag: Hoe begin ik met mijn post?")
	require.Contains(t, out, "nothing was kept")
	require.Equal(t, bare, file())
	out, _ = suggest("--write")
	require.Contains(t, out, "read every word before it is imported")
	require.Contains(t, file(), "## Begin klein\n> kort: Pak de bovenste brief.\n> vraag: Hoe begin ik met mijn post?\n> vraag: me post durf ik niet\n> vraag: wat doe ik met een brief\n\nPak de bovenste")
	require.Zero(t, h.Count("document_version"))
	require.Equal(t, 1, h.Count("model_month WHERE tokens > 0"))
	out, _ = suggest()
	require.Contains(t, out, "Every passage has a short form and questions.")
}
