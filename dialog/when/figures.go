package when

import (
	"strconv"
	"strings"
)

// endOfFigure takes digits, and marks that have a digit right behind them.
func endOfFigure(text string, from int) int {
	i := from
	for i < len(text) && isDigit(rune(text[i])) {
		i++
		if i+1 < len(text) && strings.IndexByte("-/.:,", text[i]) >= 0 && isDigit(rune(text[i+1])) {
			i++
		}
	}
	return i
}

// sensesOfFigure tells what figures may be by their shape alone. Values of dates
// are written yyyymmdd or mmdd, those of clocks hhmm.
func sensesOfFigure(text string) []sense {
	parts := strings.FieldsFunc(text, func(r rune) bool { return !isDigit(r) })
	marks := strings.Map(func(r rune) rune {
		if isDigit(r) {
			return -1
		}
		return r
	}, text)
	for _, part := range parts {
		if len(part) > 4 {
			return nil
		}
	}
	switch len(parts) {
	case 1:
		return []sense{{"number", number(text)}, {"digits" + strconv.Itoa(len(text)), number(text)}}
	case 2:
		return sensesOfPair(parts[0], parts[1], marks)
	case 4:
		if marks == ":-:" || marks == ".-." { // "15:00-16:00" begins at 15:00
			return sensesOfPair(parts[0], parts[1], marks[:1])
		}
	case 3:
		if marks == "--" || marks == "//" || marks == ".." {
			return sensesOfTriple(parts[0], parts[1], parts[2])
		}
	}
	return nil
}

func sensesOfPair(left, right, marks string) []sense {
	a, b := number(left), number(right)
	if len(left) > 2 || len(right) > 2 || a == 24 && b == 7 {
		return nil // "24/7" is never 24 July
	}
	var found []sense
	switch marks {
	case "-", "/":
		class := "dm"
		if marks == "/" && a < b && b <= 4 {
			class = "dm-or-part" // "1/2", "3/4"
		}
		found = append(found, sense{class, b*100 + a}, sense{"hours", a*100 + b})
	case ".":
		found = append(found, sense{"dm-dot", b*100 + a})
	}
	if (marks == "." || marks == ":") && len(right) == 2 && a <= 24 && b < 60 {
		found = append(found, sense{clockClass(left, marks), a*100 + b})
	}
	return found
}

// clockClass keeps apart what surely is a clock ("9:30") and what may be ("9.30").
func clockClass(hour, marks string) string {
	class := "hm"
	if marks == "." {
		class = "hm-dot"
	}
	if len(hour) == 2 {
		class += "-full"
	}
	return class
}

func sensesOfTriple(a, b, c string) []sense {
	switch {
	case len(b) > 2:
		return nil
	case len(a) == 4 && len(c) <= 2:
		return []sense{{"ymd", number(a)*10000 + number(b)*100 + number(c)}}
	case len(a) <= 2 && len(c) == 4:
		return []sense{{"ymd", number(c)*10000 + number(b)*100 + number(a)}}
	case len(a) <= 2 && len(c) == 2:
		return []sense{{"ymd", (2000+number(c))*10000 + number(b)*100 + number(a)}}
	}
	return nil
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // at most four digits
	return n
}

// figureClasses are the senses that come from figures instead of the lexicon.
var figureClasses = []string{
	"number", "digits1", "digits2", "digits4", "ymd", "dm", "dm-or-part", "dm-dot", "hours",
	"hm", "hm-full", "hm-dot", "hm-dot-full", "ordinal-low", "figure-ordinal",
}
