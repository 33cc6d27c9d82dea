//go:build bench || faults

package bench

import (
	"bytes"
	"sync"
)

// tail keeps the end of a log.
type tail struct {
	mu    sync.Mutex
	text  []byte
	lines int
}

const tailBytes = 8 << 10

// Write implements io.Writer.
func (l *tail) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines += bytes.Count(p, []byte("\n"))
	l.text = append(l.text, p...)
	if extra := len(l.text) - tailBytes; extra > 0 {
		l.text = append([]byte{}, l.text[extra:]...)
	}
	return len(p), nil
}

func (l *tail) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.text)
}
