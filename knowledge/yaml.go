package knowledge

import (
	"errors"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxFile is the size, in bytes, above which a content file is not looked at.
// The largest bridge we ship is a quarter of it, and no file of this size takes
// longer than a second or two to refuse.
const maxFile = 64 << 10

// refused are the parts of YAML that content files do without. They hide things
// from whoever reads the file (anchors), or give no better file (flow style,
// which the parser also reads in quadratic time when it is nested).
var refused = map[token.Type]string{
	token.DocumentEndType:   "a document end (...)",
	token.MappingKeyType:    "a complex key (?)",
	token.MergeKeyType:      "a merge key (<<)",
	token.SequenceStartType: "a list in brackets",
	token.MappingStartType:  "a map in braces",
	token.AnchorType:        "an anchor (&)",
	token.AliasType:         "an alias (*)",
	token.TagType:           "a tag (!)",
	token.DirectiveType:     "a directive (%)",
}

// parseYAML reads the one map that a content file is. False means that there is
// nothing to go on with; why is then among the faults.
func parseYAML(f *faults, data []byte) (ast.Node, bool) {
	switch {
	case len(data) > maxFile:
		f.add(1, "the file is larger than %d bytes: make it smaller", maxFile)
		return nil, false
	case !utf8.Valid(data):
		f.add(1, "the file is not UTF-8: save it as UTF-8")
		return nil, false
	}
	tokens := lexer.Tokenize(string(data))
	if !plainTokens(f, tokens) {
		return nil, false
	}
	// Double keys are for object to tell, together with the other faults.
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		f.add(syntaxFault(err))
		return nil, false
	}
	return onlyDocument(f, file)
}

// plainTokens refuses what content files do without, each at its line.
func plainTokens(f *faults, tokens token.Tokens) bool {
	before, dash := len(f.found), 0
	for _, t := range tokens {
		line := t.Position.Line
		if t.Type == token.SequenceEntryType {
			if line == dash {
				f.add(line, "a list in a list is not read here: keep one dash a line")
				return false
			}
			dash = line
		}
		if name, bad := refused[t.Type]; bad {
			f.add(line, "%s is not read here: write it out, one key a line; quote a text that begins with such a mark", name)
		}
	}
	return len(f.found) == before
}

// syntaxFault is what the parser says: its line, and its words without the excerpt.
func syntaxFault(err error) (line int, format string, what any) {
	var e yaml.Error
	if errors.As(err, &e) && e.GetToken() != nil {
		return e.GetToken().Position.Line, "not YAML: %s", e.GetMessage()
	}
	return 1, "not YAML: %s", err
}

func onlyDocument(f *faults, file *ast.File) (ast.Node, bool) {
	var body ast.Node
	for _, d := range file.Docs {
		switch {
		case d.Body == nil:
		case body != nil:
			f.add(lineOf(d.Body, 1), "a second document: keep one in a file")
			return nil, false
		default:
			body = d.Body
		}
	}
	if body == nil {
		f.add(1, "the file is empty")
	}
	return body, body != nil
}

// lineOf is where a node begins; a map begins at its first key.
func lineOf(n ast.Node, otherwise int) int {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	if n == nil || n.GetToken() == nil {
		return otherwise
	}
	return n.GetToken().Position.Line
}
