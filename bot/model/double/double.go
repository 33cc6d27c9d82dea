// Package double is a model endpoint for tests, benches and evaluations: OpenAI's protocol
// over HTTP on loopback, as OpenAI and as Azure speak it. It is strict about what any of
// the services refuses that we mean to work with, and what a test did not foresee is
// reported through Options.Fail.
//
// Its rules follow the public reference of OpenAI's chat completions, structured outputs
// and transcriptions, and Azure's narrower list of schema words; where they differ or say
// nothing, the doubtful case is refused.
package double

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// What the double takes, unless Options say otherwise.
const (
	Key     = "sk-double"
	Model   = "double-1"
	Version = "2024-10-21" // Azure's api-version
)

// Options choose what a Server wants to see and what it says. The zero Options panic on
// the first thing unforeseen, and answer only what is scripted.
type Options struct {
	// Fail hears of every request that a strict service would refuse, and of answers in
	// a script that it could not give. Usually t.Errorf.
	Fail       func(format string, args ...any)
	Key, Model string
	// Latency is waited before every answer.
	Latency time.Duration
	// Answer says what to do when nothing is scripted.
	Answer func(Request) Reply
	// Forget keeps no record of requests, for long benches.
	Forget bool
}

// Server is the double. It is safe for concurrent use.
type Server struct {
	options Options
	http    *http.Server
	url     string
	ctx     context.Context
	stop    context.CancelFunc
	running sync.WaitGroup

	mu       sync.Mutex
	script   []*scripted
	requests []Request
	seq      int
	busy     int
	most     int
}

// New starts a server on a free loopback port.
func New(o Options) *Server {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("double: listening on loopback: %v", err))
	}
	if o.Fail == nil {
		o.Fail = func(format string, args ...any) { panic("double: " + fmt.Sprintf(format, args...)) }
	}
	if o.Key == "" {
		o.Key = Key
	}
	if o.Model == "" {
		o.Model = Model
	}
	s := &Server{options: o, url: "http://" + listener.Addr().String()}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.http = &http.Server{Handler: http.HandlerFunc(s.serve), ReadHeaderTimeout: 10 * time.Second}
	s.running.Go(func() { _ = s.http.Serve(listener) }) // its error is always ErrServerClosed
	return s
}

// URL is the base address as OpenAI's clients want it.
func (s *Server) URL() string { return s.url + "/v1" }

// AzureURL is the address of a resource as Azure's clients want it.
func (s *Server) AzureURL() string { return s.url }

// Close ends what is under way and waits for it.
func (s *Server) Close() {
	s.stop()
	_ = s.http.Close()
	s.running.Wait()
}

// Requests are those that came in so far, refused ones too.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Busiest is how many requests were answered at the same time, at most.
func (s *Server) Busiest() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
}

func (s *Server) record(r *Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seq++
	r.Number = s.seq
	if !s.options.Forget {
		s.requests = append(s.requests, *r)
	}
}

func (s *Server) count(by int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy += by
	s.most = max(s.most, s.busy)
}
