package double

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
)

// Fits says in what an answer is not as its schema wants it: what a strict service would
// never say, but a careless server does.
func Fits(raw json.RawMessage, text string) error {
	s, err := parse(raw)
	if err != nil {
		return err
	}
	var value any
	if err := json.NewDecoder(bytes.NewReader([]byte(text))).Decode(&value); err != nil {
		return err
	}
	return s.fits("", value)
}

func (s schema) fits(at string, value any) error {
	if len(s.AnyOf) > 0 {
		if slices.ContainsFunc(s.AnyOf, func(one schema) bool { return one.fits(at, value) == nil }) {
			return nil
		}
		return fmt.Errorf("%s: fits none of anyOf", at)
	}
	if len(s.Enum) > 0 && !slices.ContainsFunc(s.Enum, func(e any) bool { return reflect.DeepEqual(e, value) }) {
		return fmt.Errorf("%s: %v is none of the values", at, value)
	}
	kind := kindOf(value)
	if !slices.Contains(s.Type, kind) && !(kind == "integer" && slices.Contains(s.Type, "number")) {
		return fmt.Errorf("%s: %s where %v is wanted", at, kind, s.Type)
	}
	switch v := value.(type) {
	case []any:
		for i, one := range v {
			if err := s.Items.fits(fmt.Sprintf("%s[%d]", at, i), one); err != nil {
				return err
			}
		}
	case map[string]any:
		return s.fitsObject(at, v)
	}
	return nil
}

func (s schema) fitsObject(at string, v map[string]any) error {
	for name := range v {
		if _, ok := s.Properties[name]; !ok {
			return fmt.Errorf("%s: no property %s is allowed", at, name)
		}
	}
	for name, p := range s.Properties {
		one, ok := v[name]
		if !ok {
			return fmt.Errorf("%s: property %s is missing", at, name)
		}
		if err := p.fits(at+"."+name, one); err != nil {
			return err
		}
	}
	return nil
}

func kindOf(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case float64:
		if v == math.Trunc(v) {
			return "integer"
		}
		return "number"
	case []any:
		return "array"
	}
	return "object"
}
