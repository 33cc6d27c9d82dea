package content

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
	"unicode"
)

// A passage has so many words: enough to stand alone, few enough to be one answer.
const (
	MinWords = 80
	MaxWords = 250
)

// section is what stands under one heading.
type section struct {
	path      []string
	blocks    []block
	short     string
	questions []string
	line      int
}

func (s section) words() (n int) {
	for _, b := range s.blocks {
		n += wordCount(b.text)
	}
	return n
}

// noted tells that an author wrote notes for it: then it stays a passage of its own.
func (s section) noted() bool { return s.short != "" || len(s.questions) > 0 }

// Cut makes the passages of a document. They follow headings; a section without notes that is
// too small joins its neighbour under the same heading, one that is too long is cut between
// paragraphs, and between list items when a list alone is too long. dropped is what has no words.
func (d Document) Cut() (passages []Passage, dropped []string) {
	all, dropped := blocks(d.Body)
	var sized []section
	for _, s := range join(sections(d.Title, all)) {
		sized = append(sized, split(s)...)
	}
	seen := map[string]int{}
	for _, s := range sized {
		p := s.passage()
		p.ID = d.passageID(p.Text, seen)
		passages = append(passages, p)
	}
	return passages, dropped
}

// passageID depends on the document and the text alone, so a passage that stays the same keeps
// its short form, its questions and its approval. The same text twice gets a number.
func (d Document) passageID(text string, seen map[string]int) string {
	sum := sha256.Sum256([]byte(d.Key + "\x00" + strings.Join(strings.Fields(text), " ")))
	id := d.Key + "#" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:6]))
	seen[id]++
	if n := seen[id]; n > 1 {
		return id + "-" + strconv.Itoa(n)
	}
	return id
}

// sections puts every block under its headings. A title that is repeated as first heading is no heading.
func sections(title string, all []block) (found []section) {
	path := []string{title}
	levels := []int{0}
	for _, b := range all {
		if b.level > 0 {
			if b.level == 1 && sameWords(b.text, title) {
				continue
			}
			for levels[len(levels)-1] >= b.level {
				path, levels = path[:len(path)-1], levels[:len(levels)-1]
			}
			path, levels = append(path[:len(path):len(path)], b.text), append(levels[:len(levels):len(levels)], b.level)
			found = append(found, section{path: path, line: b.line})
			continue
		}
		if len(found) == 0 {
			found = append(found, section{path: path, line: b.line})
		}
		s := &found[len(found)-1]
		switch b.note {
		case noteShort:
			s.short = strings.TrimSpace(s.short + " " + b.text)
		case noteQuestion:
			s.questions = append(s.questions, b.text)
		default:
			s.blocks = append(s.blocks, b)
		}
	}
	return found
}

// join puts small neighbours without notes together, as long as they share the heading above.
func join(all []section) (joined []section) {
	for _, s := range all {
		if len(s.blocks) == 0 && !s.noted() {
			continue // a heading alone is in the path of what follows
		}
		last := len(joined) - 1
		if last >= 0 && fits(joined[last], s) {
			j := &joined[last]
			j.blocks = append(j.blocks[:len(j.blocks):len(j.blocks)], block{text: s.path[len(s.path)-1], line: s.line})
			j.blocks = append(j.blocks, s.blocks...)
			j.path = shared(j.path, s.path)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

func fits(a, b section) bool {
	return !a.noted() && !b.noted() && (a.words() < MinWords || b.words() < MinWords) &&
		a.words()+b.words() <= MaxWords && len(shared(a.path, b.path)) > 0 && len(b.path) > 1
}

// shared is the part of two paths that is the same.
func shared(a, b []string) []string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n:n]
}

// split cuts a section that is too long into pieces that are as even as its blocks allow.
func split(s section) []section {
	total := s.words()
	if total <= MaxWords {
		return []section{s}
	}
	pieces := (total + MaxWords - 1) / MaxWords
	most := min(total/pieces+MinWords/2, MaxWords)
	var all []section
	piece := section{path: s.path, short: s.short, questions: s.questions, line: s.line}
	for _, b := range atoms(s.blocks, most) {
		if n := piece.words(); n > 0 && n+wordCount(b.text) > most {
			all = append(all, piece)
			piece = section{path: s.path, line: b.line}
		}
		piece.blocks = append(piece.blocks, b)
	}
	if n := len(all); n > 0 && piece.words() < MinWords/2 && all[n-1].words()+piece.words() <= MaxWords {
		all[n-1].blocks = append(all[n-1].blocks, piece.blocks...)
		return all
	}
	return append(all, piece)
}

// atoms cuts blocks that alone are too long at their lines, and lines that still are at sentences.
func atoms(all []block, most int) (small []block) {
	for _, b := range all {
		if wordCount(b.text) <= most {
			small = append(small, b)
			continue
		}
		for _, line := range strings.Split(b.text, "\n") {
			part := block{line: b.line}
			for _, sentence := range sentences(line) {
				if n := wordCount(part.text); n > 0 && n+wordCount(sentence) > most {
					small = append(small, part)
					part = block{line: b.line}
				}
				part.text = strings.TrimSpace(part.text + " " + sentence)
			}
			small = append(small, part)
		}
	}
	return small
}

func (s section) passage() Passage {
	p := Passage{Heading: s.path, Short: s.short, Questions: s.questions, Line: s.line}
	var texts []string
	for _, b := range s.blocks {
		texts = append(texts, b.text)
		if p.Steps == nil {
			p.Steps = b.items
		}
	}
	p.Text = strings.Join(texts, "\n")
	return p
}

func sameWords(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// wordCount counts what has a letter or a digit in it.
func wordCount(text string) (n int) {
	for _, w := range strings.Fields(text) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// sentences cuts after . ! and ? that end a word, and keeps them.
func sentences(text string) (all []string) {
	begin := 0
	runes := []rune(text)
	for i, r := range runes {
		if strings.ContainsRune(".!?", r) && (i+1 == len(runes) || unicode.IsSpace(runes[i+1])) {
			all = append(all, strings.TrimSpace(string(runes[begin:i+1])))
			begin = i + 1
		}
	}
	if rest := strings.TrimSpace(string(runes[begin:])); rest != "" {
		all = append(all, rest)
	}
	return all
}
