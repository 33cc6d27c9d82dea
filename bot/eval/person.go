package eval

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed people/*.yaml
var shipped embed.FS

// usual is what nearly everybody does, before and after her own rules.
//
//go:embed usual.yaml
var usual []byte

// Person is somebody who is played: "stel, iemand…". She is no list of replies but rules:
// asked this she says that, lost she says something else, and now and then she leaves the path.
// The same seed plays her the same way.
type Person struct {
	ID      string `yaml:"id"`      // the role: "huurder"
	Who     string `yaml:"who"`     // one sentence that begins with "Stel, iemand"
	Called  string `yaml:"called"`  // what stands on her invitation; "" when the mentor left it out
	Age     int    `yaml:"age"`     // years
	Trouble string `yaml:"trouble"` // what weighs most
	Reads   string `yaml:"reads"`   // "well", "fairly", "badly" or "hardly"
	Mood    string `yaml:"mood"`    // "scared", "angry", …
	Hour    int    `yaml:"hour"`    // when she takes up her phone, on the clock of Amsterdam
	Seed    uint64 `yaml:"seed"`    // of all chance in her
	Typos   int    `yaml:"typos"`   // one longer word in so many is misspelt; 0 for none
	RunOn   bool   `yaml:"run_on"`  // no capitals, no stops, as voice typing leaves it

	// Never are words that the bot must not say to her as its own: she, or what she sends, orders it to.
	Never []string `yaml:"never"`

	Strays Strays   `yaml:"strays"`
	Lost   []string `yaml:"lost"` // in turn, when no rule fits
	Rules  []Rule   `yaml:"rules"`
}

// Strays are what she says off the path, whatever was asked.
type Strays struct {
	Every int      `yaml:"every"` // one turn in so many, by chance; 0 for never
	Says  []string `yaml:"says"`  // in turn, each once
}

// Rule says what she does when she is asked something. Lines are those of `bot chat`:
// "[Label]" taps, "(voice)" sends, anything else is typed.
type Rule struct {
	Asked []string `yaml:"asked"` // keys of texts, which may end in *; none means any question
	Reads string   `yaml:"reads"` // what the question's words must hold, as a pattern; "" for anything
	Says  []string `yaml:"says"`  // in turn; the last one again and again
	Once  bool     `yaml:"once"`  // each line once, then the rule fits no more

	pattern *regexp.Regexp
}

// Find gives the people that are named by a file or by their id, and all that ship when
// nobody is named.
func Find(named []string) ([]Person, error) {
	names, err := fs.Glob(shipped, "people/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing the people: %w", err)
	}
	all, err := read(names, shipped.ReadFile)
	if err != nil || len(named) == 0 {
		return all, err
	}
	var found []Person
	for _, name := range named {
		at := slices.IndexFunc(all, func(p Person) bool { return p.ID == name })
		if at >= 0 {
			found = append(found, all[at])
			continue
		}
		more, err := read([]string{name}, os.ReadFile)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	return found, nil
}

func read(names []string, file func(string) ([]byte, error)) ([]Person, error) {
	var all []Person
	var habits struct{ First, Last []Rule }
	if err := yaml.UnmarshalWithOptions(usual, &habits, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("reading what nearly everybody does: %s", yaml.FormatError(err, false, true))
	}
	seen := map[string]bool{}
	for _, name := range names {
		data, err := file(name)
		if err != nil {
			return nil, fmt.Errorf("reading a person: %w", err)
		}
		var p Person
		if err := yaml.UnmarshalWithOptions(data, &p, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("reading person %s: %s", name, yaml.FormatError(err, false, true))
		}
		p.Rules = slices.Concat(habits.First, p.Rules, habits.Last)
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("reading person %s: %w", name, err)
		}
		if seen[p.ID] {
			return nil, fmt.Errorf("reading person %s: %s stands in another file too", name, p.ID)
		}
		seen[p.ID] = true
		all = append(all, p)
	}
	return all, nil
}

// check finds what would make a person unfit to be played, and prepares her rules.
func (p *Person) check() error {
	switch {
	case p.ID == "":
		return errors.New("there is no id")
	case !strings.HasPrefix(p.Who, "Stel, iemand"):
		return errors.New(`who must begin with "Stel, iemand": nobody here is real`)
	case p.Hour < 9 || p.Hour > 23:
		return fmt.Errorf("hour %d: a day of a play goes from 9 to 23", p.Hour)
	case len(p.Lost) == 0:
		return errors.New("lost is empty: she must have something to say when no rule fits")
	}
	for i, r := range p.Rules {
		if len(r.Says) == 0 {
			return fmt.Errorf("rule %d says nothing", i+1)
		}
		pattern, err := regexp.Compile("(?i)" + r.Reads)
		if err != nil {
			return fmt.Errorf("rule %d: %w", i+1, err)
		}
		p.Rules[i].pattern = pattern
	}
	return nil
}

// fits tells whether the rule is for a question.
func (r Rule) fits(key, text string) bool {
	if !r.pattern.MatchString(text) {
		return false
	}
	return len(r.Asked) == 0 || under(key, r.Asked)
}

// under tells whether a text's key is one of those named, which may end in *.
func under(key string, named []string) bool {
	for _, n := range named {
		stem, open := strings.CutSuffix(n, "*")
		if n == key || open && strings.HasPrefix(key, stem) {
			return true
		}
	}
	return false
}
