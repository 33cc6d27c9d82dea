package model

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sashabaranov/go-openai"
)

// Bounds of hearing.
const (
	MaxAudio    = 20 << 20 // bytes, as much as Telegram gives a bot
	MaxHeard    = 16 << 10 // bytes of text; more is no voice message
	LongestHear = 2 * time.Minute
)

// ErrNoExtension is a recording whose name does not tell what it is: endpoints go by it.
var ErrNoExtension = errors.New("the recording's name has no extension")

// Ears are a model behind HTTP that writes down speech. They are safe for concurrent use.
type Ears struct {
	settings Settings
	write    func(context.Context, openai.AudioRequest) (openai.AudioResponse, error)
	patience patience
	breaker  Breaker
}

var _ Hearer = (*Ears)(nil)

// NewEars makes them; no request is made yet.
func NewEars(s Settings) (*Ears, error) {
	if err := s.check("ears"); err != nil {
		return nil, err
	}
	return &Ears{settings: s.keyless(), write: s.client().CreateTranscription, patience: s.patience()}, nil
}

// Open tells whether recordings are turned away because the endpoint failed just now.
func (e *Ears) Open() bool { return e.breaker.Open() }

// Hear is [Hearer.Hear]. The recording is kept in memory while it is sent, and nowhere else.
func (e *Ears) Hear(ctx context.Context, audio io.Reader, name, language string) (string, error) {
	recording, err := readAudio(audio, name)
	if err != nil {
		return "", err
	}
	within, cancel := context.WithTimeout(ctx, LongestHear)
	defer cancel()
	text, err := through(&e.breaker, func() (string, error) {
		return patiently(within, e.patience, func(ctx context.Context) (string, error) {
			return e.once(ctx, openai.AudioRequest{Model: e.settings.Name, FilePath: "voice" + extension(name), Reader: bytes.NewReader(recording),
				Language: language, Format: openai.AudioResponseFormatJSON})
		})
	})
	if err != nil {
		return "", fmt.Errorf("hearing a recording: %w", err)
	}
	return text, nil
}

func (e *Ears) once(ctx context.Context, r openai.AudioRequest) (string, error) {
	response, err := e.write(ctx, r)
	if err != nil {
		return "", troubleOf(ctx, err, response.Header())
	}
	return heard(response.Text)
}

// extension is by what endpoints tell recordings apart. Telegram's voice messages are called
// .oga, which some endpoints do not take; it is the same as .ogg.
func extension(name string) string {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".oga", ".opus":
		return ".ogg"
	default:
		return ext
	}
}

// readAudio reads a recording that is not too large.
func readAudio(audio io.Reader, name string) ([]byte, error) {
	if len(path.Ext(name)) < 2 {
		return nil, fmt.Errorf("%w: %w", ErrNonsense, ErrNoExtension)
	}
	recording, err := io.ReadAll(io.LimitReader(audio, MaxAudio+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading a recording: %w", err)
	case len(recording) == 0:
		return nil, &trouble{kind: ErrNonsense, what: "the recording is empty"}
	case len(recording) > MaxAudio:
		return nil, &trouble{kind: ErrNonsense, what: "the recording is too large"}
	}
	return recording, nil
}

// heard is what was said, as far as it can be that. One who calls for help ten times on end
// is heard: here a text that goes in circles is no fault.
func heard(text string) (string, error) {
	text = strings.TrimSpace(text)
	var err error
	switch {
	case text == "":
		err = errEmpty
	case len(text) > MaxHeard:
		err = errLong
	case !utf8.ValidString(text):
		err = errors.New("it is no text")
	}
	if err != nil {
		return "", &trouble{kind: ErrNonsense, what: err.Error()}
	}
	return text, nil
}
