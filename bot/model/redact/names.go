package redact

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"stapmaat/knowledge/search"
)

// person is somebody whose name is known from the file.
type person struct {
	parts  [][]rune        // of the name, folded: "fatima", "idrissi"
	little map[string]bool // what stands between them: "el"
}

// token is a word of a text.
type token struct {
	from, to int
	text     string
	folded   []rune
	at       []int // where each folded character stands in the text; one more for the end
	first    bool  // a sentence begins here
}

var (
	// particles are parts of names that name nobody.
	particles = words(`van de der den het ten ter te vd el al la le da di do dos du bin ben ibn bint abu von zu und y e af op in aan bij s t d l st`)
	// roles are what people call each other instead of by name, in a list of contacts.
	roles = words(`mijn me mn jouw zijn haar onze mama mam ma mamma moeder papa pap pa vader ouders zus zusje broer broertje oma opa tante oom nicht neef
		dochter zoon kind kinderen man vrouw vriend vriendin partner ex buurvrouw buurman buren collega baas huisarts dokter arts begeleider mentor coach
		bewindvoerder hulp school juf meester werk wijkteam mevrouw meneer mevr dhr mw dr schoonmoeder schoonzus schoonvader oppas en of een thuis`)
	// alsoWords are names that are everyday words, too: they must be written with a capital, or be told as a name.
	alsoWords = words(`wil ben an al bas mark roos bos post bakker vos groot klein jong jonge koning kok huis berg dijk sterk goed wit zwart lang kort dam
		brug mei sterre storm lot hoop geld rood bruin prins haas wolf beer mees vis kroon schip mos hof molen kant blok vet pool maan ster linde rust zorg 
		max door floor melk smit visser mulder snel stroom water weg hand been mond oog bloem boom blad tak zon licht dag nacht week mooi lief wijs arm rijk
		ram kat hond muis raaf zwaan leeuw stier bol jager vrij boer dekker brouwer kuiper augustus 
		wind regen sneeuw ijs zee duin zand steen bot pen brief prijs recht koper goud hart ziel maat min rem dop kaas brood ei ham suiker linden`)
	beforeName = regexp.MustCompile(`(?i)(?:\b(?:mevrouw|meneer|mevr|mw|dhr|heer|mijn|mn|m'n|me|m’n|onze|haar|zijn)\b\.?\s)?\b(?:dochter|dochtertje|zoon|zoontje|man|vrouw|vriend|vriendin|zus|zusje|broer|broertje|moeder|vader|oma|opa|tante|oom|ex|buurvrouw|buurman|collega|begeleider|mentor|coach|mevrouw|meneer|mevr|mw|dhr|heer|juf|meester|heet|heten|genaamd|naam is|noemt)\b\.?\s(?:heet\s|is\s)?$`)
	titled     = regexp.MustCompile(`(?i)\b(?:mevrouw|meneer|mevr\.?|mw\.?|mvr\.?|dhr\.?|de heer|juf|juffrouw|meester|dokter|dr\.)\s((?:(?:van|de|der|den|el|al|ten|ter|'t|v\.?d\.?)\s){0,3}(?:\p{Lu}\.\s?){0,4}(?:(?:van|de|der|den|el|al)\s){0,2}[\pL][\pL'’-]+)`)
	heetIs     = regexp.MustCompile(`\b(?:[Ii]k heet|[Hh]ij heet|[Zz]e heet|[Zz]ij heet|[Dd]ie heet|[Nn]aam is|[Hh]eet hij|[Hh]eet ze|[Gg]enaamd)\s((?:\p{Lu}[\pL'’-]+)(?:\s(?:(?:van|de|der|den|el|al|ten|ter)\s){0,2}\p{Lu}[\pL'’-]+){0,2})`)
	kin        = regexp.MustCompile(`\b(?i:mijn|mn|m'n|m’n|onze)\s(?i:dochter|dochtertje|zoon|zoontje|man|vrouw|vriend|vriendin|zus|zusje|broer|broertje|moeder|vader|oma|opa|tante|oom|ex|buurvrouw|buurman|collega|begeleider|mentor|coach|kinderen|kids|jongens|meiden|dochters|zoons|zonen)\s(\p{Lu}[\pL'’-]+(?:(?:,\s|\sen\s)\p{Lu}[\pL'’-]+){0,4})`)
	pronoun    = words(`je jij ik u er het de een hij ze zij we wij jullie dat dit niet nu al eens maar nog`)
)

// peopleOf reads the names of a file.
func peopleOf(names []string) []person {
	var all []person
	for _, n := range names {
		p := person{little: map[string]bool{}}
		tokens := tokensOf(n)
		for i, t := range tokens {
			w := string(t.folded)
			if particles[w] {
				p.little[w] = true
			}
			if len(t.folded) < 2 || particles[w] || roles[w] {
				continue
			}
			p.parts = append(p.parts, t.folded)
			if i > 0 && tokens[i-1].to < t.from && n[tokens[i-1].to:t.from] == "-" {
				p.parts = append(p.parts, slices.Concat(tokens[i-1].folded, t.folded)) // Anne-Marie is also Annemarie
			}
		}
		if len(p.parts) > 0 {
			all = append(all, p)
		}
	}
	return all
}

// names are people of the file, and who is told to be somebody: "mevrouw …", "ik heet …".
func (h *Hidden) names(text string) []span {
	all := h.known(text)
	for _, re := range []*regexp.Regexp{titled, heetIs, kin} {
		each(re, text, func(m []int) bool {
			from, to := m[len(m)-2], m[len(m)-1]
			w := text[from:to]
			w = w[strings.LastIndexByte(w, ' ')+1:]
			if is, _ := search.IsDutch(w); (is || len(w) >= 9) && !unicode.IsUpper([]rune(w)[0]) || roles[strings.ToLower(w)] || pronoun[strings.ToLower(w)] {
				return false
			}
			all = append(all, span{from, to, thing{name, strings.ToLower(text[from:to])}})
			return true
		})
	}
	return all
}

// known are people of the file in a text.
func (h *Hidden) known(text string) []span {
	if len(h.people) == 0 {
		return nil
	}
	var all []span
	tokens := tokensOf(text)
	for i := 0; i < len(tokens); i++ {
		who, from, to := h.who(text, tokens, i, -1)
		if who < 0 {
			continue
		}
		from = h.led(tokens, i, who, from)
		last := i
		for to == tokens[last].to { // the next part of the same name
			next := last + 1
			for next < len(tokens) && next < last+4 && particles[string(tokens[next].folded)] {
				next++
			}
			if next >= len(tokens) || strings.Trim(text[to:tokens[next].from], " -'’.vandeltrbin") != "" {
				break
			}
			also, at, end := h.who(text, tokens, next, who)
			if also != who || at != tokens[next].from {
				break
			}
			last, to = next, end
		}
		all = append(all, span{from, to, thing{name, "#" + strconv.Itoa(who)}})
		i = last
	}
	return all
}

// led is where a name begins with the particles that stand before this part of it: "de Boer".
func (h *Hidden) led(tokens []token, i, who, from int) int {
	if from != tokens[i].from {
		return from
	}
	for i--; i >= 0 && h.people[who].little[string(tokens[i].folded)] && tokens[i].to+1 == from; i-- {
		from = tokens[i].from
	}
	return from
}

// who is the person that a word names, and the part of the word that does; -1 for nobody.
// After a part of somebody's name the next part is sure.
func (h *Hidden) who(text string, tokens []token, i, began int) (who, from, to int) {
	t := tokens[i]
	for _, how := range []func([]rune, token) (int, int, bool){exact, within, misspelt} {
		for n, p := range h.people {
			for _, part := range p.parts {
				a, b, ok := how(part, t)
				if ok && (n == began || !alsoWords[string(part)] || meant(text, tokens, i)) {
					return n, t.at[a], t.at[b]
				}
			}
		}
	}
	return -1, 0, 0
}

// meant tells whether a word that is a name, too, is one here.
func meant(text string, tokens []token, i int) bool {
	t := tokens[i]
	if beforeName.MatchString(text[max(0, t.from-60):t.from]) {
		return true
	}
	if !unicode.IsUpper([]rune(t.text)[0]) {
		return false
	}
	return !t.first || i+1 >= len(tokens) || !pronoun[string(tokens[i+1].folded)]
}

// exact is the name, its genitive, or its diminutive; of these the name.
func exact(part []rune, t token) (from, to int, ok bool) {
	rest, ok := strings.CutPrefix(string(t.folded), string(part))
	if !ok {
		return 0, 0, false
	}
	switch rest {
	case "":
		return 0, len(part), true
	case "s":
		return 0, len(part), len(part) > 3 || !isDutch(t)
	case "je", "tje", "pje", "etje":
		return 0, len(part), len(part) > 2 && !isDutch(t)
	}
	return 0, 0, false
}

// within is a name that was typed into another word: "metfatima".
func within(part []rune, t token) (from, to int, ok bool) {
	if len(part) < 5 || len(t.folded) <= len(part) {
		return 0, 0, false
	}
	w, p := string(t.folded), string(part)
	switch {
	case strings.HasPrefix(w, p):
		return 0, len(part), !isDutch(t)
	case strings.HasSuffix(w, p):
		return len(t.folded) - len(part), len(t.folded), !isDutch(t)
	}
	return 0, 0, false
}

// misspelt is a name of five letters or more with one wrong, missing, too many or swapped.
func misspelt(part []rune, t token) (from, to int, ok bool) {
	n := len(t.folded)
	if len(part) < 5 || n < 4 {
		return 0, 0, false
	}
	if oneOff(part, t.folded) && !isDutch(t) {
		return 0, n, true
	}
	if t.folded[n-1] == 's' && n > 5 && oneOff(part, t.folded[:n-1]) && !isDutch(t) {
		return 0, n - 1, true
	}
	return 0, 0, false
}

func isDutch(t token) bool {
	is, _ := search.IsDutch(string(t.folded)) // its data are part of the program
	return is
}

// oneOff tells whether b is a with one letter changed, added, lost, or two neighbours swapped.
func oneOff(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return slices.Equal(a[i:], b[i+1:])
	}
	if i == len(a) {
		return false
	}
	return slices.Equal(a[i+1:], b[i+1:]) || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}

var otherLetters = map[rune]string{'ß': "ss", 'ı': "i", 'ø': "o", 'ł': "l", 'đ': "d", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ð': "d", 'ŋ': "n"}

// tokensOf are the words of a text: letters, with their accents.
func tokensOf(text string) []token {
	var all []token
	var t *token
	first := true
	for i, r := range text {
		if !unicode.IsLetter(r) && !(t != nil && unicode.Is(unicode.Mn, r)) {
			t = nil
			first = first || strings.ContainsRune(".!?\n:“\"", r)
			continue
		}
		if t == nil {
			all = append(all, token{from: i, first: first})
			t, first = &all[len(all)-1], false
		}
		for _, f := range foldRune(r) {
			t.folded, t.at = append(t.folded, f), append(t.at, i)
		}
		t.to = i + len(string(r))
	}
	for i := range all {
		t := &all[i]
		t.text, t.at = text[t.from:t.to], append(t.at, t.to)
	}
	return slices.DeleteFunc(all, func(t token) bool { return len(t.folded) == 0 })
}

// foldRune is a letter in small, without its accents.
func foldRune(r rune) []rune {
	r = unicode.ToLower(r)
	if s, ok := otherLetters[r]; ok {
		return []rune(s)
	}
	if r < 128 {
		return []rune{r}
	}
	return slices.DeleteFunc([]rune(norm.NFKD.String(string(r))), func(r rune) bool { return unicode.Is(unicode.Mn, r) })
}
