package model_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func newHTTP(t *testing.T, handle http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	return server
}

func newAudio() io.Reader { return strings.NewReader("OggS") }
