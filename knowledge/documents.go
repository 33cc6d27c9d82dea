package knowledge

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"stapmaat/knowledge/content"
)

//go:embed starter/library/*.md
var starterLibrary embed.FS

// Documents reads the library that ships with the program: all our own words, and no
// professional has reviewed it. An organisation approves its own copy.
func Documents() ([]content.Document, error) {
	return readDocuments(starterLibrary, "starter/library")
}

// readDocuments reads a folder, every fault of every file at once.
func readDocuments(files fs.FS, dir string) (all []content.Document, faults error) {
	names, err := fs.Glob(files, path.Join(dir, "*.md"))
	if err != nil {
		return nil, fmt.Errorf("listing documents: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading document: %w", err)
		}
		d, err := content.Parse(strings.TrimSuffix(path.Base(name), ".md"), data)
		if err != nil {
			faults = errors.Join(faults, fmt.Errorf("%s: %w", name, err))
		}
		all = append(all, d)
	}
	return all, faults
}
