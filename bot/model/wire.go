package model

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/sashabaranov/go-openai"
)

// How long it may take to reach an endpoint. How long it thinks is up to the caller's
// deadline: a time limit of the client would end slow answers behind its back.
const (
	dialWithin      = 5 * time.Second
	handshakeWithin = 5 * time.Second
	idleFor         = 90 * time.Second
	idleConns       = 256 // kept open: a shake of hands costs as much as a short answer
)

var (
	errRedirect = errors.New("it points at another address")
	errTooLong  = errors.New("the response is too long")
)

// wire does the requests of one endpoint. It follows no redirect: what was sent to one
// host is never sent to another. It reads no more of a response than maxBody.
type wire struct{ client *http.Client }

func newWire() wire {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = (&net.Dialer{Timeout: dialWithin, KeepAlive: 30 * time.Second}).DialContext
	transport.TLSHandshakeTimeout = handshakeWithin
	transport.IdleConnTimeout = idleFor
	transport.MaxIdleConns, transport.MaxIdleConnsPerHost = idleConns, idleConns
	return wire{&http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Do is what the protocol's client sends with.
func (w wire) Do(r *http.Request) (*http.Response, error) {
	response, err := w.client.Do(r)
	if err != nil {
		return nil, err
	}
	if response.StatusCode >= 300 && response.StatusCode < 400 {
		_ = response.Body.Close() // nothing of it is read
		return nil, errRedirect
	}
	response.Body = &bounded{ReadCloser: response.Body, left: maxBody}
	return response, nil
}

type bounded struct {
	io.ReadCloser
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// trouble is one attempt that failed. It is told in our own words: some endpoints repeat
// what they were sent.
type trouble struct {
	kind  error // one of the errors of this package
	what  string
	again bool          // another attempt may do
	after time.Duration // how long the endpoint asks to wait before it; 0 when it does not
	ours  bool          // the endpoint is well, this request is not
}

func (t *trouble) Error() string { return t.kind.Error() + ": " + t.what }
func (t *trouble) Unwrap() error { return t.kind }

// troubleOf reads what the protocol's client gave back instead of an answer.
func troubleOf(ctx context.Context, err error, header http.Header) error {
	var api *openai.APIError
	var request *openai.RequestError
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return fmt.Errorf("asking the endpoint: %w", context.Canceled)
	case ctx.Err() != nil, errors.Is(err, context.DeadlineExceeded):
		return &trouble{kind: ErrLate, what: "the endpoint did not answer before the deadline"}
	case errors.As(err, &api):
		if api.HTTPStatusCode == http.StatusBadRequest && isFilter(api) {
			return &trouble{kind: ErrRefused, what: "its filter stopped the question", ours: true}
		}
		return ofStatus(api.HTTPStatusCode, header)
	case errors.As(err, &request):
		return ofStatus(request.HTTPStatusCode, header)
	case errors.Is(err, errRedirect), errors.Is(err, errTooLong):
		return &trouble{kind: ErrDown, what: err.Error()}
	}
	return ofNetwork(err, header != nil)
}

// isFilter knows how Azure says that a filter found something in the question.
func isFilter(e *openai.APIError) bool {
	return e.Code == "content_filter" || e.Code == "content_policy_violation" ||
		e.InnerError != nil && e.InnerError.Code == "ResponsibleAIPolicyViolation"
}

func ofStatus(status int, header http.Header) error {
	t := &trouble{kind: ErrDown, what: "it answers " + strconv.Itoa(status), after: retryAfter(header, time.Now())}
	switch status {
	case http.StatusRequestTimeout, http.StatusConflict, http.StatusTooManyRequests:
		t.again = true
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
		t.ours = true
	default:
		t.again = status >= 500
	}
	return t
}

// ofNetwork tells a connection that broke from a body that is not the protocol's, and both
// from a request that was never made. answered says that a response had begun.
func ofNetwork(err error, answered bool) error {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	var request *url.Error
	switch {
	case errors.As(err, &certificate):
		return &trouble{kind: ErrDown, what: "its certificate is not trusted"}
	case errors.As(err, &syntax), errors.As(err, &kind):
		return &trouble{kind: ErrDown, what: "the response is not the protocol's"}
	case errors.As(err, &dns):
		return &trouble{kind: ErrDown, what: "its name is not known", again: dns.IsTemporary || dns.IsTimeout}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &trouble{kind: ErrDown, what: "the connection was cut", again: true}
	case answered, errors.As(err, &request):
		return &trouble{kind: ErrDown, what: "there is no connection", again: true}
	}
	return &trouble{kind: ErrDown, what: "the request cannot be made for this model"}
}

// retryAfter is how long an endpoint asks to wait: in milliseconds, in seconds or as a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil && ms > 0 && ms < 1e9 {
		return time.Duration(ms * float64(time.Millisecond))
	}
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 && seconds < 1e6 {
		return time.Duration(seconds * float64(time.Second))
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(0, date.Sub(now))
	}
	return 0
}
