package search

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"sort"
	"strings"
	"sync"
)

//go:embed data/stop.txt
var stopFile string

//go:embed data/forms.txt
var formsFile string

//go:embed data/everyday.txt
var everydayFile string

// OpenTaal's list of Dutch words (data/opentaal.licence.txt, revised BSD): the words
// of at most 14 letters that are no compounds, one for each stem.
//
//go:embed data/opentaal.txt.gz
var wordlistFile []byte

// dutchData is what is known about Dutch before any release is read.
type dutchData struct {
	stop   map[string]bool // words without content
	little map[string]bool // those of them that count in phrases
	stems  *stemmer
	groups []group
	list   wordlist
}

// language reads the data files once: they are part of the program, so a fault in
// them is one of the build, and TestData finds it.
var language = sync.OnceValues(func() (*dutchData, error) {
	d := &dutchData{stop: map[string]bool{}, little: map[string]bool{}}
	for _, line := range lines(stopFile) {
		for _, w := range words(fold(line.text)) {
			d.stop[w] = true
			d.little[w] = strings.HasPrefix(line.text, "~")
		}
	}
	forms := map[string]string{}
	for _, line := range lines(formsFile) {
		base, list, ok := strings.Cut(line.text, ":")
		if !ok {
			return nil, fmt.Errorf("data/forms.txt line %d: no colon", line.number)
		}
		for _, form := range words(fold(list)) {
			forms[form] = fold(strings.TrimSpace(base))
		}
	}
	d.stems = newStemmer(forms)
	var err error
	if d.list, err = readWordlist(wordlistFile, d.stems); err != nil {
		return nil, err
	}
	d.stems = newStemmer(forms) // the first one's memory knows no diminutives
	d.stems.list = d.list
	d.groups, err = readGroups(everydayFile, d)
	return d, err
})

type line struct {
	number int
	text   string
}

// lines are those of a data file without remarks and empty ones.
func lines(file string) []line {
	var out []line
	for i, text := range strings.Split(file, "\n") {
		text, _, _ = strings.Cut(text, "#")
		if text = strings.TrimSpace(text); text != "" {
			out = append(out, line{i + 1, text})
		}
	}
	return out
}

// wordlist is a sorted list of stems, looked up by halving.
type wordlist struct{ stems []string }

func readWordlist(packed []byte, stems *stemmer) (wordlist, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return wordlist{}, fmt.Errorf("opening data/opentaal.txt.gz: %w", err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return wordlist{}, fmt.Errorf("reading data/opentaal.txt.gz: %w", err)
	}
	list := strings.Fields(string(text))
	for i, w := range list {
		list[i] = stems.work(w)
	}
	sort.Strings(list)
	return wordlist{list}, nil
}

func (l wordlist) has(stem string) bool {
	i := sort.SearchStrings(l.stems, stem)
	return i < len(l.stems) && l.stems[i] == stem
}
