package terminal

import (
	"bufio"
	"context"
	"io"
	"strings"
)

// read gives the lines of in, empty ones left out, one at a time: the next line is
// read only when the one before was taken. The channel closes at the end. When ctx
// ends before in does, one read stays behind: a read from a terminal can't be ended.
func read(ctx context.Context, in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		buffered := bufio.NewReader(in)
		for {
			line, err := buffered.ReadString('\n')
			if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
				select {
				case lines <- line:
				case <-ctx.Done():
					return
				}
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}
