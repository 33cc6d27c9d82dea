package content

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// block is a heading, a paragraph, a list or a note of the author, in reading order.
type block struct {
	level int    // 1 to 6 for a heading, else 0
	text  string // plain
	items []string
	note  string // "kort" or "vraag", for a note
	line  int
}

// The notes that an author writes as a quote under a heading.
const (
	noteShort    = "kort"
	noteQuestion = "vraag"
)

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))

// blocks reads Markdown. dropped names what has no plain words: pictures, code, raw HTML.
func blocks(body string) (all []block, dropped []string) {
	r := blockReader{source: []byte(body)}
	for n := markdown.Parser().Parse(text.NewReader(r.source)).FirstChild(); n != nil; n = n.NextSibling() {
		r.read(n)
	}
	return r.found, r.dropped
}

type blockReader struct {
	source  []byte
	found   []block
	dropped []string
}

func (r *blockReader) read(n ast.Node) {
	line := r.lineOf(n)
	switch n := n.(type) {
	case *ast.Heading:
		r.add(block{level: n.Level, text: r.plain(n), line: line})
	case *ast.Paragraph, *ast.TextBlock:
		r.add(block{text: r.plain(n), line: line})
	case *ast.List:
		items := r.items(n)
		r.add(block{text: r.listed(n, items), items: ordered(n, items), line: line})
	case *ast.Blockquote:
		r.quote(n)
	case *east.Table:
		r.add(block{text: r.table(n), line: line})
	case *ast.ThematicBreak:
	case *ast.HTMLBlock:
		r.drop("HTML", line)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		r.drop("a block of code", line)
	default:
		r.drop(n.Kind().String(), line)
	}
}

func (r *blockReader) add(b block) {
	if b.text = strings.TrimSpace(b.text); b.text != "" {
		r.found = append(r.found, b)
	}
}

func (r *blockReader) drop(what string, line int) {
	r.dropped = append(r.dropped, fmt.Sprintf("line %d: %s", line, what))
}

// quote holds the author's notes, a line each; other quotes are text.
func (r *blockReader) quote(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		line := r.lineOf(c)
		for _, l := range strings.Split(r.plain(c), "\n") {
			name, rest, ok := strings.Cut(l, ":")
			name = strings.ToLower(strings.TrimSpace(name))
			if ok && (name == noteShort || name == noteQuestion) {
				r.add(block{note: name, text: rest, line: line})
			} else if last := len(r.found) - 1; last >= 0 && r.found[last].note == noteShort && r.found[last].line >= line-1 {
				r.found[last].text += " " + strings.TrimSpace(l) // a short form over several lines
			} else {
				r.add(block{text: l, line: line})
			}
			line++
		}
	}
}

func (r *blockReader) items(n *ast.List) []string {
	var all []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		var parts []string
		for b := c.FirstChild(); b != nil; b = b.NextSibling() {
			if inner, ok := b.(*ast.List); ok {
				parts = append(parts, r.items(inner)...)
				continue
			}
			parts = append(parts, strings.ReplaceAll(r.plain(b), "\n", " "))
		}
		if item := strings.TrimSpace(strings.Join(parts, "; ")); item != "" {
			all = append(all, item)
		}
	}
	return all
}

func (r *blockReader) listed(n *ast.List, items []string) string {
	lines := make([]string, len(items))
	for i, item := range items {
		lines[i] = "- " + item
		if n.IsOrdered() {
			lines[i] = fmt.Sprintf("%d. %s", n.Start+i, item)
		}
	}
	return strings.Join(lines, "\n")
}

func ordered(n *ast.List, items []string) []string {
	if !n.IsOrdered() {
		return nil
	}
	return items
}

// table is a line a row, with the column's head before each value: read aloud it still makes sense.
func (r *blockReader) table(n ast.Node) string {
	var heads, lines []string
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, r.plain(c))
		}
		if row.Kind() == east.KindTableHeader {
			heads = cells
			continue
		}
		for i := range cells {
			if i < len(heads) && heads[i] != "" && cells[i] != "" {
				cells[i] = heads[i] + ": " + cells[i]
			}
		}
		lines = append(lines, "- "+strings.Join(cells, "; "))
	}
	return strings.Join(lines, "\n")
}

// plain is the words of a block, without marks; soft breaks stay line breaks.
func (r *blockReader) plain(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(c ast.Node, in bool) (ast.WalkStatus, error) { // the function gives no error
		if !in {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Segment.Value(r.source))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.URL(r.source))
		case *ast.Image:
			r.drop("a picture", r.lineOf(n))
			return ast.WalkSkipChildren, nil
		case *ast.RawHTML:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// lineOf is where a node begins, from 1; a node without lines of its own begins where its first child does.
func (r *blockReader) lineOf(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return 1 + bytes.Count(r.source[:n.Lines().At(0).Start], []byte{'\n'})
		}
	}
	return 1
}
