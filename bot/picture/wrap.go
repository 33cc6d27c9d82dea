package picture

import "strings"

// block is a text broken into lines.
type block struct {
	lines []string
	style style
	width float64 // of the widest line
	cut   bool    // words were left out at the end, or a word was broken
	right bool    // the text reads from right to left
	taken float64 // room at the start of the first line that something else has
}

// lead is the distance between two baselines, for type of size 1; a line box of
// that height holds accents on capitals and every descender.
const lead = 1.24

func (b block) empty() bool     { return len(b.lines) == 0 }
func (b block) height() float64 { return float64(len(b.lines)) * b.style.size * lead }

// wrap breaks a text into at most so many lines of at most width; what does not fit ends in an ellipsis.
func (f *fonts) wrap(text string, s style, width float64, most int) block {
	return f.wrapAfter(0, text, s, width, most)
}

// wrapAfter wraps a text whose first line starts behind something that is taken wide.
func (f *fonts) wrapAfter(taken float64, text string, s style, width float64, most int) block {
	b := block{style: s, taken: taken}
	text = f.clean(text)
	if text == "" || most < 1 {
		return b
	}
	b.right = startsRight(text)
	b.lines, b.cut = f.lines(text, s, width, taken)
	if len(b.lines) > most {
		rest := strings.Join(b.lines[most-1:], " ")
		if most > 1 {
			taken = 0
		}
		b.lines = append(b.lines[:most-1], f.shorten(rest, s, width-taken))
		b.cut = true
	}
	for _, l := range b.lines {
		b.width = max(b.width, f.width(l, s))
	}
	return b
}

// lines fills line after line; broken is true when a word had to be divided.
func (f *fonts) lines(text string, s style, width, taken float64) (lines []string, broken bool) {
	current, room := "", width-taken
	for _, word := range strings.Fields(text) {
		if joined := strings.TrimSpace(current + " " + word); f.width(joined, s) <= room {
			current = joined
			continue
		}
		if current != "" {
			lines, room = append(lines, current), width
		}
		for f.width(word, s) > room {
			head := f.divide(word, s, room)
			if head == word {
				break
			}
			lines, word, broken = append(lines, hyphened(head)), word[len(head):], true
			room = width
		}
		current = word
	}
	return append(lines, current), broken
}

// divide returns the start of a word that fits with a hyphen; at least one letter, or there would be no end.
func (f *fonts) divide(word string, s style, width float64) string {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && f.width(word[:next]+"-", s) > width {
			break
		}
		end = next
	}
	return word[:end]
}

func hyphened(head string) string {
	if strings.HasSuffix(head, "-") {
		return head
	}
	return head + "-"
}

// shorten cuts a text to one line that ends in an ellipsis, after a whole word where there is one.
func (f *fonts) shorten(text string, s style, width float64) string {
	words := strings.Fields(text)
	for n := len(words) - 1; n > 0; n-- {
		if short := shortened(strings.Join(words[:n], " ")); f.width(short, s) <= width {
			return short
		}
	}
	runes := []rune(text)
	for len(runes) > 0 && f.width(string(runes)+gap, s) > width {
		runes = runes[:len(runes)-1]
	}
	return shortened(string(runes))
}

func shortened(text string) string { return strings.TrimRight(text, " ,;:.-…") + gap }

// fit wraps a text in the largest size from s.size down to least at which nothing is cut.
func (f *fonts) fit(text string, s style, least, width float64, most int) block {
	for size := s.size; size > least; size -= 2 {
		if b := f.wrap(text, s.sized(size), width, most); !b.cut {
			return b
		}
	}
	return f.wrap(text, s.sized(least), width, most)
}

// even wraps a text like wrap and lets two lines come out alike, so that no word hangs alone.
func (f *fonts) even(text string, s style, width float64, most int) block {
	b := f.wrap(text, s, width, most)
	if len(b.lines) != 2 {
		return b
	}
	return f.balanced(text, b, width)
}

// balanced narrows a block as far as its number of lines allows, so that centred lines are of even length.
func (f *fonts) balanced(text string, b block, width float64) block {
	if len(b.lines) < 2 || b.cut {
		return b
	}
	low, high := width/float64(len(b.lines)+1), width
	for high-low > 4 {
		mid := (low + high) / 2
		if c := f.wrapAfter(b.taken, text, b.style, mid, len(b.lines)); c.cut {
			low = mid
		} else {
			b, high = c, mid
		}
	}
	return b
}

// title sets the name of the card: large on one line, or smaller on two, because nobody's name should be cut.
func (f *fonts) title(text string, width float64, lines int) block {
	s := style{true, 60, ink}
	if one := f.fit(text, s, 44, width, 1); !one.cut {
		return one
	}
	return f.fit(text, s.sized(48), 38, width, lines)
}

// narrowest is the least width at which a text takes at most so many lines without a broken word.
func (f *fonts) narrowest(text string, s style, lines int) float64 {
	low := f.longestWord(text, s)
	high := max(low, f.width(f.clean(text), s))
	if b := f.wrap(text, s, low, lines); !b.cut {
		return low
	}
	for high-low > 1 {
		mid := (low + high) / 2
		if f.wrap(text, s, mid, lines).cut {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// longestWord is the width of the widest word of a text.
func (f *fonts) longestWord(text string, s style) float64 {
	w := 0.0
	for _, word := range strings.Fields(f.clean(text)) {
		w = max(w, f.width(word, s))
	}
	return w
}
