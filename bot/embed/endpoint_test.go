package embed_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/embed"
	"stapmaat/knowledge/search"
)

var _ search.Embedder = (*embed.Endpoint)(nil)
var _ search.Embedder = (*search.Learned)(nil)

// double is a strict endpoint: it refuses what the protocol does not know, gives the
// vectors in reverse order, and fails as often as it is told.
type double struct {
	mu      sync.Mutex
	batches [][]string
	fail    []int // statuses to answer with before it works
	answer  func(texts []string) any
	hang    chan struct{}
}

type asked struct {
	Input          []string `json:"input"`
	Model          string   `json:"model"`
	EncodingFormat string   `json:"encoding_format"`
	Dimensions     int      `json:"dimensions"`
}

func (d *double) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var a asked
	dec := json.NewDecoder(r.Body)
	dec.DisallowUnknownFields()
	err := dec.Decode(&a)
	if r.URL.Path != "/v1/embeddings" || r.Method != http.MethodPost || r.Header.Get("Authorization") != "Bearer key" || err != nil || a.Model != "m" || a.EncodingFormat != "float" {
		http.Error(w, "not the protocol", http.StatusBadRequest)
		return
	}
	if d.hang != nil {
		<-d.hang
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.batches = append(d.batches, a.Input)
	if len(d.fail) > 0 {
		w.WriteHeader(d.fail[0])
		fmt.Fprintf(w, `{"error":{"message":"cannot do %s"}}`, a.Input[0])
		d.fail = d.fail[1:]
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"object": "list", "model": "m", "data": d.answer(a.Input)})
}

type vector struct {
	Object    string    `json:"object"`
	Index     int       `json:"index"`
	Embedding []float32 `json:"embedding"`
}

// lengths answers with a direction that tells how long the text is, last text first.
func lengths(texts []string) any {
	var out []vector
	for i, text := range texts {
		out = append(out, vector{"embedding", i, []float32{float32(len(text)), 1}})
	}
	slices.Reverse(out)
	return out
}

func start(t *testing.T, d *double, change func(*embed.Settings)) *embed.Endpoint {
	t.Helper()
	if d.answer == nil {
		d.answer = lengths
	}
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	s := embed.Settings{URL: server.URL + "/v1", Key: "key", Model: "m", Dims: 2, Batch: 2, Pause: time.Millisecond}
	if change != nil {
		change(&s)
	}
	e, err := embed.New(s)
	require.NoError(t, err)
	return e
}

func TestBatchesInOrder(t *testing.T) {
	t.Parallel()
	d := &double{}
	e := start(t, d, nil)
	texts := []string{"a", "bb", "ccc", "dddd", "eeeee"}
	vectors, err := e.Embed(t.Context(), texts)
	require.NoError(t, err)
	require.Equal(t, [][]string{{"a", "bb"}, {"ccc", "dddd"}, {"eeeee"}}, d.batches)
	for i, v := range vectors {
		require.InDelta(t, len(texts[i]), v[0]/v[1], 1e-4)
		require.InDelta(t, 1, v[0]*v[0]+v[1]*v[1], 1e-5)
	}
	none, err := e.Embed(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, none)
}

func TestBusyAndBroken(t *testing.T) {
	t.Parallel()
	for _, status := range []int{429, 500, 503} {
		d := &double{fail: []int{status, status}}
		_, err := start(t, d, nil).Embed(t.Context(), []string{"a"})
		require.NoError(t, err, status)
		require.Len(t, d.batches, 3)
	}
	d := &double{fail: []int{500, 500, 500, 500, 500}}
	_, err := start(t, d, func(s *embed.Settings) { s.Tries = 2 }).Embed(t.Context(), []string{"a"})
	require.ErrorContains(t, err, "500")
	require.Len(t, d.batches, 2)
}

// What stays wrong is not asked again, and the text that was sent is not in the error.
func TestRefused(t *testing.T) {
	t.Parallel()
	d := &double{fail: []int{401}}
	_, err := start(t, d, nil).Embed(t.Context(), []string{"geheime woorden"})
	require.ErrorContains(t, err, "401")
	require.NotContains(t, err.Error(), "geheime")
	require.Len(t, d.batches, 1)
}

func TestUnusableAnswers(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func([]string) any{
		"too few": func([]string) any { return []vector{} },
		"wrong dimensions": func([]string) any {
			return []vector{{"embedding", 0, []float32{1, 2, 3}}, {"embedding", 1, []float32{1, 2}}}
		},
		"twice the same": func([]string) any {
			return []vector{{"embedding", 0, []float32{1, 2}}, {"embedding", 0, []float32{1, 2}}}
		},
		"out of range": func([]string) any {
			return []vector{{"embedding", 0, []float32{1, 2}}, {"embedding", 7, []float32{1, 2}}}
		},
		"zeros": func([]string) any {
			return []vector{{"embedding", 0, []float32{0, 0}}, {"embedding", 1, []float32{1, 2}}}
		},
	} {
		d := &double{answer: answer}
		_, err := start(t, d, nil).Embed(t.Context(), []string{"a", "b"})
		require.ErrorIs(t, err, embed.ErrAnswer, name)
		require.Len(t, d.batches, 1, name)
	}
}

func TestSilent(t *testing.T) {
	t.Parallel()
	d := &double{hang: make(chan struct{})}
	e := start(t, d, func(s *embed.Settings) { s.Timeout = 20 * time.Millisecond; s.Tries = 2 })
	t.Cleanup(func() { close(d.hang) }) // before the server closes: it waits for its answers
	_, err := e.Embed(t.Context(), []string{"a"})
	require.Error(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = e.Embed(ctx, []string{"a"})
	require.ErrorIs(t, err, context.Canceled)
}

func TestDimensionsAreAskedFor(t *testing.T) {
	t.Parallel()
	seen := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var a asked
		json.NewDecoder(r.Body).Decode(&a)
		seen = a.Dimensions
		json.NewEncoder(w).Encode(map[string]any{"data": lengths(a.Input)})
	}))
	t.Cleanup(server.Close)
	e, err := embed.New(embed.Settings{URL: server.URL, Model: "m", Dims: 2, AskDims: true})
	require.NoError(t, err)
	_, err = e.Embed(t.Context(), []string{"a"})
	require.NoError(t, err)
	require.Equal(t, 2, seen)
}

// Azure is asked under the deployment's name, with the key where it wants it; a redirect leads nowhere.
func TestAzureAndRedirects(t *testing.T) {
	t.Parallel()
	asked := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked += r.URL.String() + " " + r.Header.Get("Api-Key") + r.Header.Get("Authorization") + "\n"
		if strings.Contains(r.URL.Path, "moved") {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
			return
		}
		json.NewEncoder(w).Encode(map[string]any{"data": lengths([]string{"a"})})
	}))
	t.Cleanup(server.Close)
	e, err := embed.New(embed.Settings{URL: server.URL, Key: "key", Model: "e5.small", Dims: 2, AzureVersion: "2024-10-21"})
	require.NoError(t, err)
	_, err = e.Embed(t.Context(), []string{"a"})
	require.NoError(t, err)
	e, err = embed.New(embed.Settings{URL: server.URL + "/moved", Model: "m", Dims: 2, Tries: 1})
	require.NoError(t, err)
	_, err = e.Embed(t.Context(), []string{"a"})
	require.Error(t, err)
	require.Equal(t, "/openai/deployments/e5.small/embeddings?api-version=2024-10-21 key\n/moved/embeddings \n", asked)
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]embed.Settings{
		"address": {Model: "m", Dims: 2}, "model": {URL: "http://x", Dims: 2}, "dimensions": {URL: "http://x", Model: "m"},
	} {
		_, err := embed.New(s)
		require.Error(t, err)
		require.True(t, strings.Contains(err.Error(), want), err)
	}
}
