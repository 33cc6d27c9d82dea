package model_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func newHTTP(t *testing.T, handle http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	return server
}
