//go:build bench

package bench

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"stapmaat/store"
	"stapmaat/store/seal"
	"stapmaat/store/storetest"
)

// imported is how many documents a curator may bring in at once.
const imported = 500

// TestBenchImport prints how long `bot content import` takes over many documents, and the
// most memory that it held: what the system says of the process when it ended.
func TestBenchImport(t *testing.T) {
	url, key, dir := storetest.URL(t), filepath.Join(t.TempDir(), "master.key"), t.TempDir()
	master, err := seal.NewMaster()
	must(t, err, "making a key")
	must(t, master.Write(key), "writing the key")
	db := storetest.OpenURL(t, url, store.Options{Master: master, MaxConns: 2})
	_, err = db.EnsureOrganisation(t.Context(), organisation, false)
	must(t, err, "making the organisation")
	size := writeDocuments(t, dir)

	command := exec.CommandContext(t.Context(), build(t), "content", "import", "--organisation", organisation, dir)
	command.Env = append(os.Environ(), "DATABASE_URL="+url, "MASTER_KEY_FILE="+key, "LOG_LEVEL=warn")
	began := time.Now()
	out, err := command.CombinedOutput()
	took := time.Since(began)
	if err != nil || !strings.Contains(string(out), fmt.Sprintf("%d new, 0 the same as before, 0 refused", imported)) {
		t.Fatalf("importing: %v\n%s", err, out)
	}
	resident := float64(command.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) / 1024
	var f figures
	f.part(fmt.Sprintf("bot content import: %d documents, %.1f MiB, Markdown and HTML, some of 2 MiB", imported, float64(size)/(1<<20)))
	f.plain("seconds; documents a second", "%.1f; %.0f", took.Seconds(), imported/took.Seconds())
	f.below("most memory resident, MiB", "%.0f", 300, resident)
	f.print(os.Stdout)
}

// writeDocuments fills a folder with documents of all sizes, and tells how many bytes they are.
func writeDocuments(t *testing.T, dir string) (size int) {
	t.Helper()
	random := rand.New(rand.NewPCG(5, 6))
	for n := range imported {
		sections := 3 + random.IntN(12)
		if n%50 == 0 {
			sections = 4000 // some 2 MiB
		}
		var b strings.Builder
		name, heading, words := fmt.Sprintf("tekst-%03d.md", n), "## %s\n\n", "%s\n\n"
		if n%4 == 0 {
			name, heading, words = fmt.Sprintf("tekst-%03d.html", n), "<h2>%s</h2>\n", "<p>%s</p>\n"
			fmt.Fprintf(&b, "<title>Tekst %d</title>\n", n)
		} else {
			fmt.Fprintf(&b, "---\ntitle: Tekst %d\nkind: explanation\nsource: bench\nlicence: own words\nauthor: bench\n---\n", n)
		}
		for range sections {
			fmt.Fprintf(&b, heading, sentence(random, 4))
			fmt.Fprintf(&b, words, sentence(random, 80))
		}
		size += b.Len()
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(b.String()), 0o600), "writing a document")
	}
	return size
}
