// Package seal makes values unreadable for everybody without the key. A master
// key wraps one data key a person; the data key seals every value typed by or
// about that person, bound to the place where it lies. Destroying the wrapped
// key makes all of them unreadable at once, copies included.
package seal

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/tink-crypto/tink-go/v2/aead/subtle"
)

// ErrSealed says that a value can't be opened: another key, another place, or changed bytes.
var ErrSealed = errors.New("sealed with another key or for another place")

const keySize = 32 // AES-256

// Place names where a sealed value lies, "outbox.body/812/0". It is bound into
// the value, so that one can't be moved to another row or column.
type Place []byte

// At names a place by its column and the record's natural id, known before the row is written.
func At(column string, id ...int64) Place {
	place := make([]byte, 0, len(column)+len(id)*12)
	place = append(place, column...)
	for _, n := range id {
		place = append(place, '/')
		place = strconv.AppendInt(place, n, 10)
	}
	return place
}

// PersonKey is where a person's own wrapped key lies.
func PersonKey(person int64) Place { return At("person.key", person) }

// Named adds a word to a place, for records that have no number.
func (p Place) Named(name string) Place {
	return append(append(append(Place{}, p...), '/'), name...)
}

// Key seals and opens the values of one person. It never leaves the process.
type Key struct{ aead *subtle.AESGCM }

// NewKey makes a person's key; wrapped is what may be stored, for that place only.
func (m *Master) NewKey(at Place) (key Key, wrapped []byte, err error) {
	bare := make([]byte, keySize)
	_, _ = rand.Read(bare) // never fails, see its documentation
	if key, err = newKey(bare); err != nil {
		return Key{}, nil, err
	}
	if wrapped, err = m.Seal(bare, at); err != nil {
		return Key{}, nil, err
	}
	return key, wrapped, nil
}

// Unwrap opens a stored key.
func (m *Master) Unwrap(wrapped []byte, at Place) (Key, error) {
	bare, err := m.Open(wrapped, at)
	if err != nil {
		return Key{}, err
	}
	return newKey(bare)
}

// Rewrap wraps a stored key with the master key that is in use now.
func (m *Master) Rewrap(wrapped []byte, at Place) ([]byte, error) {
	bare, err := m.Open(wrapped, at)
	if err != nil {
		return nil, err
	}
	return m.Seal(bare, at)
}

func newKey(bare []byte) (Key, error) {
	if len(bare) != keySize {
		return Key{}, fmt.Errorf("a person's key must have %d bytes", keySize)
	}
	primitive, err := subtle.NewAESGCM(bare)
	if err != nil {
		return Key{}, fmt.Errorf("using a person's key: %w", err)
	}
	return Key{primitive}, nil
}

// Seal seals a value for one place.
func (k Key) Seal(plain []byte, at Place) ([]byte, error) {
	if k.aead == nil {
		return nil, fmt.Errorf("sealing %s: no key", at)
	}
	sealed, err := k.aead.Encrypt(plain, at)
	if err != nil {
		return nil, fmt.Errorf("sealing %s: %w", at, err)
	}
	return sealed, nil
}

// Open opens a value that was sealed for the same place.
func (k Key) Open(sealed []byte, at Place) ([]byte, error) {
	if k.aead == nil {
		return nil, fmt.Errorf("opening %s: no key: %w", at, ErrSealed)
	}
	plain, err := k.aead.Decrypt(sealed, at)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", at, ErrSealed)
	}
	return plain, nil
}

// SealText seals words; no words stay NULL.
func (k Key) SealText(words string, at Place) ([]byte, error) {
	if words == "" {
		return nil, nil
	}
	return k.Seal([]byte(words), at)
}

// OpenText opens words; NULL is no words.
func (k Key) OpenText(sealed []byte, at Place) (string, error) {
	if sealed == nil {
		return "", nil
	}
	plain, err := k.Open(sealed, at)
	return string(plain), err
}

// SealJSON seals any value as JSON.
func (k Key) SealJSON(value any, at Place) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("writing %s: %w", at, err)
	}
	return k.Seal(text, at)
}

// OpenJSON opens what SealJSON sealed; NULL leaves the value as it is.
func (k Key) OpenJSON(sealed []byte, at Place, value any) error {
	if sealed == nil {
		return nil
	}
	text, err := k.Open(sealed, at)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, value); err != nil {
		// encoding/json quotes what it read, which is what a person wrote.
		return fmt.Errorf("reading %s: the JSON does not fit", at)
	}
	return nil
}
