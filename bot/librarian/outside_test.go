package librarian_test

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/embed"
	"stapmaat/bot/librarian"
	"stapmaat/bot/model/double"
	"stapmaat/dialog"
	"stapmaat/knowledge"
	"stapmaat/store"
	"stapmaat/store/library"
	"stapmaat/store/storetest"
)

const dims = 64

// bags answers with a bag of words for each text: texts that share words are near.
func bags(r double.Request) double.Reply {
	all := []any{}
	for i, text := range r.Texts {
		v := make([]float64, dims)
		for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" .,:;?!\n", r) }) {
			h := fnv.New32a()
			_, _ = h.Write([]byte(w)) // a hash takes everything
			v[h.Sum32()%dims]++
		}
		v[0]++
		all = append(all, map[string]any{"object": "embedding", "index": i, "embedding": v})
	}
	text, _ := json.Marshal(all)
	return double.Text(string(text))
}

// A release is made with an endpoint, and questions are asked there only of whom it may be,
// only in the library's own words, and never so that anybody waits for it.
func TestAnEmbeddingEndpoint(t *testing.T) {
	t.Parallel()
	var broken atomic.Bool
	server := double.New(double.Options{Fail: t.Errorf, Answer: func(r double.Request) double.Reply {
		if broken.Load() {
			return double.Silent()
		}
		return bags(r)
	}})
	t.Cleanup(server.Close)
	e, err := embed.New(embed.Settings{URL: server.URL(), Key: double.Key, Model: double.Model, Dims: dims, QueryPrefix: "query: ", PassagePrefix: "passage: ", Tries: 1})
	require.NoError(t, err)

	h := storetest.NewHouse(t, store.Options{})
	db, err := library.Open(t.Context(), h.URL, h.Clock.Now)
	require.NoError(t, err)
	t.Cleanup(db.Close)
	reader, err := library.OpenReader(t.Context(), h.URL, 1, h.Clock.Now)
	require.NoError(t, err)
	t.Cleanup(reader.Close)
	l := librarian.New(db, reader, e)
	documents, err := knowledge.Documents()
	require.NoError(t, err)
	require.NoError(t, db.BringStarter(t.Context(), h.Org, documents))
	_, err = l.Work(t.Context())
	require.NoError(t, err)
	live, err := db.Live(t.Context(), h.Org)
	require.NoError(t, err)
	require.Equal(t, []any{double.Model, dims, "query: ", "passage: "}, []any{live.Embedder, live.Dimensions, live.QueryPrefix, live.PassagePrefix})
	made := server.Requests()
	require.NotEmpty(t, made)
	for _, r := range made {
		for _, text := range r.Texts {
			require.True(t, strings.HasPrefix(text, "passage: "), text)
		}
	}

	ask := func(outside bool) dialog.Found {
		t.Helper()
		found, err := l.ForTalk(t.Context(), h.Org, dialog.Search{Words: "Ik ben Xaviera Quist, 0612345678. Kan ik een betalingsregeling krijgen bij de Belastingdienst?", Outside: outside})
		require.NoError(t, err)
		require.NotEmpty(t, found.Passages)
		return found
	}
	require.Eventually(t, func() bool { // the machine may be too busy for the moment that the endpoint gets
		before := len(server.Requests())
		ask(true)
		all := server.Requests()
		return len(all) > before && strings.Contains(fmt.Sprint(all[len(all)-1].Texts), "betalingsregeling")
	}, 20*time.Second, time.Millisecond)
	for _, r := range server.Requests()[len(made):] {
		require.Len(t, r.Texts, 1)
		require.True(t, strings.HasPrefix(r.Texts[0], "query: ik ben "), r.Texts[0])
		for _, hers := range []string{"xaviera", "quist", "0612345678", "06"} {
			require.NotContains(t, strings.ToLower(r.Texts[0]), hers)
		}
	}

	asked := len(server.Requests())
	ask(false) // who said no finds something, too
	require.Len(t, server.Requests(), asked, "and nothing of hers is sent")

	broken.Store(true)
	for range 20 {
		ask(true) // nobody waits for an endpoint that does not answer
	}
	require.LessOrEqual(t, len(server.Requests()), asked+5, "after some failures nobody asks it")
}
