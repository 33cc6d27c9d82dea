package double

import (
	"encoding/json"
	"slices"
)

// Fill makes an answer that fits a schema: the first value of an enum, nothing in lists, 0,
// false. free says what stands in each text without an enum, and then every list gets one
// thing; nil leaves texts and lists empty. It is given the property's name.
func Fill(raw json.RawMessage, free func(name string) string) string {
	s, err := parse(raw)
	if err != nil {
		return "{}"
	}
	return string(mustJSON(s.fill("", free)))
}

func (s schema) fill(name string, free func(string) string) any {
	switch {
	case len(s.AnyOf) > 0:
		return s.AnyOf[0].fill(name, free)
	case len(s.Enum) > 0:
		return s.Enum[0]
	case slices.Contains(s.Type, "null") && free == nil:
		return nil
	}
	switch s.Type[0] {
	case "string":
		if free != nil {
			return free(name)
		}
		return ""
	case "integer", "number":
		return 0
	case "boolean":
		return false
	case "null":
		return nil
	case "array":
		if free != nil {
			return []any{s.Items.fill(name, free)}
		}
		return []any{}
	}
	object := map[string]any{}
	for each, p := range s.Properties {
		object[each] = p.fill(each, free)
	}
	return object
}
