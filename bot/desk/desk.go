// Package desk is the web pages for the people who stand beside: mentors, supervisors
// and administrators. One table (routes.go) says what there is and who may; row-level
// security in the database says it again. Everything works without JavaScript.
package desk

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"stapmaat/bot/librarian"
	"stapmaat/bot/librarian/curate"
	"stapmaat/dialog"
	"stapmaat/knowledge/content"
	"stapmaat/prompts"
	"stapmaat/store"
	"stapmaat/store/door"
	"stapmaat/store/staff"
)

// Options of New. URL, Staff, Door, Store and Engine are needed.
type Options struct {
	URL   string           // the public address, https, or http on a loopback host
	Staff *staff.DB        // what pages read and write
	Door  *door.DB         // who is who
	Clock func() time.Time // domain time; default time.Now

	// Library answers what a supervisor tries; nil where there is none.
	Library *librarian.Librarian

	// Model names the language model and where it works, for the settings; "" where there is none.
	Model string

	// Curate drafts for who writes a text; nil where there is no language model.
	Curate *curate.Helper

	// What a mentor does for a participant goes to her talk by Store, and Wake lets a turn
	// take it up at once; Engine has the words and instruments that the person knows.
	Store  *store.DB
	Engine *dialog.Engine
	Wake   func()

	// Mail sends a letter, nil when there is no mail server. Chat lets the bot send a link
	// to somebody of the staff, nil when there is no bot.
	Mail func(ctx context.Context, to, subject, body string) error
	Chat func(context.Context, SignInNote) error

	TelegramKey string // with which Telegram signs for Mini Apps, in hex; default its production key
}

// SignInNote is a link to sign in on its way to a chat.
type SignInNote struct {
	Staff   int64
	Ref     string // makes it the same when it comes twice
	Address string
	Code    string // shown in the browser too
	Digits  string
}

// Desk answers the pages. It is safe for concurrent use.
type Desk struct {
	staff  *staff.DB
	shelf  *librarian.Librarian
	model  string
	curate *curate.Helper
	gate   content.Gate // what a short form must pass
	door   *door.DB
	clock  func() time.Time
	store  *store.DB
	engine *dialog.Engine
	wake   func()
	public *url.URL
	routes []route
	words  words
	pages  *pages
	static *static
	live   *hub
	limits *limits
	mux    http.Handler
	mail   func(ctx context.Context, to, subject, body string) error
	chat   func(context.Context, SignInNote) error
	queue  chan func(context.Context) error

	providers providers
	outside   *http.Client // to providers

	telegramKey ed25519.PublicKey
}

// New reads words, templates and files, and puts the routes together; a fault in any of them is found here, not by a visitor.
func New(o Options) (*Desk, error) {
	public, err := url.Parse(o.URL)
	if err != nil || public.Host == "" {
		return nil, errors.New("putting the desk together: the public address is no URL")
	}
	d := &Desk{staff: o.Staff, shelf: o.Library, model: o.Model, curate: o.Curate, door: o.Door, clock: o.Clock, public: public, routes: slices.Concat(routes, mentorRoutes, organisationRoutes, libraryRoutes, alarmRoutes), live: newHub(), limits: newLimits(),
		mail: o.Mail, chat: o.Chat, queue: make(chan func(context.Context) error, laterAtMost),
		store: o.Store, engine: o.Engine, wake: o.Wake,
		providers: providers{known: map[door.Provider]*oidc.Provider{}}, outside: &http.Client{Timeout: oidcWithin}}
	if d.clock == nil {
		d.clock = time.Now
	}
	gate, err := prompts.NewGate()
	if err != nil {
		return nil, fmt.Errorf("putting the desk together: %w", err)
	}
	d.gate = func(text string) []string { return gate.Check("answer.short", text) }
	if d.engine == nil {
		d.engine = &dialog.Engine{}
	}
	if d.telegramKey, err = readTelegramKey(o.TelegramKey); err != nil {
		return nil, fmt.Errorf("putting the desk together: %w", err)
	}
	if d.words, err = readWords(); err != nil {
		return nil, fmt.Errorf("putting the desk together: %w", err)
	}
	if d.static, err = readStatic(); err != nil {
		return nil, fmt.Errorf("putting the desk together: %w", err)
	}
	if d.pages, err = readPages(d.words, d.static); err != nil {
		return nil, fmt.Errorf("putting the desk together: %w", err)
	}
	d.mux = d.guard(d.router())
	return d, nil
}

// ServeHTTP answers one request.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.mux.ServeHTTP(w, r) }

// Run keeps what changes by itself going, until ctx ends; then open streams end too.
func (d *Desk) Run(ctx context.Context) {
	var workers sync.WaitGroup
	for range laterAtOnce {
		workers.Go(func() { d.work(ctx) })
	}
	d.live.run(ctx)
	workers.Wait()
}

// secure tells whether browsers reach the desk over TLS; without, only on a loopback host.
func (d *Desk) secure() bool { return d.public.Scheme == "https" }

// address is a path as the outside world writes it.
func (d *Desk) address(path string) string {
	return strings.TrimRight(d.public.String(), "/") + path
}
