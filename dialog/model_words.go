package dialog

import "strings"

// tokens are the words of a text as they are compared.
func tokens(text string) []string { return strings.Fields(plain(text)) }
