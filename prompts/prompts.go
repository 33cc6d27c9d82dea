// Package prompts holds the words: what the bot says, per language, in YAML
// files that people who do not program can read and change; and the gate that
// keeps every text plain, short and kind.
package prompts

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"strings"

	"github.com/goccy/go-yaml"

	"stapmaat/dialog"
)

//go:embed nl/*.yaml
var files embed.FS

// Load reads all texts of a language ("nl"). It fails on an unknown field, a
// text that stands twice, and a file that is no YAML; the error names the file and line.
func Load(language string) (*dialog.Texts, error) {
	names, err := fs.Glob(files, language+"/*.yaml")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no texts in language %q", language)
	}
	t := &dialog.Texts{Language: language, Messages: map[string]string{}, Labels: map[string]string{},
		Numbers: map[string]string{}, Lines: map[string]dialog.Number{}, Ways: map[string][]string{}, FollowUp: map[string]string{}, Phrases: map[string][]string{}}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if err := add(t, name, data); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// file is one file of texts.
type file struct {
	ReviewedBy string              `yaml:"reviewed_by"`
	Messages   map[string]string   `yaml:"messages"`
	Labels     map[string]string   `yaml:"labels"`
	Phrases    map[string][]string `yaml:"phrases"`
	Numbers    []Number            `yaml:"numbers"`
	Ways       map[string][]string `yaml:"ways"`
	FollowUp   map[string]string   `yaml:"follow_up"`
}

func add(t *dialog.Texts, name string, data []byte) error {
	var f file
	if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
		return fmt.Errorf("reading texts %s: %s", name, yaml.FormatError(err, false, true))
	}
	for key, text := range f.Messages {
		if _, twice := t.Messages[key]; twice {
			return fmt.Errorf("%s: message %q stands in another file too", name, key)
		}
		t.Messages[key] = strings.TrimSpace(text)
	}
	for key, text := range f.Labels {
		if _, twice := t.Labels[key]; twice {
			return fmt.Errorf("%s: label %q stands in another file too", name, key)
		}
		t.Labels[key] = text
	}
	for key, list := range f.Phrases {
		t.Phrases[key] = append(t.Phrases[key], list...)
	}
	for _, n := range f.Numbers {
		t.Numbers[n.ID] = n.Number
		t.Lines[n.ID] = dialog.Number{Number: n.Number, From: n.Open[0], Until: n.Open[1], Free: n.WorksWithoutCredit, For: n.Whom}
	}
	maps.Copy(t.Ways, f.Ways)
	maps.Copy(t.FollowUp, f.FollowUp)
	return nil
}

// Number is a telephone number that the bot may say, with what a supervisor needs to check it.
type Number struct {
	ID                 string   `yaml:"id"`
	Number             string   `yaml:"number"`
	For                string   `yaml:"for"`
	Hours              string   `yaml:"hours"`
	Open               [2]int   `yaml:"open"` // the hours between which it answers, in the Netherlands: [0, 24] for always
	Whom               string   `yaml:"whom"` // "minor", "adult", or nothing for everybody
	Cost               string   `yaml:"cost"`
	WorksWithoutCredit bool     `yaml:"works_without_credit"`
	Languages          []string `yaml:"languages"`
	Source             string   `yaml:"source"`
	CheckedOn          string   `yaml:"checked_on"`
}
