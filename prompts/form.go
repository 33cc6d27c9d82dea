package prompts

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// form is a JSON schema in the strict subset, as far as it says what an answer must look like.
type form struct {
	Type       string          `json:"type"`
	Properties map[string]form `json:"properties"`
	Required   []string        `json:"required"`
	More       *bool           `json:"additionalProperties"`
	Items      *form           `json:"items"`
	Enum       []string        `json:"enum"`
}

// formOf reads a schema that stands in this package.
func formOf(schema json.RawMessage) form {
	var f form
	if err := json.Unmarshal(schema, &f); err != nil {
		panic(fmt.Sprintf("a schema of ours is no JSON: %v", err))
	}
	return f
}

// maxAnswer is far beyond the longest answer that was ever asked for, in bytes.
const maxAnswer = 16 << 10

// read takes an answer apart. It must be one JSON value of the form and nothing else: each
// key once, none missing, none more, nothing null.
func (f form) read(text string, into any) error {
	if len(text) > maxAnswer {
		return fmt.Errorf("%d bytes, at most %d", len(text), maxAnswer)
	}
	if !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError) {
		return errors.New("broken characters")
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	if err := f.check(dec, "answer"); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something stands after the answer")
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return errors.New("a number out of range")
	}
	return nil
}

func (f form) check(dec *json.Decoder, at string) error {
	token, err := dec.Token()
	if err != nil {
		return fmt.Errorf("%s: cut, or no JSON", at)
	}
	switch v := token.(type) {
	case json.Delim:
		switch {
		case v == '{' && f.Type == "object":
			return f.object(dec, at)
		case v == '[' && f.Type == "array":
			return f.array(dec, at)
		}
	case string:
		if f.Type == "string" {
			return f.word(v, at)
		}
	case json.Number:
		if _, err := v.Int64(); f.Type == "integer" && err == nil {
			return nil
		}
	case bool:
		if f.Type == "boolean" {
			return nil
		}
	}
	return fmt.Errorf("%s: no %s", at, f.Type)
}

func (f form) word(v, at string) error {
	if f.Enum != nil && !slices.Contains(f.Enum, v) {
		return fmt.Errorf("%s: none of the words to choose from", at)
	}
	if strings.ContainsRune(v, utf8.RuneError) {
		return fmt.Errorf("%s: broken characters", at) // half a surrogate, written as an escape
	}
	return nil
}

func (f form) array(dec *json.Decoder, at string) error {
	for i := 0; dec.More(); i++ {
		if err := f.Items.check(dec, fmt.Sprintf("%s[%d]", at, i)); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return fmt.Errorf("%s: cut, or no JSON", at)
	}
	return nil
}

func (f form) object(dec *json.Decoder, at string) error {
	met := map[string]bool{}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return fmt.Errorf("%s: cut, or no JSON", at)
		}
		key, _ := token.(string)
		property, known := f.Properties[key]
		if !known {
			return fmt.Errorf("%s: a field that was not asked for", at)
		}
		if met[key] {
			return fmt.Errorf("%s.%s: stands there twice", at, key)
		}
		met[key] = true
		if err := property.check(dec, at+"."+key); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return fmt.Errorf("%s: cut, or no JSON", at)
	}
	for _, key := range f.Required {
		if !met[key] {
			return fmt.Errorf("%s.%s: is missing", at, key)
		}
	}
	return nil
}
