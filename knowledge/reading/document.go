package reading

import (
	"context"
	"path"
	"regexp"
	"strings"

	"stapmaat/knowledge/content"
)

// Document reads a file of any kind as a document; a refusal is a *Fault, a head that
// can't be read is content.ErrHead. Without a head of its own its title is its first
// heading, or its name.
func Document(ctx context.Context, name string, data []byte) (content.Document, error) {
	text, err := Read(ctx, name, data)
	if err != nil {
		return content.Document{}, err
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	d, err := content.Parse(content.KeyOf(base), []byte(text))
	if err == nil && d.Title == "" {
		d.Title = titleOf(text, base)
	}
	return d, err
}

var firstHeading = regexp.MustCompile(`(?m)^#{1,6} +(.+)$`)

func titleOf(text, base string) string {
	if m := firstHeading.FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(strings.TrimRight(m[1], "# "))
	}
	return base
}
