package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Somebody plays the model by hand, and a talk in the terminal goes on with what she writes.
func TestChatWithAModelPlayedByHand(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	folder := t.TempDir()
	over, done := make(chan bool), make(chan []string)
	go func() {
		var kinds []string
		look := time.NewTicker(5 * time.Millisecond)
		defer look.Stop()
		for n := 1; ; {
			data, err := os.ReadFile(filepath.Join(folder, fmt.Sprintf("%d.json", n)))
			var q struct{ Kind string }
			if err == nil && json.Unmarshal(data, &q) == nil {
				answer := `{"marks":[],"category":"none","urgency":"none","sub":"none","sure":true}`
				if q.Kind == "reply" {
					answer = `{"intent":"feeling","choice":"","words":"","reflection":"Er kwam een brief waar je niks van snapt.","question":"","sentences":[],"placings":[],"links":[]}`
				}
				_ = os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.answer.json", n)), []byte(answer), 0o600)
				kinds = append(kinds, q.Kind)
				n++
				continue
			}
			select {
			case <-look.C:
			case <-over:
				done <- kinds
				return
			}
		}
	}()
	out, _ := p.chat(t, toTheBridge+"er kwam een brief waar ik niks van snap\n", "--model-dir", folder)
	close(over)
	require.Contains(t, out, "er kwam een brief waar je niks van snapt")
	require.Subset(t, <-done, []string{"reply", "screen"})
}
