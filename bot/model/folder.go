package model

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"time"
)

// FolderPatience is how long a person or a program that plays the model may take.
const FolderPatience = 10 * time.Minute

// folderLook is how often an answer is looked for.
const folderLook = 25 * time.Millisecond

// Folder is a model played by a person or a program: a question is a file N.json, its
// answer is awaited as N.answer.json. An answer is the JSON object that the question's
// schema asks for, or {"refusal": "why"}. What nobody answered in time is called
// N.late.json. Several programs can use one folder at the same time. It keeps all of its
// files: they hold what people typed (redacted), so the folder is the owner's alone.
type Folder struct{ dir string }

var (
	_ Model  = (*Folder)(nil)
	_ Hearer = (*Folder)(nil)
)

// NewFolder uses a folder that is there.
func NewFolder(dir string) (*Folder, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("the folder for questions to the model, %s, is not there", dir)
	case err != nil:
		return nil, fmt.Errorf("looking for the folder for questions to the model: %w", err)
	case !info.IsDir():
		return nil, fmt.Errorf("%s is no folder for questions to the model", dir)
	}
	return &Folder{dir}, nil
}

// Patience is how long calls may take; see [Deadline].
func (f *Folder) Patience() time.Duration { return FolderPatience }

// question is what stands in N.json.
type question struct {
	Number    int             `json:"number"`
	Kind      string          `json:"kind"` // name of the prompt, or hear
	System    string          `json:"system,omitempty"`
	User      string          `json:"user,omitempty"`
	Recording string          `json:"recording,omitempty"` // name of the file beside it
	Language  string          `json:"language,omitempty"`
	MaxTokens int             `json:"max_tokens,omitempty"`
	Schema    json.RawMessage `json:"schema"`
	Answer    string          `json:"answer_in"` // name of the file that is awaited
	Until     time.Time       `json:"until"`
}

// Ask is [Model.Ask].
func (f *Folder) Ask(ctx context.Context, a Ask) (Answer, error) {
	within, cancel := context.WithTimeout(ctx, FolderPatience)
	defer cancel()
	text, err := f.play(within, question{Kind: a.SchemaName, System: a.System, User: a.User, Schema: a.Schema, MaxTokens: a.MaxTokens}, nil)
	if err != nil {
		return Answer{}, fmt.Errorf("asking for %s in a folder: %w", a.SchemaName, err)
	}
	return Answer{Text: text, Model: "folder", TokensIn: told(0, len(a.System)+len(a.User)+len(a.Schema)), TokensOut: told(0, len(text))}, nil
}

// heardSchema is what is awaited for a recording.
const heardSchema = `{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}`

// Hear is [Hearer.Hear]: the recording lies beside the question while it is open.
func (f *Folder) Hear(ctx context.Context, audio io.Reader, name, language string) (string, error) {
	recording, err := readAudio(audio, name)
	if err != nil {
		return "", err
	}
	within, cancel := context.WithTimeout(ctx, FolderPatience)
	defer cancel()
	text, err := f.play(within, question{Kind: "hear", Recording: path.Ext(name), Language: language, Schema: json.RawMessage(heardSchema)}, recording)
	if err != nil {
		return "", fmt.Errorf("hearing a recording in a folder: %w", err)
	}
	var said struct {
		Text string `json:"text"`
	}
	if err := json.Unmarshal([]byte(text), &said); err != nil {
		return "", fmt.Errorf("hearing a recording in a folder: %w: no text in the answer", ErrNonsense)
	}
	return heard(said.Text)
}

// play puts a question and waits for its answer.
func (f *Folder) play(ctx context.Context, q question, recording []byte) (string, error) {
	n, err := f.number()
	if err != nil {
		return "", err
	}
	defer f.free(n)
	q.Number, q.Answer = n, fmt.Sprintf("%d.answer.json", n)
	q.Until, _ = ctx.Deadline()
	if recording != nil {
		q.Recording = strconv.Itoa(n) + q.Recording
		if err := f.put(q.Recording, recording); err != nil {
			return "", err
		}
		defer os.Remove(filepath.Join(f.dir, q.Recording)) // a voice is kept nowhere
	}
	var text bytes.Buffer
	write := json.NewEncoder(&text)
	write.SetEscapeHTML(false)
	write.SetIndent("", "  ")
	if err := write.Encode(q); err != nil {
		return "", fmt.Errorf("writing question %d: %w", n, err)
	}
	asked := fmt.Sprintf("%d.json", n)
	if err := f.put(asked, text.Bytes()); err != nil {
		return "", err
	}
	answer, err := f.await(ctx, q.Answer)
	if errors.Is(err, context.Canceled) || errors.Is(err, ErrLate) {
		_ = os.Rename(filepath.Join(f.dir, asked), filepath.Join(f.dir, fmt.Sprintf("%d.late.json", n))) // only tells players that it is over
	}
	return answer, err
}

// await looks for an answer until it is whole. Who writes without renaming is read half
// sometimes: what is no JSON is looked at again, until it has not changed for a second.
func (f *Folder) await(ctx context.Context, name string) (string, error) {
	look := time.NewTicker(folderLook)
	defer look.Stop()
	var before *string
	var since time.Time
	for {
		text, there, err := f.readAnswer(name)
		switch {
		case err != nil:
			return "", err
		case !there:
		case json.Valid([]byte(text)), before != nil && text == *before && time.Since(since) > time.Second:
			return played(text)
		case before == nil || text != *before:
			before, since = &text, time.Now()
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return "", fmt.Errorf("waiting for %s: %w", name, ErrLate)
			}
			return "", fmt.Errorf("waiting for %s: %w", name, ctx.Err())
		}
	}
}

// readAnswer reads no more than an answer can hold.
func (f *Folder) readAnswer(name string) (text string, there bool, err error) {
	file, err := os.Open(filepath.Join(f.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(f.dir); err != nil {
			return "", false, fmt.Errorf("%w: the folder is gone", ErrDown)
		}
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("%w: %s cannot be opened", ErrDown, name)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, MaxText+1))
	if err != nil {
		return "", false, fmt.Errorf("%w: %s cannot be read", ErrDown, name)
	}
	return string(data), true, nil
}

// played is an answer, or a refusal that was played.
func played(text string) (string, error) {
	var only map[string]string
	if json.Unmarshal([]byte(text), &only) == nil && len(only) == 1 && only["refusal"] != "" {
		return "", fmt.Errorf("%w: it says so", ErrRefused)
	}
	return text, fits(text)
}
