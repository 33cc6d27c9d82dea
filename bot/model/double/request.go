package double

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Request is one that came in.
type Request struct {
	Number int // counts all of them from 1
	Path   string
	Azure  bool
	Kind   string // the schema's name; "hear" for audio, "embed" for vectors

	System, User string
	Schema       json.RawMessage
	MaxTokens    int // of the answer, by whichever name it came

	File     string // name of the recording
	Audio    []byte
	Language string

	Texts []string // to be made vectors of

	Body []byte // exactly what was posted
}

// chat is every field that may be in a request. One that is not here is refused: Mistral
// does so, too.
type chat struct {
	Model               string    `json:"model"`
	Messages            []message `json:"messages"`
	MaxTokens           int       `json:"max_tokens"`
	MaxCompletionTokens int       `json:"max_completion_tokens"`
	Temperature         *float64  `json:"temperature"`
	Stream              bool      `json:"stream"`
	ReasoningEffort     string    `json:"reasoning_effort"`
	ResponseFormat      struct {
		Type       string `json:"type"`
		JSONSchema struct {
			Name   string          `json:"name"`
			Schema json.RawMessage `json:"schema"`
			Strict bool            `json:"strict"`
		} `json:"json_schema"`
	} `json:"response_format"`
	ChatTemplateKwargs map[string]any `json:"chat_template_kwargs"`
}

type message struct {
	Role    string  `json:"role"`
	Content *string `json:"content"`
}

var (
	schemaName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	reasoning  = regexp.MustCompile(`^(o1|o3|o4|gpt-5|gpt-6)`)
)

// checkChat refuses what a strict service would.
func (s *Server) checkChat(r *http.Request, got *Request) *refusal {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		return bad("the content type is not application/json")
	}
	var c chat
	read := json.NewDecoder(bytes.NewReader(got.Body))
	read.DisallowUnknownFields()
	if err := read.Decode(&c); err != nil {
		return bad("the body: " + err.Error())
	}
	if no := c.checkMessages(got); no != nil {
		return no
	}
	f := c.ResponseFormat
	got.Kind, got.Schema = f.JSONSchema.Name, f.JSONSchema.Schema
	switch {
	case c.Model != s.options.Model:
		return &refusal{404, "no such model: " + c.Model, "model_not_found"}
	case c.Stream:
		return bad("nobody asked for a stream")
	case f.Type != "json_schema" || !f.JSONSchema.Strict:
		return bad("response_format is not a strict json_schema")
	case !schemaName.MatchString(f.JSONSchema.Name):
		return bad("the schema's name is not a name")
	}
	if err := CheckSchema(f.JSONSchema.Schema); err != nil {
		return bad("the schema: " + err.Error())
	}
	return c.checkSampling(got)
}

func (c chat) checkMessages(got *Request) *refusal {
	if len(c.Messages) != 2 || c.Messages[0].Role != "system" || c.Messages[1].Role != "user" {
		return bad("the messages are not one of system and one of user")
	}
	for _, m := range c.Messages {
		if m.Content == nil || *m.Content == "" {
			return bad("a message has no content")
		}
	}
	got.System, got.User = *c.Messages[0].Content, *c.Messages[1].Content
	return nil
}

// checkSampling knows that models that think first take other words for the same thing.
func (c chat) checkSampling(got *Request) *refusal {
	thinks := reasoning.MatchString(c.Model)
	got.MaxTokens = max(c.MaxTokens, c.MaxCompletionTokens)
	switch {
	case got.MaxTokens < 1 || min(c.MaxTokens, c.MaxCompletionTokens) != 0:
		return bad("not one of max_tokens and max_completion_tokens")
	case thinks && c.MaxTokens > 0:
		return bad("max_tokens is not supported by this model, use max_completion_tokens")
	case thinks && c.Temperature != nil:
		return bad("temperature is not supported by this model")
	case !thinks && c.ReasoningEffort != "":
		return bad("this model does not reason")
	case !thinks && (c.Temperature == nil || *c.Temperature > 1e-6):
		return bad("the temperature is not about zero")
	}
	return nil
}

var recordings = []string{".flac", ".mp3", ".mp4", ".mpeg", ".mpga", ".m4a", ".ogg", ".wav", ".webm"}

// checkAudio refuses a recording whose name does not say what it is.
func (s *Server) checkAudio(r *http.Request, got *Request) *refusal {
	kind, details, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return bad("the content type is not multipart/form-data")
	}
	fields := map[string]string{}
	for form := multipart.NewReader(bytes.NewReader(got.Body), details["boundary"]); ; {
		part, err := form.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return bad("the form: " + err.Error())
		}
		data, err := io.ReadAll(part)
		if _, twice := fields[part.FormName()]; err != nil || twice {
			return bad("the form cannot be read, or a part comes twice: " + part.FormName())
		}
		fields[part.FormName()] = string(data)
		if part.FormName() == "file" {
			got.File, got.Audio = part.FileName(), data
		}
	}
	got.Language = fields["language"]
	for name := range fields {
		if !slices.Contains([]string{"file", "model", "language", "response_format"}, name) {
			return bad("unknown field " + name)
		}
	}
	switch {
	case fields["model"] != s.options.Model:
		return &refusal{404, "no such model: " + fields["model"], "model_not_found"}
	case len(got.Audio) == 0 || !slices.Contains(recordings, strings.ToLower(path.Ext(got.File))):
		return bad(fmt.Sprintf("invalid file format %q: supported are %v", path.Ext(got.File), recordings))
	case len(got.Language) != 2:
		return bad("language is not a code of two letters")
	case fields["response_format"] != "json":
		return bad("response_format is not json")
	}
	return nil
}

// checkTexts refuses what the embeddings endpoint does not take.
func (s *Server) checkTexts(_ *http.Request, got *Request) *refusal {
	var e struct {
		Input          []string `json:"input"`
		Model          string   `json:"model"`
		EncodingFormat string   `json:"encoding_format"`
		Dimensions     int      `json:"dimensions"`
	}
	read := json.NewDecoder(bytes.NewReader(got.Body))
	read.DisallowUnknownFields()
	if err := read.Decode(&e); err != nil {
		return bad("the body: " + err.Error())
	}
	got.Texts = e.Input
	switch {
	case e.Model != s.options.Model:
		return &refusal{404, "no such model: " + e.Model, "model_not_found"}
	case len(e.Input) == 0 || slices.Contains(e.Input, ""):
		return bad("input has nothing in it, or an empty text")
	}
	return nil
}
