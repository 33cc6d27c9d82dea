package double_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"stapmaat/bot/telegram/double"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

type caller struct {
	t    *testing.T
	base string
	http *http.Client
}

func setup(t *testing.T, o double.Options) (*double.Server, *double.Bot, *caller) {
	t.Helper()
	if o.Fail == nil {
		o.Fail = t.Errorf
	}
	s := double.New(o)
	c := &caller{t: t, base: s.URL() + "/bot100:secret/", http: &http.Client{Transport: &http.Transport{}}}
	t.Cleanup(func() { c.http.CloseIdleConnections(); s.Close() })
	return s, s.Bot("100:secret"), c
}

func (c *caller) post(method, contentType string, body io.Reader) (answer, error) {
	r, err := c.http.Post(c.base+method, contentType, body)
	if err != nil {
		return answer{}, err
	}
	defer r.Body.Close()
	var a answer
	return a, json.NewDecoder(r.Body).Decode(&a)
}

func (c *caller) form(method string, pairs ...string) answer {
	c.t.Helper()
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	a, err := c.post(method, "application/x-www-form-urlencoded", strings.NewReader(v.Encode()))
	require.NoError(c.t, err)
	return a
}

func (c *caller) file(method, field, name string, data []byte, pairs ...string) answer {
	c.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(pairs); i += 2 {
		require.NoError(c.t, w.WriteField(pairs[i], pairs[i+1]))
	}
	part, err := w.CreateFormFile(field, name)
	require.NoError(c.t, err)
	_, err = part.Write(data)
	require.NoError(c.t, err)
	require.NoError(c.t, w.Close())
	a, err := c.post(method, w.FormDataContentType(), &body)
	require.NoError(c.t, err)
	return a
}

// listen serves on loopback until the test ends.
func listen(t *testing.T, s *http.Server) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	done := make(chan struct{})
	go func() { defer close(done); _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close(); <-done })
	return l.Addr().String()
}
