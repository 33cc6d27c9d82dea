package search

import (
	"strings"
	"sync"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
)

// stemmer gives the one form under which a word is indexed: irregular forms by the
// list (data/forms.txt), then Snowball's Dutch stem with its last letter made
// voiceless, so that brieven and brief, huizen and huis meet.
type stemmer struct {
	forms map[string]string
	list  wordlist // empty while it is being read itself
	mu    sync.Mutex
	known map[string]string
}

// remembered bounds the stems kept: strangers type endless different words.
const remembered = 200_000

func newStemmer(forms map[string]string) *stemmer {
	return &stemmer{forms: forms, known: map[string]string{}}
}

func (s *stemmer) stem(word string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if stem, ok := s.known[word]; ok {
		return stem
	}
	stem := s.work(word)
	if len(s.known) < remembered {
		s.known[word] = stem
	}
	return stem
}

func (s *stemmer) work(word string) string {
	if base, ok := s.forms[word]; ok {
		word = base
	}
	return snowball(plainVerb(s.grown(word)))
}

// grown takes a diminutive back to its word: zoontje is zoon, appjes is app.
func (s *stemmer) grown(word string) string {
	small := strings.TrimSuffix(word, "s")
	base, ok := strings.CutSuffix(small, "je")
	if !ok || len(base) < 3 || len(s.list.stems) == 0 {
		return word
	}
	candidates := []string{base, strings.TrimSuffix(base, "t"), strings.TrimSuffix(base, "p"), strings.TrimSuffix(base, "et")}
	if cut, ok := strings.CutSuffix(base, "et"); ok && len(cut) > 3 && cut[len(cut)-1] == cut[len(cut)-2] {
		candidates = append(candidates, cut[:len(cut)-1])
	}
	for _, c := range candidates {
		if len(c) >= 3 && s.list.has(snowball(c)) {
			return c
		}
	}
	return word
}

// apart are the beginnings that Dutch verbs set apart: ik vraag … aan.
var apart = []string{"aan", "af", "bij", "door", "in", "mee", "na", "om", "op", "over", "terug", "toe", "uit", "vast", "voor", "weg"}

// plainVerb takes the ge out of a participle: aangevraagd is read as aanvraag.
func plainVerb(word string) string {
	for _, particle := range apart {
		rest, ok := strings.CutPrefix(word, particle+"ge")
		if !ok || len(rest) < 4 {
			continue
		}
		switch {
		case strings.HasSuffix(rest, "d"):
			return particle + rest[:len(rest)-1]
		case strings.HasSuffix(rest, "t") && strings.ContainsRune("kfsp", rune(rest[len(rest)-2])) && !strings.HasSuffix(rest, "st"):
			return particle + rest[:len(rest)-1]
		case strings.HasSuffix(rest, "t") || strings.HasSuffix(rest, "en"):
			return particle + rest
		}
	}
	return word
}

func snowball(word string) string {
	if len(word) < 4 || !letters(word) {
		return word
	}
	env := snowballstem.NewEnv(word)
	dutch.Stem(env)
	stem := strings.ToLower(env.Current())
	switch {
	case len(stem) > 2 && stem[len(stem)-1] == 'z':
		return stem[:len(stem)-1] + "s"
	case len(stem) > 2 && stem[len(stem)-1] == 'v':
		return stem[:len(stem)-1] + "f"
	}
	return stem
}

func letters(word string) bool {
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return true
}
