package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/config"
)

const top = ".." // tests run in the folder of their package

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, "README.md"))
	require.NoError(t, err)
	return string(text)
}

// What a newcomer is told to type must be there.
func TestReadmeTargetsExist(t *testing.T) {
	t.Parallel()
	makefile, err := os.ReadFile(filepath.Join(top, "Makefile"))
	require.NoError(t, err)
	named := regexp.MustCompile(`(?m)make ([a-z][a-z-]*)\b`).FindAllStringSubmatch(readme(t), -1)
	require.NotEmpty(t, named)
	for _, m := range named {
		if m[1] == "and" { // "make and git"
			continue
		}
		require.Regexp(t, `(?m)^`+m[1]+`:|^\.PHONY:.*\b`+m[1]+`\b`, string(makefile), "make %s", m[1])
	}
}

// Every path between backticks, and every picture, must exist.
func TestReadmePathsExist(t *testing.T) {
	t.Parallel()
	text := readme(t)
	paths := regexp.MustCompile("`((?:bot|dialog|knowledge|prompts|store|deploy)/[^` ]*)`").FindAllStringSubmatch(text, -1)
	pictures := regexp.MustCompile(`!\[[^\]]*\]\(([^)]+)\)`).FindAllStringSubmatch(text, -1)
	require.NotEmpty(t, paths)
	for _, m := range append(paths, pictures...) {
		_, err := os.Stat(filepath.Join(top, m[1]))
		require.NoError(t, err, "README names %s", m[1])
	}
}

// The rooms of the tree are all in the table, and no other.
func TestReadmeNamesEveryRoom(t *testing.T) {
	t.Parallel()
	text := readme(t)
	for _, pattern := range []string{"bot/*", "dialog", "knowledge", "prompts", "store", "deploy"} {
		rooms, err := filepath.Glob(filepath.Join(top, pattern))
		require.NoError(t, err)
		for _, room := range rooms {
			info, err := os.Stat(room)
			require.NoError(t, err)
			name, err := filepath.Rel(top, room)
			require.NoError(t, err)
			if info.IsDir() && name != "bot/fault" && name != "bot/bench" { // for tests only
				require.Contains(t, text, "| `"+name+"/` |")
			}
		}
	}
}

// The transcript is one that the tests play.
func TestReadmeTranscriptIsReal(t *testing.T) {
	t.Parallel()
	_, rest, ok := strings.Cut(readme(t), "```\nbot: Hoi")
	require.True(t, ok)
	talk, _, ok := strings.Cut("bot: Hoi"+rest, "```")
	require.True(t, ok)
	real, err := os.ReadFile(filepath.Join(top, "dialog", "testdata", "welcome.joins.txt"))
	require.NoError(t, err)
	require.Contains(t, string(real), talk)
}

func TestReadmeHasTheSettings(t *testing.T) {
	t.Parallel()
	require.Contains(t, readme(t), config.Markdown())
}

// The settings of endpoints have a page of their own, beside what is sent to them.
func TestModelPageHasTheSettings(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join(top, "deploy", "model.md"))
	require.NoError(t, err)
	require.Contains(t, string(page), config.EndpointsMarkdown())
	require.Contains(t, readme(t), "`deploy/model.md`")
}

func TestReadmeStaysShort(t *testing.T) {
	t.Parallel()
	require.LessOrEqual(t, strings.Count(readme(t), "\n"), 150)
}

// Every command that the README and the runbook name is one that the program has.
func TestNamedCommandsExist(t *testing.T) {
	t.Parallel()
	runbook, err := os.ReadFile(filepath.Join(top, "deploy", "runbook.md"))
	require.NoError(t, err)
	named := regexp.MustCompile("`(?:\\.local/)?bot ([a-z-]+(?: (?:add|new|rotate|supervisor))?)\\b").FindAllStringSubmatch(readme(t)+string(runbook), -1)
	require.NotEmpty(t, named)
	for _, m := range named {
		out, _, code := call(t, nil, "", append(strings.Fields(m[1]), "--help")...)
		require.Zero(t, code, "bot %s", m[1])
		require.Contains(t, out, "Usage: bot "+strings.Fields(m[1])[0])
	}
}
