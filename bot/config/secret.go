package config

import "fmt"

// Secret is a value that is never printed: not by fmt under any verb, not by encoding/json, not by zerolog.
// Only [Secret.Reveal] gives it out.
type Secret string

const (
	secretSet   = "[set]"
	secretUnset = "[not set]"
)

// Reveal gives the value itself, for the one call that needs it. Never log it, never put it in an error.
func (s Secret) Reveal() string { return string(s) }

// String says whether the secret is set.
func (s Secret) String() string {
	if s == "" {
		return secretUnset
	}
	return secretSet
}

// Format writes [Secret.String] whatever the verb, also for %x and %#v.
func (s Secret) Format(f fmt.State, _ rune) {
	_, _ = f.Write([]byte(s.String()))
}

// MarshalText gives [Secret.String] to encoders.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
