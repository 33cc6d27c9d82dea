package desk

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often one address may ask for pages, and send forms. A page brings three requests;
// an office has one address for many people.
const (
	pagesASecond, pagesAtOnce = 20, 200
	formsASecond, formsAtOnce = 1, 60
)

// forget is how long after its last request an address is forgotten, and mostAddresses how many are remembered.
const (
	forget        = 10 * time.Minute
	mostAddresses = 50_000
)

// limits keeps the pace of callers. It lives in the process: several processes each allow as much.
type limits struct {
	mu    sync.Mutex
	paces map[string]*pace
	swept time.Time
}

type pace struct {
	limiter *rate.Limiter
	last    time.Time
}

func newLimits() *limits { return &limits{paces: map[string]*pace{}} }

// allow tells whether one more of what key names may come now.
func (l *limits) allow(key string, aSecond rate.Limit, atOnce int) bool {
	now := time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.swept) > forget || len(l.paces) > mostAddresses {
		l.sweep(now)
	}
	p := l.paces[key]
	if p == nil {
		p = &pace{limiter: rate.NewLimiter(aSecond, atOnce)}
		l.paces[key] = p
	}
	p.last = now
	return p.limiter.AllowN(now, 1)
}

func (l *limits) sweep(now time.Time) {
	l.swept = now
	for key, p := range l.paces {
		if now.Sub(p.last) > forget || len(l.paces) > mostAddresses {
			delete(l.paces, key)
		}
	}
}

// paced turns away who asks too much.
func (d *Desk) paced(next http.Handler) http.Handler {
	tooOften := d.refuse(errTooOften)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from := callerOf(r)
		ok := d.limits.allow("page "+from, pagesASecond, pagesAtOnce)
		if ok && r.Method == http.MethodPost {
			ok = d.limits.allow("form "+from, formsASecond, formsAtOnce)
		}
		if !ok {
			w.Header().Set("Retry-After", "10")
			tooOften.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// callerOf is the address of who asks. A proxy on this machine or network is believed
// about its caller; nobody else is. Of IPv6 the first half counts: a household has that many.
func callerOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return "unknown"
	}
	peer, err := netip.ParseAddr(host)
	if err != nil {
		return "unknown"
	}
	if peer.IsLoopback() || peer.IsPrivate() {
		all := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if said, err := netip.ParseAddr(strings.TrimSpace(all[len(all)-1])); err == nil {
			peer = said
		}
	}
	if peer = peer.Unmap(); peer.Is6() {
		if half, err := peer.WithZone("").Prefix(64); err == nil {
			return half.String()
		}
	}
	return peer.String()
}
