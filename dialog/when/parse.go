package when

import (
	"strings"
	"time"
)

// Parse reads the day or time in a text, as said at now in now's zone. It is false
// when there is none. A day that cannot be used as it is comes back with Trouble:
// Past, Impossible, Refused or Several. Unless Past is set, or Refused, the moment
// is never before now. Of a text longer than a Telegram message the rest is not read.
func Parse(text string, now time.Time) (Moment, bool) {
	tokens := understand(tokenise(text))
	s := newSaid(now)
	mentions := readLeads(tokens, find(tokens, s))
	if len(mentions) == 0 {
		return Moment{}, false
	}
	r, used := choose(tokens, mentions, s.today)
	if len(used) == 0 {
		return Moment{}, false
	}
	m := resolve(r, s)
	m.Matched = matched(text, tokens, used)
	return m, true
}

// matched joins the words that were read, as they were typed.
func matched(text string, tokens []token, used []mention) string {
	pieces := make([]string, 0, len(used))
	for _, m := range used {
		pieces = append(pieces, text[tokens[m.from].from:tokens[m.to-1].to])
	}
	return strings.Join(pieces, " ")
}
