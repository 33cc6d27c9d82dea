package desk

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed words/nl
var wordFiles embed.FS

// words are all texts of the desk by key. A place to fill in is written {name}.
type words map[string]string

// readWords reads the files of words/nl, one a subject. A key stands in one file only.
func readWords() (words, error) {
	all := words{}
	paths, err := fs.Glob(wordFiles, "words/nl/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing the words: %w", err)
	}
	for _, path := range paths {
		raw, err := wordFiles.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading the words: %w", err)
		}
		one := map[string]string{}
		if err := yaml.Unmarshal(raw, &one); err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		for key, text := range one {
			if _, twice := all[key]; twice {
				return nil, fmt.Errorf("reading %s: %s stands in another file too", path, key)
			}
			all[key] = strings.TrimSpace(text)
		}
	}
	return all, nil
}

// text gives a text with its places filled; args are pairs of a name and a value. A key
// that is missing shows itself: a test looks for those.
func (w words) text(key string, args ...any) string {
	text, ok := w[key]
	if !ok {
		return "[" + key + "]"
	}
	for i := 0; i+1 < len(args); i += 2 {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%v}", args[i]), fmt.Sprint(args[i+1]))
	}
	return text
}

// count gives key.one or key.many, with {n} filled.
func (w words) count(key string, n int, args ...any) string {
	args = append([]any{"n", n}, args...)
	if n == 1 {
		return w.text(key+".one", args...)
	}
	return w.text(key+".many", args...)
}
