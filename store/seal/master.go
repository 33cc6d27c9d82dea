package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// Master is the key above all keys. It seals nothing of a person itself: it
// wraps the key that every person has, and the tokens of bots. It is a Tink
// keyset, so it can hold older keys beside the one in use.
type Master struct {
	handle *keyset.Handle
	aead   tink.AEAD
	id     uint32
}

// NewMaster makes a master key of one random AES-256-GCM key.
func NewMaster() (*Master, error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("making a master key: %w", err)
	}
	return fromHandle(handle)
}

func fromHandle(handle *keyset.Handle) (*Master, error) {
	primitive, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("using the master key: %w", err)
	}
	primary, err := handle.Primary()
	if err != nil {
		return nil, fmt.Errorf("using the master key: %w", err)
	}
	return &Master{handle: handle, aead: primitive, id: primary.KeyID()}, nil
}

// ID is the number of the key that wraps from now on; it is kept beside what it wrapped.
func (m *Master) ID() int64 { return int64(m.id) }

// Rotate gives a master that wraps with a new key and still opens what the old ones wrapped.
func (m *Master) Rotate() (*Master, error) {
	manager := keyset.NewManagerFromHandle(m.handle)
	id, err := manager.Add(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("rotating the master key: %w", err)
	}
	if err := manager.SetPrimary(id); err != nil {
		return nil, fmt.Errorf("rotating the master key: %w", err)
	}
	handle, err := manager.Handle()
	if err != nil {
		return nil, fmt.Errorf("rotating the master key: %w", err)
	}
	return fromHandle(handle)
}

// ReadMaster reads the key file. It refuses a file that others may read, and one
// that holds no key, with one sentence that says what to do.
func ReadMaster(path string) (*Master, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("the master key file %s does not exist: put the key there, or make a new one when the database is new", path)
	case err != nil:
		return nil, fmt.Errorf("looking at the master key file: %w", err)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("the master key file %s is not a file", path)
	case info.Mode().Perm()&0o077 != 0:
		return nil, fmt.Errorf("the master key file %s may be read by others (mode %04o): run chmod 600 %s", path, info.Mode().Perm(), path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the master key file: %w", err)
	}
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(text)))
	if err != nil {
		// The reader's own words may quote the file.
		return nil, fmt.Errorf("the master key file %s holds no key: put back the file that this program made", path)
	}
	return fromHandle(handle)
}

// Write puts the key into a new file of mode 0600; it never overwrites one.
func (m *Master) Write(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("making the master key file: %w", err)
	}
	return m.writeTo(file)
}

// Replace puts the key in the place of an older one, whole or not at all.
func (m *Master) Replace(path string) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".master-*") // mode 0600
	if err != nil {
		return fmt.Errorf("making the master key file: %w", err)
	}
	if err := m.writeTo(file); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("replacing the master key file: %w", err)
	}
	return nil
}

func (m *Master) writeTo(file *os.File) error {
	err := insecurecleartextkeyset.Write(m.handle, keyset.NewJSONWriter(file))
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("writing the master key file: %w", err)
	}
	return nil
}

// Seal seals a value of an organisation, such as a bot's token.
func (m *Master) Seal(plain []byte, at Place) ([]byte, error) {
	sealed, err := m.aead.Encrypt(plain, at)
	if err != nil {
		return nil, fmt.Errorf("sealing %s: %w", at, err)
	}
	return sealed, nil
}

// Open opens what Seal sealed at the same place.
func (m *Master) Open(sealed []byte, at Place) ([]byte, error) {
	plain, err := m.aead.Decrypt(sealed, at)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", at, ErrSealed)
	}
	return plain, nil
}
