package desk

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/knowledge/reading"
)

// requestHeader carries the number under which the log tells about a request.
const requestHeader = "X-Request-Id"

// maxBody is what a form may be, in bytes; a text of the library and a file may be larger.
const (
	maxBody   = 64 << 10
	maxText   = 1 << 20
	maxUpload = reading.MaxFile + 64<<10
)

func bodyOf(path string) int64 {
	switch {
	case path == uploadPath:
		return maxUpload
	case strings.HasPrefix(path, textPath):
		return maxText
	}
	return maxBody
}

// guard stands before all routes: it numbers and logs the request, sets the headers that
// keep a page to itself, turns forms of other sites away, and bounds size and pace.
func (d *Desk) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(d.refuse(errElsewhere))
	return d.logged(d.headers(d.paced(bounded(cross.Handler(next)))))
}

// refuse answers with an error page whatever is asked.
func (d *Desk) refuse(e *Error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{w: w, r: r, desk: d, route: &nowhere}
		c.fail(e)
	})
}

func bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, bodyOf(r.URL.Path))
		next.ServeHTTP(w, r)
	})
}

// contentPolicy lets a page use what this server gives and nothing else.
const contentPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "

// miniAppPath is the one page that Telegram's own web client may show in a frame.
const miniAppPath = "/telegram"

func (d *Desk) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		framers := "'none'"
		if r.URL.Path == miniAppPath {
			framers = "https://web.telegram.org"
		}
		h.Set("Content-Security-Policy", contentPolicy+framers)
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Robots-Tag", "noindex, nofollow")
		if d.secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// logged gives the request a number and writes one line about it. The line has the
// route's pattern, never the path: addresses may hold tokens and numbers of people.
func (d *Desk) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		number := strings.ToLower(rand.Text()[:10])
		w.Header().Set(requestHeader, number)
		log := zerolog.Ctx(r.Context()).With().Str("request", number).Logger()
		r = r.WithContext(log.WithContext(r.Context()))
		began := time.Now()
		kept := &keptStatus{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			if fault := recover(); fault != nil {
				log.Error().Str("fault", fmt.Sprintf("%T", fault)).Stack().Msg("a page of the desk panicked")
				if !kept.wrote {
					d.refuse(errBroken).ServeHTTP(kept, r)
				}
			}
			log.Debug().Str("method", r.Method).Str("route", r.Pattern).Int("status", kept.status).Dur("took", time.Since(began)).Msg("desk")
		}()
		next.ServeHTTP(kept, r)
	})
}

// keptStatus remembers the status for the log.
type keptStatus struct {
	http.ResponseWriter
	status int
	wrote  bool
}

func (k *keptStatus) WriteHeader(status int) {
	k.status, k.wrote = status, true
	k.ResponseWriter.WriteHeader(status)
}

func (k *keptStatus) Write(b []byte) (int, error) {
	k.wrote = true
	return k.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (k *keptStatus) Unwrap() http.ResponseWriter { return k.ResponseWriter }
