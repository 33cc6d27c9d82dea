package model

import (
	"encoding/json"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Whether a text that came back can be an answer at all.
var (
	errEmpty    = errors.New("it is empty")
	errLong     = errors.New("it is too long")
	errNoObject = errors.New("it is not one JSON object")
	errRepeats  = errors.New("it repeats itself")
)

func fits(text string) error {
	err := checkText(text)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errNoObject) && refuses(text):
		return &trouble{kind: ErrRefused, what: "it says so without the form"}
	}
	return &trouble{kind: ErrNonsense, what: err.Error()}
}

// checkText looks at what any answer must be: one JSON object of bounded size that does
// not go in circles. Whether it says anything is the prompt's to read.
func checkText(text string) error {
	trimmed := strings.TrimSpace(text)
	switch {
	case trimmed == "":
		return errEmpty
	case len(text) > MaxText:
		return errLong
	case trimmed[0] != '{' || !utf8.ValidString(text) || !json.Valid([]byte(text)):
		return errNoObject
	case repeats(trimmed):
		return errRepeats
	}
	return nil
}

// A piece of at most longestPiece bytes that comes mostPieces times on end, longestRun
// bytes together, is a model that got stuck.
const (
	longestPiece = 80
	mostPieces   = 6
	longestRun   = 60
)

// repeats finds a piece that comes again and again, with a letter in it: lists of empty
// things and rows of spaces are harmless.
func repeats(s string) bool {
	for period := 1; period <= longestPiece; period++ {
		run := 0
		for i := period; i < len(s); i++ {
			if s[i] != s[i-period] {
				run = 0
				continue
			}
			if run++; run >= period*(mostPieces-1) && run+period >= longestRun && strings.ContainsFunc(s[i-period+1:i+1], unicode.IsLetter) {
				return true
			}
		}
	}
	return false
}

// refusals are how models begin that will not answer and leave the form aside, too.
var refusals = []string{"i'm sorry", "i’m sorry", "i am sorry", "sorry", "i can't", "i can’t", "i cannot", "i won't", "i'm unable", "i am unable",
	"het spijt me", "helaas kan ik", "ik kan hier niet", "ik kan je hier niet", "ik kan niet", "ik mag niet", "as an ai", "als ai"}

func refuses(text string) bool {
	low := strings.ToLower(strings.TrimLeft(text, " \t\r\n\"*"))
	for _, r := range refusals {
		if strings.HasPrefix(low, r) {
			return true
		}
	}
	return false
}
