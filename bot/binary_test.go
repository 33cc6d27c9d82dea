package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/telegram/double"
)

// These are about what only a real process has: signals and an exit code.

func build(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bot")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", path, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	return path
}

// process starts the program and waits until it serves.
func (p *place) process(t *testing.T, binary string) (*exec.Cmd, *logBook) {
	t.Helper()
	log := newLogBook()
	command := exec.CommandContext(t.Context(), binary, "serve")
	command.Stderr = log
	command.Env = os.Environ()
	for name, value := range p.environ {
		command.Env = append(command.Env, name+"="+value)
	}
	require.NoError(t, command.Start())
	log.await(t, "serving")
	return command, log
}

func TestSignals(t *testing.T) {
	t.Parallel()
	binary := build(t)
	p := newPlace(t)
	chat := p.bot.Private(1, "Stranger")

	began := time.Now()
	chat.Say("/start")
	first, log := p.process(t, binary)
	posts(t, chat, 1)
	t.Logf("start to first answer: %s", time.Since(began).Round(time.Millisecond))
	require.NoError(t, first.Process.Signal(syscall.SIGTERM))
	log.await(t, "stopped")
	require.NoError(t, first.Wait(), "a clean end is exit code 0")
	peak := first.ProcessState.SysUsage().(*syscall.Rusage).Maxrss / 1024 // KiB on Linux
	t.Logf("most memory: %d MiB", peak)

	// The second signal does not wait for Telegram, which does not answer.
	never := make(chan struct{})
	defer close(never)
	p.double.Fault(double.Fault{Method: "sendMessage", Applied: true, Hold: never})
	second, log := p.process(t, binary)
	chat.Say("/start")
	posts(t, chat, 2)
	require.NoError(t, second.Process.Signal(syscall.SIGINT))
	log.await(t, "stopping")
	require.NoError(t, second.Process.Signal(syscall.SIGINT))
	require.Error(t, second.Wait())
	require.Equal(t, 1, second.ProcessState.ExitCode())
}
