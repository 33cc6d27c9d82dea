package when

import "slices"

// reach is how many words "niet" may stand away from the day that it refuses.
const reach = 6

// harmless are the words beside "niet" that make no refusal of it.
var (
	harmlessBehind = []string{"vergeten", "later", "eerder", "verkeerd", "erg", "slecht", "te", "alleen", "na"}
	harmlessBefore = []string{"vergeet", "waarom"}
)

// saysNo: "niet", "nooit", "geen tijd"; but not "niet vergeten".
func saysNo(tokens []token, i int) bool {
	next, before := at(tokens, i+1), at(tokens, i-1)
	if tokens[i].is("no-to") {
		return next.is("excuse")
	}
	return tokens[i].is("no") && !isUnsure(tokens, i) &&
		!slices.Contains(harmlessBehind, next.text) && !slices.Contains(harmlessBefore, before.text)
}

// isUnsure: "ik weet het nog niet" refuses nothing, but is no yes either.
func isUnsure(tokens []token, i int) bool {
	return tokens[i].is("no") && slices.ContainsFunc(tokens[max(0, i-3):i], func(t token) bool { return t.text == "weet" })
}

// refuserOf is the place of the word that refuses a mention, or -1.
func refuserOf(tokens []token, mentions []mention, k int) int {
	if i := refuserBefore(tokens, mentions[k].from); i >= 0 {
		return i
	}
	return refuserBehind(tokens, mentions, k)
}

// refuserBefore: "niet op vrijdag".
func refuserBefore(tokens []token, from int) int {
	for i := from - 1; i >= max(0, from-reach); i-- {
		if saysNo(tokens, i) {
			return i
		}
		if t := tokens[i]; t.kind == mark || t.is("clause-end", "before-no") {
			return -1
		}
	}
	return -1
}

// refuserBehind: "vrijdag kan ik niet", "morgen of overmorgen niet".
func refuserBehind(tokens []token, mentions []mention, k int) int {
	i := mentions[k].to
	for k++; k < len(mentions); k++ { // days and hours that belong together
		gap := mentions[k].from - i
		joined := gap == 1 && (tokens[i].text == "of" || tokens[i].text == "en")
		if gap > 0 && !joined {
			break
		}
		i = mentions[k].to
	}
	for last := min(len(tokens), i+reach); i < last; i++ {
		if saysNo(tokens, i) {
			return i
		}
		nextDay := k < len(mentions) && i >= mentions[k].from && mentions[k].hasDay
		if t := tokens[i]; nextDay || t.kind == mark || t.is("clause-end") || t.text == "en" || t.text == "of" {
			return -1
		}
	}
	return -1
}
