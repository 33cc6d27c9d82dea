package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"
)

func get(t *testing.T, handler http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	body, err := io.ReadAll(w.Body)
	require.NoError(t, err)
	return w.Code, string(body)
}

func TestReadyTellsWhatDoesNotHold(t *testing.T) {
	t.Parallel()
	well := func(context.Context) error { return nil }
	ill := func(context.Context) error { return errors.New("does not answer") }

	code, body := get(t, routes(prometheus.NewRegistry(), []condition{{"database", well}, {"turns", well}}), "/readyz")
	require.Equal(t, 200, code)
	require.Equal(t, "database: ok\nturns: ok\n", body)

	mux := routes(prometheus.NewRegistry(), []condition{{"database", ill}, {"turns", well}})
	code, body = get(t, mux, "/readyz")
	require.Equal(t, 503, code)
	require.Equal(t, "database: does not answer\nturns: ok\n", body)
	code, _ = get(t, mux, "/healthz")
	require.Equal(t, 200, code, "the process lives all the same")
}

func TestTakenAddressIsOneSentence(t *testing.T) {
	t.Parallel()
	first, err := listen(t.Context(), "LISTEN_ADDR", "127.0.0.1:0", http.NotFoundHandler())
	require.NoError(t, err)
	defer func() { require.NoError(t, first.close(t.Context())) }()
	_, err = listen(t.Context(), "LISTEN_ADDR", first.socket.Addr().String(), http.NotFoundHandler())
	require.ErrorContains(t, err, "give another LISTEN_ADDR")
}
