package when

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed lexicon.txt
var lexiconText string

// lexicon is read once, at the first use. A fault in it is a fault of ours, which
// every test meets, so it stops the program.
var lexicon = sync.OnceValue(func() map[string][]sense {
	words := make(map[string][]sense)
	for line := range strings.Lines(lexiconText) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		value, err := strconv.Atoi(fields[1])
		if err != nil {
			panic("when: lexicon.txt: " + line)
		}
		for _, w := range fields[2:] {
			words[w] = append(words[w], sense{fields[0], value})
		}
	}
	return words
})

// understand gives every token its senses.
func understand(tokens []token) []token {
	var out []token
	for _, t := range tokens {
		switch t.kind {
		case figure:
			t.senses = sensesOfFigure(t.text)
			out = append(out, t)
		case mark:
			t.senses = lexicon()[t.text]
			out = append(out, t)
		case word:
			out = append(out, understandWord(t)...)
		}
	}
	dropAmounts(out)
	out = joinOrdinals(out)
	settleAbbreviations(out)
	return out
}

func understandWord(t token) []token {
	if t.senses = lexicon()[t.text]; t.senses != nil {
		return []token{t}
	}
	if pieces := split(t.text); pieces != nil {
		return spread(t, pieces)
	}
	if meant, ok := corrected(t.text); ok {
		t.text, t.senses, t.typo = meant, lexicon()[meant], true
	}
	return []token{t}
}

// dropAmounts makes figures beside money mean nothing.
func dropAmounts(tokens []token) {
	isMoney := func(i int) bool {
		return i >= 0 && i < len(tokens) && (tokens[i].text == "€" || tokens[i].is("money"))
	}
	for i := range tokens {
		if tokens[i].kind == figure && (isMoney(i-1) || isMoney(i+1)) {
			tokens[i].senses = nil
		}
	}
}

// joinOrdinals makes one token of "15" and the "e" that stands against it.
func joinOrdinals(tokens []token) []token {
	var out []token
	for _, t := range tokens {
		if !t.glued || !t.is("ordinal-end") || len(out) == 0 || out[len(out)-1].kind != figure {
			out = append(out, t)
			continue
		}
		figures := &out[len(out)-1]
		class := "ordinal"
		n, counts := figures.sense("number")
		if n <= 4 {
			class = "ordinal-low"
		}
		figures.to, figures.text, figures.senses = t.to, figures.text+t.text, nil
		if counts {
			figures.senses = []sense{{class, n}, {"figure-ordinal", n}}
		}
	}
	return out
}
