package model

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// number takes the next one that is free. A dot file holds it until the question stands
// there under its name, so that two programs never take the same.
func (f *Folder) number() (int, error) {
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return 0, fmt.Errorf("%w: the folder cannot be read", ErrDown)
	}
	n := 0
	for _, e := range entries {
		digits, _, _ := strings.Cut(strings.TrimPrefix(e.Name(), "."), ".")
		if taken, err := strconv.Atoi(digits); err == nil {
			n = max(n, taken)
		}
	}
	for {
		n++
		held, err := os.OpenFile(f.hold(n), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return 0, fmt.Errorf("%w: nothing can be written into the folder", ErrDown)
		}
		_ = held.Close() // nothing was written
		if !f.used(n) {
			return n, nil
		}
		f.free(n) // somebody took it and was done since the folder was read
	}
}

func (f *Folder) used(n int) bool {
	for _, name := range []string{"%d.json", "%d.late.json", "%d.answer.json"} {
		if _, err := os.Lstat(filepath.Join(f.dir, fmt.Sprintf(name, n))); !errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return false
}

func (f *Folder) hold(n int) string { return filepath.Join(f.dir, fmt.Sprintf(".%d", n)) }

func (f *Folder) free(n int) { _ = os.Remove(f.hold(n)) } // what stays is a number that nobody takes

// put writes a file that is there whole or not at all.
func (f *Folder) put(name string, data []byte) error {
	half := filepath.Join(f.dir, "."+name+".part")
	if err := os.WriteFile(half, data, 0o600); err != nil {
		return fmt.Errorf("%w: nothing can be written into the folder", ErrDown)
	}
	if err := os.Rename(half, filepath.Join(f.dir, name)); err != nil {
		return fmt.Errorf("%w: nothing can be written into the folder", ErrDown)
	}
	return nil
}
