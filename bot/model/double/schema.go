package double

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Limits of strict schemas: the smaller of OpenAI's and Azure's.
const (
	mostProperties = 100
	mostDepth      = 5
	mostEnum       = 500
)

// schema is a strict JSON schema. Only words that every service knows are in it; a
// schema with another one (minLength, maxItems, pattern, …) is refused here, as Azure does.
type schema struct {
	Type        kinds             `json:"type"`
	Description string            `json:"description"`
	Properties  map[string]schema `json:"properties"`
	Required    []string          `json:"required"`
	Additional  *bool             `json:"additionalProperties"`
	Items       *schema           `json:"items"`
	Enum        []any             `json:"enum"`
	AnyOf       []schema          `json:"anyOf"`
}

// kinds is one type or several.
type kinds []string

// UnmarshalJSON takes "string" and ["string", "null"].
func (k *kinds) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '[' {
		return json.Unmarshal(data, (*[]string)(k))
	}
	var one string
	err := json.Unmarshal(data, &one)
	*k = kinds{one}
	return err
}

func parse(raw json.RawMessage) (schema, error) {
	var s schema
	read := json.NewDecoder(bytes.NewReader(raw))
	read.DisallowUnknownFields()
	if err := read.Decode(&s); err != nil {
		return s, err
	}
	if _, err := read.Token(); err != io.EOF {
		return s, errors.New("something stands behind it")
	}
	return s, nil
}

// CheckSchema says what of a schema a strict service would refuse: every object names all
// its properties as required and allows no other, the root is an object, and only words
// that all services know are used.
func CheckSchema(raw json.RawMessage) error {
	s, err := parse(raw)
	if err != nil {
		return err
	}
	if !slices.Equal(s.Type, kinds{"object"}) {
		return errors.New("the root is not an object")
	}
	n := 0
	if err := s.check("", 0, &n); err != nil {
		return err
	}
	if n > mostProperties {
		return fmt.Errorf("%d properties, more than %d", n, mostProperties)
	}
	return nil
}

func (s schema) check(at string, depth int, n *int) error {
	if depth > mostDepth {
		return fmt.Errorf("%s: more than %d levels", at, mostDepth)
	}
	if len(s.Enum) > mostEnum {
		return fmt.Errorf("%s: more than %d values", at, mostEnum)
	}
	if s.Enum != nil && len(s.Enum) == 0 {
		return fmt.Errorf("%s: enum is empty", at)
	}
	if len(s.AnyOf) > 0 {
		for _, one := range s.AnyOf {
			if err := one.check(at+"|", depth, n); err != nil {
				return err
			}
		}
		return nil
	}
	if len(s.Type) == 0 {
		return fmt.Errorf("%s: no type", at)
	}
	for _, kind := range s.Type {
		if err := s.checkKind(kind, at, depth, n); err != nil {
			return err
		}
	}
	return nil
}

func (s schema) checkKind(kind, at string, depth int, n *int) error {
	switch kind {
	case "string", "integer", "number", "boolean", "null":
		return nil
	case "array":
		if s.Items == nil {
			return fmt.Errorf("%s: array without items", at)
		}
		return s.Items.check(at+"[]", depth+1, n)
	case "object":
	default:
		return fmt.Errorf("%s: unknown type %s", at, kind)
	}
	if s.Additional == nil || *s.Additional {
		return fmt.Errorf("%s: additionalProperties must be false", at)
	}
	names := slices.Sorted(maps.Keys(s.Properties))
	if !slices.Equal(names, slices.Sorted(slices.Values(s.Required))) {
		return fmt.Errorf("%s: required must hold every property once", at)
	}
	for _, name := range names {
		*n++
		if err := s.Properties[name].check(at+"."+name, depth+1, n); err != nil {
			return err
		}
	}
	return nil
}
