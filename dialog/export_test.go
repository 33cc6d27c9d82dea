package dialog

import "time"

// SoundsUnder18 opens the reading of ages to its test.
func SoundsUnder18(t *Texts, words string) bool { return t.under18(words) }

// NextDigest opens the choice of the next working day to its test.
func NextDigest(now time.Time, d DigestTime) time.Time { return nextDigest(now, d) }
