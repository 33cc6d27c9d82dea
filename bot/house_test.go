package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/telegram/double"
	"stapmaat/store"
	"stapmaat/store/seal"
	"stapmaat/store/storetest"
)

// place is a database, a key and a Bot API server for one test.
type place struct {
	environ map[string]string
	double  *double.Server
	bot     *double.Bot
	db      *store.DB
}

const placeToken = "900:place-place-place"

// newPlace makes one. The double fails the test on whatever it did not foresee.
func newPlace(t *testing.T) *place {
	t.Helper()
	server := newDouble(t)
	key := filepath.Join(t.TempDir(), "master.key")
	master, err := seal.NewMaster()
	require.NoError(t, err)
	require.NoError(t, master.Write(key))
	url := storetest.URL(t)
	return &place{
		environ: map[string]string{
			"DATABASE_URL": url, "MASTER_KEY_FILE": key, "TELEGRAM_API_URL": server.URL(),
			"TELEGRAM_TOKEN": placeToken, "LISTEN_ADDR": "127.0.0.1:0", "TURN_WORKERS": "2", "ORGANISATION": "Stadsteam",
		},
		double: server, bot: server.Bot(placeToken),
		db: storetest.OpenURL(t, url, store.Options{Master: master}),
	}
}

// with is the environment with some settings changed.
func (p *place) with(changes map[string]string) map[string]string {
	environ := map[string]string{}
	for _, values := range []map[string]string{p.environ, changes} {
		for name, value := range values {
			environ[name] = value
		}
	}
	return environ
}

// served is a serve that runs in this process.
type served struct {
	address string // of its HTTP pages
	stop    context.CancelFunc
	code    chan int
	log     *logBook
}

// serve starts one and waits until it listens; it ends with the test at the latest.
func (p *place) serve(t *testing.T) *served {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	s := &served{stop: stop, code: make(chan int, 1), log: newLogBook()}
	go func() {
		s.code <- run(ctx, program{args: []string{"serve"}, environ: p.environ, in: strings.NewReader(""), out: io.Discard, err: s.log, now: time.Now})
		s.log.close()
	}()
	t.Cleanup(func() { s.end(t) })
	line := s.log.await(t, "serving")
	s.address, _ = line["listen"].(string)
	require.NotEmpty(t, s.address)
	return s
}

// end stops it and waits for its exit.
func (s *served) end(t *testing.T) {
	t.Helper()
	s.stop()
	select {
	case code := <-s.code:
		s.code <- code
		require.Zero(t, code, s.log.text())
	case <-time.After(2 * stopsWithin):
		t.Fatal("serve does not stop")
	}
}

// logBook keeps what was logged and lets a test wait for a line.
type logBook struct {
	mu    sync.Mutex
	all   bytes.Buffer
	lines chan map[string]any
	write *io.PipeWriter
}

func newLogBook() *logBook {
	read, write := io.Pipe()
	b := &logBook{lines: make(chan map[string]any, 1000), write: write}
	go func() {
		defer close(b.lines)
		for scan := bufio.NewScanner(read); scan.Scan(); {
			var line map[string]any
			if json.Unmarshal(scan.Bytes(), &line) == nil {
				select {
				case b.lines <- line:
				default: // nobody waits for that many
				}
			}
		}
	}()
	return b
}

func (b *logBook) Write(p []byte) (int, error) {
	b.mu.Lock()
	b.all.Write(p)
	b.mu.Unlock()
	return b.write.Write(p)
}

func (b *logBook) close() { _ = b.write.Close() }

func (b *logBook) text() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.String()
}

// await gives the next line with that message.
func (b *logBook) await(t *testing.T, message string) map[string]any {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case line, open := <-b.lines:
			if !open {
				t.Fatalf("the program ended before it said %q:\n%s", message, b.text())
			}
			if line["message"] == message {
				return line
			}
		case <-late:
			t.Fatalf("the program never said %q:\n%s", message, b.text())
		}
	}
}

// posts waits for so many messages in a chat and gives their texts.
func posts(t *testing.T, c *double.Chat, n int) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	all, err := c.Await(ctx, n)
	require.NoError(t, err, "waiting for message %d", n)
	var texts []string
	for _, p := range all {
		texts = append(texts, p.Text)
	}
	return texts
}
