package prompts

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/goccy/go-yaml"
)

// Unreviewed lists what no professional has looked at yet: files whose
// reviewed_by says "nobody yet", and numbers whose source nobody has really read.
func Unreviewed(language string) (texts []string, numbers []Number, err error) {
	names, err := fs.Glob(files, language+"/*.yaml")
	if err != nil {
		return nil, nil, fmt.Errorf("listing texts: %w", err)
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, nil, fmt.Errorf("reading %s: %w", name, err)
		}
		var f file
		if err := yaml.Unmarshal(data, &f); err != nil {
			return nil, nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if strings.HasPrefix(f.ReviewedBy, "nobody") {
			texts = append(texts, path.Base(name))
		}
		for _, n := range f.Numbers {
			if n.CheckedOn == "unchecked" {
				numbers = append(numbers, n)
			}
		}
	}
	return texts, numbers, nil
}
