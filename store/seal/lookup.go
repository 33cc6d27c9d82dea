package seal

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"net/mail"
	"strings"
)

// Lookup makes keyed hashes by which something sealed is found again. Without the key
// nobody can try addresses against them.
type Lookup struct{ key []byte }

// NewLookup makes one; wrapped is what may be stored, for that place only.
func (m *Master) NewLookup(at Place) (l Lookup, wrapped []byte, err error) {
	l.key = make([]byte, keySize)
	_, _ = rand.Read(l.key) // never fails, see its documentation
	wrapped, err = m.Seal(l.key, at)
	return l, wrapped, err
}

// UnwrapLookup opens a stored one.
func (m *Master) UnwrapLookup(wrapped []byte, at Place) (Lookup, error) {
	key, err := m.Open(wrapped, at)
	if err == nil && len(key) != keySize {
		err = fmt.Errorf("a key for looking up must have %d bytes", keySize)
	}
	return Lookup{key}, err
}

// Of is the hash of a value of one kind.
func (l Lookup) Of(kind, value string) []byte {
	mac := hmac.New(sha256.New, l.key)
	mac.Write([]byte(kind + "\x00" + value))
	return mac.Sum(nil)
}

// Email is the hash of an e-mail address, whatever its capitals.
func (l Lookup) Email(address string) []byte { return l.Of("email", NormalEmail(address)) }

// NormalEmail is an address as it is compared; "" for what is none.
func NormalEmail(address string) string {
	address = strings.ToLower(strings.TrimSpace(address))
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || len(address) > 254 {
		return ""
	}
	return address
}
