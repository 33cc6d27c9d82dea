package dialog

// Unsaid opens the sorting of text without own words to its test.
func Unsaid(t *Texts, text string) string { return string(t.unsaid(text)) }

// IsWide opens the rule for a goal that is several at once to its test.
func IsWide(words string) bool { return isWide(words) }
