package main_test

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// allowed says what a room may import beside the standard library. It is the
// design's import rule; the longest matching room counts.
var allowed = map[string][]string{
	"stapmaat/dialog":           {"stapmaat/dialog", "golang.org/x/text"},
	"stapmaat/knowledge":        {"stapmaat/dialog", "stapmaat/knowledge", "golang.org/x/text", "github.com/goccy/go-yaml", "github.com/yuin/goldmark", "github.com/JohannesKaufmann/html-to-markdown", "golang.org/x/net/html", "github.com/blevesearch/snowballstem"},
	"stapmaat/prompts":          {"stapmaat/dialog", "stapmaat/prompts", "github.com/goccy/go-yaml"},
	"stapmaat/store":            {"stapmaat/dialog", "stapmaat/knowledge", "stapmaat/store", "github.com/jackc/pgx", "github.com/pressly/goose", "github.com/tink-crypto/tink-go", "golang.org/x/sync", "github.com/pgvector/pgvector-go"},
	"stapmaat/bot/fault":        {},
	"stapmaat/bot/model":        {"stapmaat/dialog", "stapmaat/bot/model", "github.com/sashabaranov/go-openai"},
	"stapmaat/bot/model/redact": {"stapmaat/knowledge/search", "golang.org/x/text"},
	"stapmaat/bot/config":       {"stapmaat/bot/config", "github.com/caarlos0/env", "github.com/jackc/pgx", "github.com/rs/zerolog"},
}

// faces talk to people over one channel each and never know each other.
var faces = []string{"stapmaat/bot/telegram", "stapmaat/bot/terminal", "stapmaat/bot/desk"}

type pkg struct {
	ImportPath string
	Imports    []string
}

// TestImports keeps the rooms apart: what may know what. Test files may reach further.
func TestImports(t *testing.T) {
	t.Parallel()
	packages := list(t)
	require.Greater(t, len(packages), 10)
	for _, p := range packages {
		for _, imported := range p.Imports {
			if !mayImport(p.ImportPath, imported) {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
	}
}

func mayImport(from, to string) bool {
	if !strings.Contains(strings.Split(to, "/")[0], ".") && !strings.HasPrefix(to, "stapmaat/") {
		return true // the standard library
	}
	for _, face := range faces {
		if inRoom(to, face) && !inRoom(from, face) && strings.HasPrefix(from, "stapmaat/bot/") && onFace(from) {
			return false
		}
	}
	room, rules := roomOf(from)
	if room == "" {
		return true
	}
	for _, rule := range rules {
		if inRoom(to, rule) {
			return true
		}
	}
	return false
}

func onFace(p string) bool {
	for _, face := range faces {
		if inRoom(p, face) {
			return true
		}
	}
	return false
}

func roomOf(p string) (string, []string) {
	best := ""
	for room := range allowed {
		if inRoom(p, room) && len(room) > len(best) {
			best = room
		}
	}
	return best, allowed[best]
}

func inRoom(p, room string) bool { return p == room || strings.HasPrefix(p, room+"/") }

func list(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "stapmaat/...").Output()
	require.NoError(t, err)
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p pkg
		require.NoError(t, dec.Decode(&p))
		all = append(all, p)
	}
	return all
}
