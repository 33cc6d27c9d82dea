// Package embed asks an endpoint that speaks OpenAI's protocol for the vectors of
// texts: the second embedder beside the one that is built into the search.
package embed

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"time"

	"github.com/sashabaranov/go-openai"
)

// Settings say where the endpoint is and what its model wants.
type Settings struct {
	URL           string // with the version, such as https://embeddings.example.org/v1
	Key           string `json:"-"` // may be empty for an endpoint of one's own
	Model         string
	Dims          int
	AskDims       bool // send Dims along: for models that can shorten their vectors
	QueryPrefix   string
	PassagePrefix string
	AzureVersion  string        // the api-version, where it is Azure; then URL is the resource's and Model the deployment
	Timeout       time.Duration // of one request; 0 is DefaultTimeout
	Batch         int           // texts a request; 0 is DefaultBatch
	Tries         int           // of one request; 0 is DefaultTries
	Pause         time.Duration // before the second try, then twice as long; 0 is DefaultPause
}

// Defaults of Settings.
const (
	DefaultTimeout = 20 * time.Second
	DefaultBatch   = 64
	DefaultTries   = 4
	DefaultPause   = 500 * time.Millisecond
)

// ErrAnswer says that the endpoint answered, but not with the vectors asked for.
var ErrAnswer = errors.New("the endpoint's answer is not usable")

// Endpoint is an embedder behind HTTP.
type Endpoint struct {
	settings Settings
	create   func(context.Context, openai.EmbeddingRequestConverter) (openai.EmbeddingResponse, error)
}

// New makes an embedder; no request is made yet.
func New(s Settings) (*Endpoint, error) {
	switch {
	case s.URL == "":
		return nil, errors.New("making the embedder: no address of the endpoint")
	case s.Model == "":
		return nil, errors.New("making the embedder: no model")
	case s.Dims < 1:
		return nil, errors.New("making the embedder: the number of dimensions must be 1 or more")
	}
	s.Timeout = or(s.Timeout, DefaultTimeout)
	s.Pause = or(s.Pause, DefaultPause)
	s.Batch = or(s.Batch, DefaultBatch)
	s.Tries = or(s.Tries, DefaultTries)
	c := openai.DefaultConfig(s.Key)
	if s.AzureVersion != "" {
		c = openai.DefaultAzureConfig(s.Key, s.URL)
		c.APIVersion = s.AzureVersion
		c.AzureModelMapperFunc = func(name string) string { return name } // the deployment is meant as it is written
	}
	c.BaseURL = s.URL
	// What was sent to one host is sent to no other, whatever that one says.
	c.HTTPClient = &http.Client{Timeout: s.Timeout, CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("it points at another address") }}
	s.Key = "" // it is the client's alone, and that one is held as a function: whatever prints an endpoint prints no key
	return &Endpoint{s, openai.NewClientWithConfig(c).CreateEmbeddings}, nil
}

func or[T int | time.Duration](value, otherwise T) T {
	if value <= 0 {
		return otherwise
	}
	return value
}

// Name is the model's: vectors of two models cannot be compared.
func (e *Endpoint) Name() string { return e.settings.Model }

// Dims is the length of the vectors.
func (e *Endpoint) Dims() int { return e.settings.Dims }

// QueryPrefix goes before a question.
func (e *Endpoint) QueryPrefix() string { return e.settings.QueryPrefix }

// PassagePrefix goes before a passage.
func (e *Endpoint) PassagePrefix() string { return e.settings.PassagePrefix }

// Embed gives a vector of length 1 for each text, in their order. It asks in batches,
// and again when the endpoint is busy (429), broken (5xx) or silent.
func (e *Endpoint) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, 0, len(texts))
	for from := 0; from < len(texts); from += e.settings.Batch {
		to := min(from+e.settings.Batch, len(texts))
		vectors, err := e.patiently(ctx, texts[from:to])
		if err != nil {
			return nil, fmt.Errorf("embedding texts %d to %d of %d: %w", from+1, to, len(texts), err)
		}
		out = append(out, vectors...)
	}
	return out, nil
}

func (e *Endpoint) patiently(ctx context.Context, texts []string) ([][]float32, error) {
	pause := e.settings.Pause
	for try := 1; ; try++ {
		vectors, err := e.once(ctx, texts)
		if err == nil || try == e.settings.Tries || !worthAnotherTry(ctx, err) {
			return vectors, err
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting to ask again: %w", ctx.Err())
		case <-time.After(pause):
			pause *= 2
		}
	}
}

// worthAnotherTry tells a passing failure from one that stays.
func worthAnotherTry(ctx context.Context, err error) bool {
	if ctx.Err() != nil || errors.Is(err, ErrAnswer) {
		return false
	}
	status := 0
	var api *openai.APIError
	var request *openai.RequestError
	switch {
	case errors.As(err, &api):
		status = api.HTTPStatusCode
	case errors.As(err, &request):
		status = request.HTTPStatusCode
	}
	return status == 0 || status == http.StatusTooManyRequests || status >= 500
}

func (e *Endpoint) once(ctx context.Context, texts []string) ([][]float32, error) {
	request := openai.EmbeddingRequest{Input: texts, Model: openai.EmbeddingModel(e.settings.Model), EncodingFormat: openai.EmbeddingEncodingFormatFloat}
	if e.settings.AskDims {
		request.Dimensions = e.settings.Dims
	}
	answer, err := e.create(ctx, request)
	if err != nil {
		return nil, plain(err)
	}
	return e.inOrder(answer.Data, len(texts))
}

// plain leaves the endpoint's own words out of the error: some repeat the text they were sent.
func plain(err error) error {
	var api *openai.APIError
	if errors.As(err, &api) {
		return fmt.Errorf("the endpoint answers %d: %w", api.HTTPStatusCode, &openai.APIError{HTTPStatusCode: api.HTTPStatusCode})
	}
	var request *openai.RequestError
	if errors.As(err, &request) {
		return fmt.Errorf("the endpoint answers %d: %w", request.HTTPStatusCode, &openai.RequestError{HTTPStatusCode: request.HTTPStatusCode, Err: errors.New("no usable body")})
	}
	return fmt.Errorf("asking the endpoint: %w", err)
}

// inOrder puts the vectors in the order of their texts, whatever order they came in.
func (e *Endpoint) inOrder(data []openai.Embedding, want int) ([][]float32, error) {
	if len(data) != want {
		return nil, fmt.Errorf("%w: %d vectors for %d texts", ErrAnswer, len(data), want)
	}
	out := make([][]float32, want)
	for _, d := range data {
		switch {
		case d.Index < 0 || d.Index >= want || out[d.Index] != nil:
			return nil, fmt.Errorf("%w: index %d comes twice or is out of range", ErrAnswer, d.Index)
		case len(d.Embedding) != e.settings.Dims:
			return nil, fmt.Errorf("%w: %d dimensions where %d are expected", ErrAnswer, len(d.Embedding), e.settings.Dims)
		}
		vector, err := unit(d.Embedding)
		if err != nil {
			return nil, err
		}
		out[d.Index] = vector
	}
	return out, nil
}

// unit makes a vector one long. One of nothing but zeros has no direction, and its
// cosine is NaN in the database.
func unit(v []float32) ([]float32, error) {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 || math.IsNaN(sum) || math.IsInf(sum, 0) {
		return nil, fmt.Errorf("%w: a vector without direction", ErrAnswer)
	}
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = float32(float64(x) / math.Sqrt(sum))
	}
	return out, nil
}
