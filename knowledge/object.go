package knowledge

import (
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"
)

// object is a map in a content file whose keys were checked.
type object struct {
	faults *faults
	line   int
	fields map[string]field
}

// field is the value of a key; faults in the value are told at the key's line.
type field struct {
	line int
	node ast.Node
}

// text is a text from a file with the line to blame. ok is false when there is
// none, which was then told: rules over it have nothing to say.
type text struct {
	value string
	line  int
	ok    bool
}

// object reads a map with these keys: every required one, nothing else, none
// twice. What names the map in faults: "a rung".
func (f *faults) object(n ast.Node, line int, what string, required, optional []string) (object, bool) {
	m, ok := n.(ast.MapNode)
	if !ok {
		f.add(line, "%s must be a map of keys: %s", what, strings.Join(required, ", "))
		return object{}, false
	}
	o := object{faults: f, line: lineOf(n, line), fields: map[string]field{}}
	known := slices.Concat(required, optional)
	for it := m.MapRange(); it.Next(); {
		o.take(it.Key(), it.Value(), what, known)
	}
	for _, key := range required {
		if _, ok := o.fields[key]; !ok {
			f.add(o.line, "%s has no %q: add it", what, key)
		}
	}
	return o, true
}

func (o object) take(key ast.MapKeyNode, value ast.Node, what string, known []string) {
	name, line := key.GetToken().Value, lineOf(key, o.line)
	first, double := o.fields[name]
	switch {
	case !slices.Contains(known, name):
		o.faults.add(line, "unknown key %q in %s: use one of %s", name, what, strings.Join(known, ", "))
	case double:
		o.faults.add(line, "%q stands here and on line %d: keep one", name, first.line)
	default:
		o.fields[name] = field{line, value}
	}
}

// text reads one line of text. A number or yes-or-no in its place is a fault,
// because YAML would change how it is written.
func (o object) text(key string) text {
	fd, ok := o.fields[key]
	if !ok {
		return text{}
	}
	s, ok := fd.node.(*ast.StringNode)
	switch {
	case !ok:
		o.faults.add(fd.line, "%q must be one line of text: write it behind the key, in quotes when it is a number or a yes or no", key)
	case strings.TrimSpace(s.Value) == "":
		o.faults.add(fd.line, "%q is empty: fill it in", key)
	case strings.TrimSpace(s.Value) != s.Value || strings.ContainsFunc(s.Value, unicode.IsControl):
		o.faults.add(fd.line, "%q has line ends or spaces around it: write it on one line", key)
	default:
		return text{s.Value, fd.line, true}
	}
	return text{}
}

// flag reads true or false; a missing key is false.
func (o object) flag(key string) bool {
	fd, ok := o.fields[key]
	if !ok {
		return false
	}
	b, ok := fd.node.(*ast.BoolNode)
	if !ok {
		o.faults.add(fd.line, "%q must be true or false", key)
		return false
	}
	return b.Value
}

// list reads a list with a number of items; the line is that of the key.
func (o object) list(key string, least, most int) (items []ast.Node, line int) {
	fd, ok := o.fields[key]
	if !ok {
		return nil, o.line
	}
	s, ok := fd.node.(*ast.SequenceNode)
	if !ok {
		o.faults.add(fd.line, "%q must be a list: begin every item with a dash", key)
		return nil, fd.line
	}
	if n := len(s.Values); n < least || n > most {
		o.faults.add(fd.line, "%q has %d items: make it %d to %d", key, n, least, most)
	}
	return s.Values, fd.line
}
