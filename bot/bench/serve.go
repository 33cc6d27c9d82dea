//go:build bench || faults

package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// build makes the program, as `make build` does, outside of the tree.
func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "bot")
	command := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "stapmaat/bot")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	return binary
}

// process is one `bot serve`.
type process struct {
	command *exec.Cmd
	began   time.Time
	log     tail
	ended   chan struct{}
}

// serve starts the program in the town.
func (w *town) serve(t *testing.T, binary string, environ ...string) *process {
	t.Helper()
	p := &process{command: exec.Command(binary, "serve"), began: time.Now(), ended: make(chan struct{})}
	p.command.Env = append([]string{
		"PATH=" + os.Getenv("PATH"),
		"DATABASE_URL=" + w.url,
		"MASTER_KEY_FILE=" + w.keyFile,
		"TELEGRAM_API_URL=" + w.telegram.URL(),
		"LISTEN_ADDR=127.0.0.1:0",
		"LOG_LEVEL=warn",
		"ORGANISATION=" + organisation,
	}, environ...)
	p.command.Stdout, p.command.Stderr = &p.log, &p.log
	must(t, p.command.Start(), "starting the program")
	go func() {
		_ = p.command.Wait() // how it ended is known by who ended it
		close(p.ended)
	}()
	t.Cleanup(p.kill)
	return p
}

// alive fails the run when the program ended by itself.
func (p *process) alive(t *testing.T) {
	t.Helper()
	select {
	case <-p.ended:
		t.Fatalf("the program ended by itself (%v); its last words:\n%s", p.command.ProcessState, p.log.String())
	default:
	}
}

// stop asks it to end, as systemd does.
func (p *process) stop(t *testing.T) {
	t.Helper()
	_ = p.command.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case <-p.ended:
	case <-time.After(15 * time.Second):
		t.Error("the program did not end within 15 seconds of SIGTERM")
		p.kill()
	}
}

// kill is kill -9.
func (p *process) kill() {
	if err := p.command.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		panic(fmt.Sprintf("killing the program: %v", err))
	}
	<-p.ended
}

// resident is the memory that the process holds now, in MiB; 0 when it ended.
func (p *process) resident() float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmRSS:" {
			kib, _ := strconv.ParseFloat(fields[1], 64)
			return kib / 1024
		}
	}
	return 0
}

// most watches what is resident until the context ends, and gives the highest.
func (p *process) most(ctx context.Context) (most float64) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		most = max(most, p.resident())
		select {
		case <-ctx.Done():
			return most
		case <-tick.C:
		}
	}
}
