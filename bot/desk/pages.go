package desk

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
)

//go:embed pages/*.html
var pageFiles embed.FS

// view is what the layout gets. A page's own blocks, title and main, get Data.
type view struct {
	Me     *me
	Page   string // name of the template
	Path   string
	Nav    []navItem
	Notice string
	Data   any
}

// pages are the templates by name: pages/today.html is "today". Each defines "title" and
// "main"; pages/_*.html hold what several share.
type pages struct{ byName map[string]*template.Template }

func readPages(w words, s *static) (*pages, error) {
	funcs := template.FuncMap{"t": w.text, "count": w.count, "static": s.path, "field": newField, "dict": dict}
	shared, err := template.New("layout").Funcs(funcs).ParseFS(pageFiles, "pages/_*.html")
	if err != nil {
		return nil, fmt.Errorf("reading the shared templates: %w", err)
	}
	names, err := fs.Glob(pageFiles, "pages/[a-z]*.html")
	if err != nil {
		return nil, fmt.Errorf("listing the pages: %w", err)
	}
	p := &pages{map[string]*template.Template{}}
	for _, name := range names {
		clone, err := shared.Clone()
		if err == nil {
			clone, err = clone.ParseFS(pageFiles, name)
		}
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		p.byName[strings.TrimSuffix(path.Base(name), ".html")] = clone
	}
	return p, nil
}

// render makes a whole page in memory, so that one that fails halfway is never seen.
func (p *pages) render(name string, v view) ([]byte, error) {
	t, ok := p.byName[name]
	if !ok {
		return nil, fmt.Errorf("rendering %s: there is no such page", name)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", v); err != nil {
		return nil, fmt.Errorf("rendering %s: %w", name, err)
	}
	return b.Bytes(), nil
}

// dict gives a template that is called several values by name.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: a name without a value")
	}
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return m, nil
}
