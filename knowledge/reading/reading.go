// Package reading turns files that people have into Markdown: Markdown itself, text,
// HTML, DOCX and PDF. What can't be read is refused with a sentence that says what to
// do; nothing of such a file is kept.
package reading

import (
	"bytes"
	"context"
	"errors"
	"path"
	"strings"
	"unicode/utf8"
)

// MaxFile is the largest file, in bytes, that is looked at.
const MaxFile = 50 << 20

// maxText bounds the Markdown that comes out of any file: what is longer is no text for people.
const maxText = 4 << 20

// Fault says why a file was refused. Key names the sentence that people read.
type Fault struct {
	Key string // "too_big", "unknown", "broken", "locked", "scanned", "empty", "bomb", "script", "no_tool", "slow"
	Err error  // what was found, for the log; may be nil
}

func (f *Fault) Error() string {
	if f.Err == nil {
		return "file refused: " + f.Key
	}
	return "file refused: " + f.Key + ": " + f.Err.Error()
}

func (f *Fault) Unwrap() error { return f.Err }

func refuse(key string, err error) error { return &Fault{Key: key, Err: err} }

// Reason is the key of a refusal, "" when err is none.
func Reason(err error) string {
	var f *Fault
	if errors.As(err, &f) {
		return f.Key
	}
	return ""
}

// readers by the ending of a file's name. The content decides: a file that is not what it says is refused.
var readers = map[string]func(context.Context, []byte) (string, error){
	".md": plain, ".markdown": plain, ".txt": plain,
	".html": page, ".htm": page,
	".docx": docx,
	".pdf":  pdf,
}

// Read gives the Markdown of a file; a refusal is a *Fault. The name says only what kind it is.
func Read(ctx context.Context, name string, data []byte) (string, error) {
	if len(data) > MaxFile {
		return "", refuse("too_big", nil)
	}
	read, ok := readers[strings.ToLower(path.Ext(name))]
	if !ok {
		return "", refuse("unknown", nil)
	}
	text, err := read(ctx, data)
	if err != nil {
		return "", err
	}
	text = tidy(text)
	switch {
	case text == "":
		return "", refuse("empty", nil)
	case len(text) > maxText:
		return "", refuse("too_big", nil)
	}
	return text, nil
}

// plain is text already. A binary file under such a name, or a script, is not.
func plain(_ context.Context, data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch {
	case bytes.HasPrefix(data, []byte("#!")), bytes.HasPrefix(data, []byte("<?php")):
		return "", refuse("script", nil)
	case !utf8.Valid(data), bytes.IndexByte(data, 0) >= 0:
		return "", refuse("broken", errors.New("not UTF-8 text"))
	}
	return string(data), nil
}

// tidy takes away what can't be seen, and empty lines beyond one.
func tidy(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\u00a0", " ", "\u00ad", "", "\u200b", "", "\ufeff", "").Replace(text)
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " \t")
		if line == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, line)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
