package reading

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// around is what a page has around its text.
var around = []atom.Atom{atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Embed, atom.Svg, atom.Nav, atom.Header,
	atom.Footer, atom.Aside, atom.Form, atom.Button, atom.Head, atom.Img, atom.Video, atom.Audio}

// maxDepth is deeper than any page for people; the converter calls itself once a level.
const maxDepth = 256

// page reads HTML: only the text of its main part, never what it runs.
func page(_ context.Context, data []byte) (string, error) {
	if len(data) > 2*maxText {
		return "", refuse("too_big", nil)
	}
	if _, err := plain(context.Background(), data); err != nil {
		return "", err
	}
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return "", refuse("broken", err)
	}
	if main := find(doc, func(n *html.Node) bool { return n.DataAtom == atom.Main || n.DataAtom == atom.Article }); main != nil {
		doc = main
	}
	if !strip(doc, 0) {
		return "", refuse("broken", errors.New("elements nested too deep"))
	}
	c := converter.NewConverter(converter.WithPlugins(base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(), table.NewTablePlugin()))
	text, err := c.ConvertNode(doc)
	if err != nil {
		return "", refuse("broken", err)
	}
	return string(text), nil
}

func find(n *html.Node, wanted func(*html.Node) bool) *html.Node {
	for d := range n.Descendants() {
		if wanted(d) {
			return d
		}
	}
	return nil
}

// strip takes away what is around the text; false when the page is nested too deep.
func strip(n *html.Node, depth int) bool {
	if depth > maxDepth {
		return false
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.CommentNode || c.Type == html.ElementNode && slices.Contains(around, c.DataAtom) {
			n.RemoveChild(c)
		} else if !strip(c, depth+1) {
			return false
		}
		c = next
	}
	return true
}
