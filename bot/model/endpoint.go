package model

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/sashabaranov/go-openai"
)

// API is a dialect of OpenAI's protocol.
type API string

// The dialects.
const (
	OpenAI API = "openai" // also Mistral, Ollama, llama.cpp and whatever else says so
	Azure  API = "azure"  // deployments by name, a version a request, the key in a header of its own
	VLLM   API = "vllm"   // as OpenAI, and models that think aloud are told not to
)

// Settings say where an endpoint is and how it wants to be asked.
type Settings struct {
	URL     string        // OpenAI: with the version, such as https://host/v1; Azure: the resource's
	Key     string        `json:"-"` // may be empty for an endpoint of one's own
	Name    string        // of the model; Azure: of the deployment, best called as its model
	API     API           // "" is OpenAI
	Version string        // Azure's api-version
	Tries   int           // of one question; 0 is DefaultTries
	Pause   time.Duration // the longest before the second try; 0 is DefaultPause
}

// String tells nothing of the key; so do %#v and JSON.
func (s Settings) String() string { return fmt.Sprintf("%s %s at %s", s.API, s.Name, s.URL) }

// GoString is [Settings.String].
func (s Settings) GoString() string { return s.String() }

// keyless is what an endpoint remembers. The key is its client's alone, and that one is
// held as a function: whatever prints an endpoint prints no key.
func (s Settings) keyless() Settings {
	s.Key = ""
	return s
}

func (s Settings) check(what string) error {
	switch {
	case s.URL == "":
		return fmt.Errorf("making the %s: no address of the endpoint", what)
	case s.Name == "":
		return fmt.Errorf("making the %s: no model", what)
	case s.API == Azure && s.Version == "":
		return fmt.Errorf("making the %s: Azure wants a version", what)
	}
	return nil
}

// client speaks the protocol. It gives up neither by itself nor for another address.
func (s Settings) client() *openai.Client {
	c := openai.DefaultConfig(s.Key)
	if s.API == Azure {
		c = openai.DefaultAzureConfig(s.Key, s.URL)
		c.APIVersion = s.Version
		c.AzureModelMapperFunc = func(name string) string { return name } // the deployment is meant as it is written
	}
	c.BaseURL = s.URL
	c.HTTPClient = newWire()
	return openai.NewClientWithConfig(c)
}

func (s Settings) patience() patience {
	p := patience{s.Tries, s.Pause}
	if p.tries < 1 {
		p.tries = DefaultTries
	}
	if p.pause <= 0 {
		p.pause = DefaultPause
	}
	return p
}

// Endpoint is a model behind HTTP. It is safe for concurrent use.
type Endpoint struct {
	settings Settings
	chat     func(context.Context, openai.ChatCompletionRequest) (openai.ChatCompletionResponse, error)
	patience patience
	breaker  Breaker
}

var _ Model = (*Endpoint)(nil)

// New makes one; no request is made yet.
func New(s Settings) (*Endpoint, error) {
	if err := s.check("model"); err != nil {
		return nil, err
	}
	return &Endpoint{settings: s.keyless(), chat: s.client().CreateChatCompletion, patience: s.patience()}, nil
}

// Open tells whether questions are turned away because the endpoint failed just now.
func (e *Endpoint) Open() bool { return e.breaker.Open() }

// Ask is [Model.Ask].
func (e *Endpoint) Ask(ctx context.Context, a Ask) (Answer, error) {
	if err := e.breaker.Enter(); err != nil {
		return Answer{}, err
	}
	within, cancel := context.WithTimeout(ctx, LongestAsk)
	defer cancel()
	answer, err := patiently(within, e.patience, func(ctx context.Context) (Answer, error) { return e.once(ctx, a) })
	e.breaker.Leave(err)
	if err != nil {
		return Answer{}, fmt.Errorf("asking for %s: %w", a.SchemaName, err)
	}
	return answer, nil
}

func (e *Endpoint) once(ctx context.Context, a Ask) (Answer, error) {
	response, err := e.chat(ctx, e.request(a))
	if err != nil {
		return Answer{}, troubleOf(ctx, err, response.Header())
	}
	text, err := said(response.Choices)
	if err != nil {
		return Answer{}, err
	}
	return Answer{
		Text:     text,
		Model:    e.called(response.Model),
		TokensIn: told(response.Usage.PromptTokens, len(a.System)+len(a.User)+len(a.Schema)), TokensOut: told(response.Usage.CompletionTokens, len(text)),
	}, nil
}

// reasoning are beginnings of names of models that think first: they take no temperature,
// and count what they think among the tokens of the answer. The protocol's client refuses
// by the same names.
var reasoning = []string{"o1", "o3", "o4", "gpt-5", "gpt-6"}

// thinkingRoom is how many tokens beside the answer such a model gets.
const thinkingRoom = 2000

// request is what is sent. The schema goes as it was written by hand.
func (e *Endpoint) request(a Ask) openai.ChatCompletionRequest {
	r := openai.ChatCompletionRequest{
		Model: e.settings.Name,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: neverEmpty(a.System)},
			{Role: openai.ChatMessageRoleUser, Content: neverEmpty(a.User)},
		},
		ResponseFormat: &openai.ChatCompletionResponseFormat{
			Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: a.SchemaName, Schema: a.Schema, Strict: true},
		},
	}
	most := a.MaxTokens
	if most <= 0 {
		most = DefaultMaxTokens
	}
	thinks := slices.ContainsFunc(reasoning, func(begin string) bool { return strings.HasPrefix(e.settings.Name, begin) })
	if thinks {
		r.MaxCompletionTokens = most + thinkingRoom
		r.ReasoningEffort = openai.ReasoningEffortLow
	} else {
		r.MaxTokens = most                          // the only name of it that every server knows
		r.Temperature = math.SmallestNonzeroFloat32 // a zero is not sent, and servers then take 1
	}
	if e.settings.API == VLLM {
		r.ChatTemplateKwargs = map[string]any{"enable_thinking": false}
	}
	return r
}

// neverEmpty: a message without content is sent without the key, and some servers refuse that.
func neverEmpty(s string) string {
	if s == "" {
		return " "
	}
	return s
}

// called is what the endpoint calls the model, as far as that is a name.
func (e *Endpoint) called(name string) string {
	plain := strings.IndexFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
	if name == "" || len(name) > maxName || !plain {
		return e.settings.Name
	}
	return name
}

// bytesAToken is about what Dutch takes.
const bytesAToken = 3

// told believes a count that can be right; what is not counted is guessed from its length,
// so that no endpoint goes round a budget by keeping silent.
func told(tokens, bytes int) int {
	if tokens > 0 && tokens <= maxTokensTold {
		return tokens
	}
	return bytes/bytesAToken + 1
}

// said takes the answer out of a response, or says why there is none.
func said(choices []openai.ChatCompletionChoice) (string, error) {
	if len(choices) != 1 {
		return "", &trouble{kind: ErrNonsense, what: fmt.Sprintf("%d answers instead of one", len(choices))}
	}
	c := choices[0]
	switch {
	case c.Message.Refusal != "" || c.FinishReason == openai.FinishReasonContentFilter:
		return "", &trouble{kind: ErrRefused, what: "it says so"}
	case c.FinishReason == openai.FinishReasonLength:
		return "", &trouble{kind: ErrNonsense, what: "it ran out of tokens"}
	case c.FinishReason != openai.FinishReasonStop:
		return "", &trouble{kind: ErrNonsense, what: "it did not come to its end"}
	}
	return c.Message.Content, fits(c.Message.Content)
}

// Whether a text that came back can be an answer at all.
var (
	errEmpty    = errors.New("it is empty")
	errLong     = errors.New("it is too long")
	errNoObject = errors.New("it is not one JSON object")
	errRepeats  = errors.New("it repeats itself")
)

func fits(text string) error {
	err := checkText(text)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errNoObject) && refuses(text):
		return &trouble{kind: ErrRefused, what: "it says so without the form"}
	}
	return &trouble{kind: ErrNonsense, what: err.Error()}
}
