// Package mail sends plain letters by SMTP: alerts to staff, and links to sign in.
// What is in them never stands in a log or an error, nor does an address.
package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/smtp"
	"net/textproto"
	"net/url"
	"time"
)

// Within bounds one letter, from the connection to the server's last word.
const Within = 20 * time.Second

// ErrRefused says that the server will not take this letter, however often it is sent.
var ErrRefused = errors.New("refused for good")

// Options of New. URL and From are needed.
type Options struct {
	// URL names the server: smtp://user:password@host:587 with STARTTLS, which must be
	// there; smtps://… with TLS from the start. Only to a loopback host may a letter go
	// without TLS. User and password may be left out.
	URL  string
	From string         // "Stapmaat <bot@example.org>"
	Root *x509.CertPool // whom to trust; nil is the machine's own list
	Now  func() time.Time
}

// Mailer sends letters, a connection each. It is safe for concurrent use.
type Mailer struct {
	host, addr string
	tls        *tls.Config
	implicit   bool // TLS from the start
	auth       smtp.Auth
	from       *mail.Address
	now        func() time.Time
}

// New reads the options. Its errors don't quote them: the address holds a password.
func New(o Options) (*Mailer, error) {
	u, err := url.Parse(o.URL)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") || (u.Path != "" && u.Path != "/") || u.RawQuery != "" {
		return nil, errors.New("the mail server must look like smtp://user:password@host:587, or smtps://…:465")
	}
	from, err := mail.ParseAddress(o.From)
	if err != nil {
		return nil, errors.New("the sender of mail must look like Stapmaat <bot@example.org>")
	}
	m := &Mailer{host: u.Hostname(), implicit: u.Scheme == "smtps", from: from, now: o.Now,
		tls: &tls.Config{ServerName: u.Hostname(), RootCAs: o.Root, MinVersion: tls.VersionTLS12}}
	port := u.Port()
	if port == "" {
		port = map[bool]string{false: "587", true: "465"}[m.implicit]
	}
	m.addr = net.JoinHostPort(m.host, port)
	if password, ok := u.User.Password(); ok {
		m.auth = smtp.PlainAuth("", u.User.Username(), password, m.host)
	}
	if m.now == nil {
		m.now = time.Now
	}
	return m, nil
}

// Send hands one letter to the server. When it returns nil the server has it; that
// says nothing about the reader. The error wraps ErrRefused when trying again is of no use.
func (m *Mailer) Send(ctx context.Context, to, subject, body string) error {
	reader, err := mail.ParseAddress(to)
	if err != nil {
		return fmt.Errorf("sending mail: the reader's address is none: %w", ErrRefused)
	}
	letter, err := m.letter(reader, subject, body)
	if err != nil {
		return fmt.Errorf("sending mail: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, Within)
	defer cancel()
	if err := m.deliver(ctx, reader.Address, letter); err != nil {
		return fmt.Errorf("sending mail: %w", plain(ctx, err))
	}
	return nil
}

func (m *Mailer) deliver(ctx context.Context, to string, letter []byte) error {
	conn, err := m.dial(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	// net/smtp knows no context: when it ends, so does the connection.
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	c, err := smtp.NewClient(conn, m.host)
	if err != nil {
		return err
	}
	if err := m.greet(c); err != nil {
		return err
	}
	if err := c.Mail(m.from.Address); err != nil {
		return err
	}
	if err := c.Rcpt(to); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(letter); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	_ = c.Quit() // the server has it, whatever it says now
	return nil
}

func (m *Mailer) dial(ctx context.Context) (net.Conn, error) {
	if m.implicit {
		return (&tls.Dialer{Config: m.tls}).DialContext(ctx, "tcp", m.addr)
	}
	return new(net.Dialer).DialContext(ctx, "tcp", m.addr)
}

// greet makes the connection private and says who we are.
func (m *Mailer) greet(c *smtp.Client) error {
	if err := c.Hello("localhost"); err != nil {
		return err
	}
	if has, _ := c.Extension("STARTTLS"); has && !m.implicit {
		if err := c.StartTLS(m.tls); err != nil {
			return err
		}
	} else if !m.implicit && !loopback(m.host) {
		return errors.New("the server offers no TLS")
	}
	if m.auth == nil {
		return nil
	}
	return c.Auth(m.auth)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// plain keeps of an error what may be told: servers like to quote addresses.
func plain(ctx context.Context, err error) error {
	var code *textproto.Error
	var broken net.Error
	switch {
	case errors.As(err, &code) && code.Code >= 500 && code.Code != 530 && code.Code != 534 && code.Code != 535:
		return fmt.Errorf("the server answers %d: %w", code.Code, ErrRefused)
	case errors.As(err, &code): // 4xx, and what a new password heals
		return fmt.Errorf("the server answers %d", code.Code)
	case ctx.Err() != nil:
		return fmt.Errorf("the server does not answer: %w", ctx.Err())
	case errors.As(err, &broken):
		return fmt.Errorf("the server can't be reached: %w", err)
	}
	return err
}
