package dialog

// TooBig opens the rule for small steps to its test.
func TooBig(t *Texts, words string) string { return string(t.tooBig(words)) }

// AboutMoney opens the rule for steps about money to its test.
func AboutMoney(t *Texts, words string) bool { return t.aboutMoney(words) }
