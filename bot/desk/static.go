package desk

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed static
var staticFiles embed.FS

// static are the files that every page needs. The hash of what a file holds is in its
// address, so browsers keep it for ever and a new one is fetched at once.
type static struct {
	paths map[string]string // file name to address
	files map[string][]byte // address to content
}

func readStatic() (*static, error) {
	s := &static{map[string]string{}, map[string][]byte{}}
	names, err := fs.Glob(staticFiles, "static/*")
	if err != nil {
		return nil, fmt.Errorf("listing the files of the desk: %w", err)
	}
	for _, name := range names {
		content, err := staticFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading the files of the desk: %w", err)
		}
		sum := sha256.Sum256(content)
		base := path.Base(name)
		stem, ext, _ := strings.Cut(base, ".")
		address := "/static/" + stem + "." + hex.EncodeToString(sum[:6]) + "." + ext
		s.paths[base], s.files[address] = address, content
	}
	return s, nil
}

// path is the address of a file, for templates.
func (s *static) path(name string) (string, error) {
	address, ok := s.paths[name]
	if !ok {
		return "", fmt.Errorf("there is no file %s", name)
	}
	return address, nil
}

func (s *static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	content, ok := s.files[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, path.Base(r.URL.Path), time.Time{}, bytes.NewReader(content))
}
