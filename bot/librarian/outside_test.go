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

// outside is an organisation whose starter release was made with an embedding endpoint.
type outside struct {
	*storetest.House
	server *double.Server
	db     *library.DB
	l      *librarian.Librarian
	live   library.Release
	made   int // requests that the release took
}

func newOutside(t *testing.T, answer func(double.Request) double.Reply) *outside {
	t.Helper()
	o := &outside{House: storetest.NewHouse(t, store.Options{}), server: double.New(double.Options{Fail: t.Errorf, Answer: answer})}
	t.Cleanup(o.server.Close)
	e, err := embed.New(embed.Settings{URL: o.server.URL(), Key: double.Key, Model: double.Model, Dims: dims, QueryPrefix: "query: ", PassagePrefix: "passage: ", Tries: 1})
	require.NoError(t, err)
	o.db, err = library.Open(t.Context(), o.URL, o.Clock.Now)
	require.NoError(t, err)
	t.Cleanup(o.db.Close)
	reader, err := library.OpenReader(t.Context(), o.URL, 1, o.Clock.Now)
	require.NoError(t, err)
	t.Cleanup(reader.Close)
	o.l = librarian.New(o.db, reader, e)
	documents, err := knowledge.Documents()
	require.NoError(t, err)
	require.NoError(t, o.db.BringStarter(t.Context(), o.Org, documents))
	_, err = o.l.Work(t.Context())
	require.NoError(t, err)
	o.live, err = o.db.Live(t.Context(), o.Org)
	require.NoError(t, err)
	o.made = len(o.server.Requests())
	return o
}

// asks puts a question as a talk does.
func (o *outside) asks(t *testing.T, mayLeave bool) {
	t.Helper()
	found, err := o.l.ForTalk(t.Context(), o.Org, dialog.Search{Words: "Ik ben Xaviera Quist, 0612345678. Kan ik een betalingsregeling krijgen bij de Belastingdienst?", Outside: mayLeave})
	require.NoError(t, err)
	require.NotEmpty(t, found.Passages)
}

// A release is made with an endpoint, and questions are asked there only of whom it may be,
// only in the library's own words, and never so that anybody waits for it.
func TestAnEmbeddingEndpoint(t *testing.T) {
	t.Parallel()
	var broken atomic.Bool
	o := newOutside(t, func(r double.Request) double.Reply {
		if broken.Load() {
			return double.Silent()
		}
		return bags(r)
	})
	require.Equal(t, []any{double.Model, dims, "query: ", "passage: "}, []any{o.live.Embedder, o.live.Dimensions, o.live.QueryPrefix, o.live.PassagePrefix})
	require.Positive(t, o.made)
	require.Eventually(t, func() bool { // the machine may be too busy for the moment that the endpoint gets
		before := len(o.server.Requests())
		o.asks(t, true)
		all := o.server.Requests()
		return len(all) > before && strings.Contains(fmt.Sprint(all[len(all)-1].Texts), "betalingsregeling")
	}, 20*time.Second, time.Millisecond)
	for _, r := range o.server.Requests()[o.made:] {
		require.Len(t, r.Texts, 1)
		require.True(t, strings.HasPrefix(r.Texts[0], "query: ik ben "), r.Texts[0])
		for _, hers := range []string{"xaviera", "quist", "0612345678", "06"} {
			require.NotContains(t, strings.ToLower(r.Texts[0]), hers)
		}
	}
	asked := len(o.server.Requests())
	o.asks(t, false) // who said no finds something, too
	require.Len(t, o.server.Requests(), asked, "and nothing of hers is sent")
	broken.Store(true)
	for range 20 {
		o.asks(t, true) // nobody waits for an endpoint that does not answer
	}
	require.LessOrEqual(t, len(o.server.Requests()), asked+5, "after some failures nobody asks it")
}

// A release whose golden questions are lost with the endpoint's vectors is not made live.
func TestGoldenQuestionsAreTriedWithTheEndpoint(t *testing.T) {
	t.Parallel()
	var lies atomic.Bool
	o := newOutside(t, func(r double.Request) double.Reply {
		for i, text := range r.Texts {
			if lies.Load() && strings.HasPrefix(text, "query: ") {
				r.Texts[i] = "post post brief brief brief openen" // every question is like the same passages
			}
		}
		return bags(r)
	})
	lies.Store(true)
	wanted, err := o.db.Want(t.Context(), o.Org, library.BecauseApproved, 0)
	require.NoError(t, err)
	_, err = o.l.Work(t.Context())
	require.NoError(t, err)
	live, err := o.db.Live(t.Context(), o.Org)
	require.NoError(t, err)
	require.Equal(t, o.live.Number, live.Number)
	require.Less(t, live.Number, wanted.Number)
}
