package knowledge

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"stapmaat/dialog"
)

// defaultBridge is the version that a person gets for whom nothing else was
// chosen. This is the one place that names it.
const defaultBridge = "stapmaat-2026-11"

//go:embed starter/bridges/*.yaml
var starter embed.FS

// Library is a set of bridges, several versions of one bridge side by side: a
// position stays readable under the version it was given in, so a version is
// never changed once somebody stood on it, and never taken away.
type Library struct {
	byVersion map[string]*dialog.Bridge
	standard  *dialog.Bridge
}

// Bridges reads every bridge that ships with the program. The error is Faults
// when files have faults, all files together.
func Bridges() (Library, error) {
	return readLibrary(starter, "starter/bridges", defaultBridge)
}

// ByVersion finds a bridge. Bridges are shared: read them only.
func (l Library) ByVersion(v string) (*dialog.Bridge, bool) {
	b, ok := l.byVersion[v]
	return b, ok
}

// Default is the bridge for whom nothing else was chosen. Read it only.
func (l Library) Default() *dialog.Bridge { return l.standard }

// All lists every bridge, the default first.
func (l Library) All() []*dialog.Bridge {
	all := []*dialog.Bridge{l.standard}
	for _, v := range l.Versions() {
		if b := l.byVersion[v]; b != l.standard {
			all = append(all, b)
		}
	}
	return all
}

// Versions lists what there is, in alphabetical order.
func (l Library) Versions() []string {
	var all []string
	for v := range l.byVersion {
		all = append(all, v)
	}
	slices.Sort(all)
	return all
}

// readLibrary reads a folder of bridges and picks the one that is the default.
func readLibrary(files fs.FS, dir, standard string) (Library, error) {
	names, err := fs.Glob(files, path.Join(dir, "*.yaml"))
	if err != nil {
		return Library{}, fmt.Errorf("listing bridges: %w", err)
	}
	r := libraryReader{bridges: map[string]*dialog.Bridge{}, from: map[string]string{}}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return Library{}, fmt.Errorf("reading bridge: %w", err)
		}
		r.read(name, data)
	}
	if len(r.found) > 0 {
		sortFaults(r.found)
		return Library{}, r.found
	}
	b, ok := r.bridges[standard]
	if !ok {
		return Library{}, fmt.Errorf("no bridge has version %q, which is named as the default", standard)
	}
	return Library{byVersion: r.bridges, standard: b}, nil
}

// libraryReader gathers bridges, the file of each version, and all faults.
type libraryReader struct {
	bridges map[string]*dialog.Bridge
	from    map[string]string
	found   Faults
}

func (r *libraryReader) read(name string, data []byte) {
	f := &faults{file: name}
	b, line := parseBridge(f, data)
	if b != nil && b.Version != "" {
		if other, double := r.from[b.Version]; double {
			f.add(line, "version %q is also in %s: give every file its own", b.Version, other)
		} else {
			r.from[b.Version], r.bridges[b.Version] = name, b
		}
	}
	r.found = append(r.found, f.found...)
}
