package when

import "strings"

// Words that people write together: "vrijdagmiddag", "volgendeweek",
// "volgendeweekvrijdag".

// heads may have another word behind them; tails may stand behind them.
var (
	heads = []string{"weekday", "relday", "next", "coming", "this", "last", "edge", "unit"}
	tails = []string{"weekday", "relday", "part", "unit", "weekend", "month", "early"}
)

const longestCompound = 32 // bytes: "aankomendeweekdonderdagnamiddag"

// split cuts a word into words of the lexicon, or gives nil.
func split(text string) []string {
	if len(text) > longestCompound {
		return nil
	}
	for i := len(text) - 3; i >= 3; i-- {
		head, tail := text[:i], text[i:]
		if !means(head, heads) {
			continue
		}
		if means(tail, tails) {
			return []string{head, tail}
		}
		if meant, ok := corrected(tail); ok && means(head, []string{"weekday", "relday"}) {
			return []string{head, meant} // "woensdagmidag"
		}
		if more := split(tail); more != nil {
			return append([]string{head}, more...)
		}
	}
	return nil
}

func means(text string, classes []string) bool {
	return token{senses: lexicon()[text]}.is(classes...)
}

// spread makes a token of each piece. They all point at the whole word, because
// folding may have changed its length.
func spread(whole token, pieces []string) []token {
	tokens := make([]token, 0, len(pieces))
	for i, piece := range pieces {
		t := whole
		t.text, t.senses, t.glued = piece, lexicon()[piece], whole.glued || i > 0
		t.typo = !strings.Contains(whole.text, piece)
		tokens = append(tokens, t)
	}
	return tokens
}
