package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// readyFor bounds one look at whether the program is ready.
const readyFor = 2 * time.Second

// condition is one thing that must hold before this process may be sent work.
type condition struct {
	name  string
	holds func(context.Context) error
}

// routes are the pages for those who run the program. They hold numbers and
// sentences, nothing about people; even so they belong behind a proxy.
func routes(metrics *prometheus.Registry, conditions []condition) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { answerReady(w, r, conditions) })
	mux.Handle("GET /metrics", promhttp.HandlerFor(metrics, promhttp.HandlerOpts{}))
	return mux
}

// answerReady lists what holds, a line each; one that does not makes it 503.
func answerReady(w http.ResponseWriter, r *http.Request, conditions []condition) {
	ctx, cancel := context.WithTimeout(r.Context(), readyFor)
	defer cancel()
	status, lines := http.StatusOK, ""
	for _, c := range conditions {
		if err := c.holds(ctx); err != nil {
			status = http.StatusServiceUnavailable
			lines += fmt.Sprintf("%s: %v\n", c.name, err)
			continue
		}
		lines += c.name + ": ok\n"
	}
	w.WriteHeader(status)
	fmt.Fprint(w, lines)
}

// listener is the HTTP server on its way.
type listener struct {
	server *http.Server
	socket net.Listener
	done   sync.WaitGroup
}

// listen opens the address that a setting gives and answers until close.
func listen(ctx context.Context, setting, addr string, handler http.Handler) (*listener, error) {
	socket, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, advise(fmt.Errorf("listening on %s: %w", addr, err), "end what listens there, or give another "+setting)
	}
	l := &listener{socket: socket, server: &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
	}}
	l.done.Go(func() { _ = l.server.Serve(socket) }) // ErrServerClosed, or close tells
	return l, nil
}

// close lets the calls that are being answered finish, as long as ctx allows.
func (l *listener) close(ctx context.Context) error {
	err := l.server.Shutdown(ctx)
	if err != nil {
		err = errors.Join(fmt.Errorf("closing the listener: %w", err), l.server.Close())
	}
	l.done.Wait()
	return err
}
