// Package desktest starts the desk on a random port over a database of its own, and
// signs people in: for tests of pages, with and without a browser.
package desktest

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"stapmaat/bot/desk"
	"stapmaat/bot/librarian"
	"stapmaat/bot/librarian/curate"
	"stapmaat/dialog"
	"stapmaat/knowledge"
	"stapmaat/prompts"
	"stapmaat/store"
	"stapmaat/store/door"
	"stapmaat/store/library"
	"stapmaat/store/staff"
	"stapmaat/store/storetest"
)

// Place is a house with its desk open.
type Place struct {
	*storetest.House
	Desk  *desk.Desk
	Staff *staff.DB
	Door  *door.DB
	Books *library.DB          // the curator's side of the content
	Shelf *librarian.Librarian // makes releases, and answers
	Model *Model               // whom a curator asks
	URL   string               // http://127.0.0.1:port

	Letters chan Letter          // what was mailed
	Notes   chan desk.SignInNote // what the bot was asked to send
	t       testing.TB

	visitors atomic.Int64
}

// Letter is one that the desk mailed.
type Letter struct{ To, Subject, Body string }

// New makes one. House's clock stands still, at a working hour.
func New(t testing.TB) *Place {
	t.Helper()
	p := &Place{Model: &Model{}, House: storetest.NewHouse(t, store.Options{}), Letters: make(chan Letter, 100), Notes: make(chan desk.SignInNote, 100), t: t}
	ctx := context.Background()
	var err error
	if p.Staff, err = staff.Open(ctx, p.House.URL, staff.Options{Master: storetest.Master(), MaxConns: 3, Clock: p.Clock.Now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Staff.Close)
	if p.Door, err = door.Open(ctx, p.House.URL, door.Options{Master: storetest.Master(), MaxConns: 2, Clock: p.Clock.Now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Door.Close)
	if p.Books, err = library.Open(ctx, p.House.URL, p.Clock.Now); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Books.Close)
	reader, err := library.OpenReader(ctx, p.House.URL, 2, p.Clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reader.Close)
	p.Shelf = librarian.New(p.Books, reader, nil)
	p.open()
	return p
}

func (p *Place) open() {
	p.t.Helper()
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		p.t.Fatal(err)
	}
	p.URL = "http://" + socket.Addr().String()
	helper, err := curate.New(p.Model, p.DB)
	if err != nil {
		p.t.Fatal(err)
	}
	p.Desk, err = desk.New(desk.Options{URL: p.URL, Staff: p.Staff, Door: p.Door, Library: p.Shelf, Model: "proefmodel (local)", Curate: helper, Clock: p.Clock.Now, Store: p.DB, Engine: Engine(p.t),
		Mail: func(_ context.Context, to, subject, body string) error {
			p.Letters <- Letter{to, subject, body}
			return nil
		},
		Chat: func(_ context.Context, n desk.SignInNote) error {
			p.Notes <- n
			return nil
		}})
	if err != nil {
		p.t.Fatal(err)
	}
	server := &httptest.Server{Listener: socket, Config: &http.Server{Handler: p.Desk}}
	server.Start()
	ctx, stop := context.WithCancel(context.Background())
	ran := make(chan struct{})
	go func() { p.Desk.Run(ctx); close(ran) }()
	p.t.Cleanup(func() { stop(); <-ran; server.Close() })
}

// Address is host and port where the desk answers.
func (p *Place) Address() string { return strings.TrimPrefix(p.URL, "http://") }

// Token signs somebody of the staff in and gives what stands in the cookie.
func (p *Place) Token(staff int64) string {
	p.t.Helper()
	var organisation int64
	p.Scan(`SELECT organisation_id FROM person WHERE id = $1`, []any{staff}, &organisation)
	token, err := p.Door.Begin(context.Background(), organisation, staff, door.ByCommand, "browser/machine", "")
	if err != nil {
		p.t.Fatal(err)
	}
	return token
}

// Cookie is the name of the session's cookie on a loopback host.
const Cookie = "desk-session"

// Visitor is a browser without a screen: it keeps cookies and does not follow redirects.
type Visitor struct {
	place *Place
	http  *http.Client
	from  string // the address that a proxy would name: visitors don't slow each other down
}

// Visitor comes without being signed in.
func (p *Place) Visitor() *Visitor {
	n := p.visitors.Add(1)
	return &Visitor{place: p, from: fmt.Sprintf("192.0.%d.%d", n/250, n%250+1), http: &http.Client{Jar: newJar(), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// As is a visitor who is signed in; staff 0 is nobody.
func (p *Place) As(staff int64) *Visitor {
	p.t.Helper()
	v := p.Visitor()
	if staff != 0 {
		v.Carry(Cookie, p.Token(staff))
	}
	return v
}

// Carry puts a cookie into the browser.
func (v *Visitor) Carry(name, value string) {
	at, _ := url.Parse(v.place.URL)
	v.http.Jar.SetCookies(at, []*http.Cookie{{Name: name, Value: value, Path: "/"}})
}

// Carries gives a cookie of the browser, "" when it has none.
func (v *Visitor) Carries(name string) string {
	at, _ := url.Parse(v.place.URL)
	for _, c := range v.http.Jar.Cookies(at) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// Answer is what the desk said.
type Answer struct {
	Status int
	To     string // where a redirect goes
	Header http.Header
	Body   string
}

// Follow asks for a page and goes where it is sent, a few times.
func (v *Visitor) Follow(path string) Answer {
	v.place.t.Helper()
	a := v.Get(path)
	for n := 0; a.To != "" && n < 5; n++ {
		a = v.Get(strings.TrimPrefix(a.To, v.place.URL))
	}
	return a
}

// Get asks for a page.
func (v *Visitor) Get(path string) Answer {
	v.place.t.Helper()
	request, err := http.NewRequest(http.MethodGet, v.place.URL+path, nil)
	if err != nil {
		v.place.t.Fatal(err)
	}
	return v.Do(request)
}

// Post sends a form from the desk's own page; fields are pairs of a name and a value.
func (v *Visitor) Post(path string, fields ...string) Answer {
	v.place.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	request, err := http.NewRequest(http.MethodPost, v.place.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.place.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.Do(request)
}

// Do sends any request.
func (v *Visitor) Do(request *http.Request) Answer {
	v.place.t.Helper()
	request.Header.Set("X-Forwarded-For", v.from)
	response, err := v.http.Do(request)
	if err != nil {
		v.place.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		v.place.t.Fatal(err)
	}
	return Answer{Status: response.StatusCode, To: response.Header.Get("Location"), Header: response.Header, Body: string(body)}
}

// Peek asks for a page and reads no body that goes on, such as a stream's.
func (v *Visitor) Peek(path string) Answer {
	v.place.t.Helper()
	request, err := http.NewRequest(http.MethodGet, v.place.URL+path, nil)
	if err != nil {
		v.place.t.Fatal(err)
	}
	request.Header.Set("X-Forwarded-For", v.from)
	response, err := v.http.Do(request)
	if err != nil {
		v.place.t.Fatal(err)
	}
	_ = response.Body.Close()
	return Answer{Status: response.StatusCode, To: response.Header.Get("Location"), Header: response.Header}
}

// Engine is the conversation with all its words, as the program has it.
func Engine(t testing.TB) *dialog.Engine {
	t.Helper()
	texts, err := prompts.Load("nl")
	if err != nil {
		t.Fatal(err)
	}
	library, err := knowledge.Bridges()
	if err != nil {
		t.Fatal(err)
	}
	return &dialog.Engine{Texts: map[string]*dialog.Texts{texts.Language: texts}, Bridges: library.All()}
}
