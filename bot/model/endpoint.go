package model

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/sashabaranov/go-openai"
)

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
	within, cancel := context.WithTimeout(ctx, LongestAsk)
	defer cancel()
	answer, err := through(&e.breaker, func() (Answer, error) {
		return patiently(within, e.patience, func(ctx context.Context) (Answer, error) { return e.once(ctx, a) })
	})
	if err != nil {
		err = fmt.Errorf("asking for %s: %w", a.SchemaName, err)
	}
	return answer, err
}

func (e *Endpoint) once(ctx context.Context, a Ask) (Answer, error) {
	response, err := e.chat(ctx, e.request(a))
	if err != nil {
		return Answer{}, troubleOf(ctx, err, response.Header())
	}
	text := ""
	if len(response.Choices) > 0 {
		text = response.Choices[0].Message.Content
	}
	answer := Answer{
		Model:    e.called(response.Model),
		TokensIn: told(response.Usage.PromptTokens, len(a.System)+len(a.User)+len(a.Schema)), TokensOut: told(response.Usage.CompletionTokens, len(text)),
	}
	answer.Text, err = said(response.Choices)
	return answer, err
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
	if err := fits(c.Message.Content); err != nil {
		return "", err
	}
	return c.Message.Content, nil
}
