// Package double is a mail server for tests: strict about what a client may do, over a
// real socket, and able to fail in the ways that mail servers do.
package double

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"
)

// User and Password are what the server takes.
const (
	User     = "bot"
	Password = "geheim"
)

// Letter is one that the server took.
type Letter struct {
	From, To, Subject, Body string
}

// Fault is something that goes wrong on purpose. Faults strike in the order they were
// added, one a connection.
type Fault struct {
	At      string        // before the answer to this: "greeting", "RCPT", "DATA" (the letter itself), "AUTH"
	Code    int           // answered instead; 0 is no answer
	Silence bool          // nothing more until the client hangs up
	Applied bool          // the letter is taken, and only then it strikes
	Delay   time.Duration // the answer comes this much later
}

// Server is one. Make it with New.
type Server struct {
	Addr string
	Root *x509.CertPool // trusts it

	t        testing.TB
	tls      *tls.Config
	listener net.Listener
	wait     sync.WaitGroup

	mu      sync.Mutex
	letters []Letter
	faults  []Fault
	wrong   []string
	conns   map[net.Conn]bool
	news    chan struct{}
}

// New starts a server that speaks STARTTLS. It stops with the test, which fails when a
// client did what it may not do.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{t: t, conns: map[net.Conn]bool{}, news: make(chan struct{}, 1000)}
	s.certify()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.listener, s.Addr = l, l.Addr().String()
	s.wait.Go(s.accept)
	t.Cleanup(func() {
		s.Stop()
		for _, wrong := range s.wrong {
			t.Errorf("a client of the mail server did wrong: %s", wrong)
		}
	})
	return s
}

// URL is the server as a setting, with user and password.
func (s *Server) URL() string { return "smtp://" + User + ":" + Password + "@" + s.Addr }

// Stop refuses everybody from now on.
func (s *Server) Stop() {
	_ = s.listener.Close()
	s.mu.Lock()
	for c := range s.conns {
		_ = c.Close()
	}
	s.mu.Unlock()
	s.wait.Wait()
}

// Fault adds one.
func (s *Server) Fault(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, f)
}

// Letters are those that were taken.
func (s *Server) Letters() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Letter(nil), s.letters...)
}

// Taken gives a value for every letter that is taken.
func (s *Server) Taken() <-chan struct{} { return s.news }

func (s *Server) accept() {
	for {
		c, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns[c] = true
		var f Fault
		if len(s.faults) > 0 {
			f, s.faults = s.faults[0], s.faults[1:]
		}
		s.mu.Unlock()
		s.wait.Go(func() {
			defer c.Close()
			(&session{server: s, conn: c, fault: f}).run()
			s.mu.Lock()
			delete(s.conns, c)
			s.mu.Unlock()
		})
	}
}

func (s *Server) blame(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wrong = append(s.wrong, fmt.Sprintf(format, args...))
}

// certify makes a certificate that Root trusts.
func (s *Server) certify() {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		s.t.Fatal(err)
	}
	plan := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, plan, plan, &key.PublicKey, key)
	if err != nil {
		s.t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Root = x509.NewCertPool()
	s.Root.AddCert(cert)
	s.tls = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
}
