package redact

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Hide is a copy of v in which every string that is told to a model is redacted. v goes
// through JSON; ids, enumerations and dates, known by their keys, stay as they are.
func Hide[T any](h *Hidden, v T) (T, error) {
	return walked(v, func(s string) (string, error) { return h.Redact(s), nil })
}

// Show is a copy of v with everything put back. It refuses placeholders that were not given.
func Show[T any](h *Hidden, v T) (T, error) { return walked(v, h.Restore) }

// kept are keys, in small letters, under which everything is ours and not anybody's words:
// ids and enumerations, approved passages, the places of the bridge. A field that is new is
// hidden until it stands here.
var kept = map[string]bool{"id": true, "language": true, "phase": true, "kind": true, "number": true, "topics": true, "file": true,
	"sub": true, "from": true, "to": true, "passage": true, "choice": true, "events": true, "intent": true,
	"source": true, "passages": true, "subs": true, "fitswhen": true, "checkedon": true, "failed": true}

func walked[T any](v T, change func(string) (string, error)) (T, error) {
	var out T
	data, err := json.Marshal(v)
	if err != nil {
		return out, fmt.Errorf("walking through a question to the model: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var all any
	if err := dec.Decode(&all); err != nil {
		return out, fmt.Errorf("walking through a question to the model: %w", err)
	}
	if all, err = walk(all, change); err != nil {
		return out, err
	}
	if data, err = json.Marshal(all); err == nil {
		err = json.Unmarshal(data, &out)
	}
	if err != nil {
		return out, fmt.Errorf("walking through a question to the model: %w", err)
	}
	return out, nil
}

func walk(v any, change func(string) (string, error)) (any, error) {
	var err error
	switch v := v.(type) {
	case string:
		return change(v)
	case []any:
		for i := range v {
			if v[i], err = walk(v[i], change); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		for _, key := range sorted(v) {
			if kept[strings.ToLower(key)] {
				continue
			}
			if v[key], err = walk(v[key], change); err != nil {
				return nil, err
			}
		}
	}
	return v, nil
}
