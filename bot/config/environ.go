package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"strings"
)

// maxSecretFile bounds what is read from a *_FILE, in bytes: a wrong path may name a disk image.
const maxSecretFile = 64 << 10

// withoutEmpty copies environ without variables that are empty: compose files and units hand on what is not set as "".
func withoutEmpty(environ map[string]string) map[string]string {
	values := maps.Clone(environ)
	maps.DeleteFunc(values, func(_, v string) bool { return v == "" })
	if values == nil { // a nil map would make the library read the environment of the process
		values = map[string]string{}
	}
	return values
}

// readSecretFiles puts into values what the files of NAME_FILE hold, for every secret NAME.
func readSecretFiles(values map[string]string) Faults {
	var faults Faults
	for _, s := range Describe() {
		path, named := values[s.FileName()]
		if !s.Secret || !named {
			continue
		}
		if _, both := values[s.Name]; both {
			faults = append(faults, Fault{s.Name, fmt.Sprintf("%s and %s are both set: leave one out.", s.Name, s.FileName())})
			continue
		}
		value, err := readSecretFile(path)
		if err != nil {
			faults = append(faults, Fault{s.Name, fmt.Sprintf("%s names %s, %v.", s.FileName(), path, err)})
			continue
		}
		values[s.Name] = value
	}
	return faults
}

// readSecretFile gives the content without the white space around it, which editors and echo leave.
func readSecretFile(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", errors.New("which does not exist: make the file or correct the path")
	case err != nil:
		return "", errors.New("which cannot be looked at: give the user of this program access to its folder")
	case info.IsDir():
		return "", errors.New("which is a folder: name a file")
	case info.Size() > maxSecretFile:
		return "", errors.New("which is too large for a secret: correct the path")
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", errors.New("which cannot be read: give the user of this program the right to read it")
	}
	value := strings.TrimSpace(string(b))
	if value == "" {
		return "", errors.New("which is empty: put the value in it")
	}
	return value, nil
}
