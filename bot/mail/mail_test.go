package mail_test

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/mail"
	"stapmaat/bot/mail/double"
)

func mailer(t *testing.T, s *double.Server) *mail.Mailer {
	t.Helper()
	m, err := mail.New(mail.Options{URL: s.URL(), From: "Stapmaat <bot@example.org>", Root: s.Root})
	require.NoError(t, err)
	return m
}

func TestALetterArrivesAsItWasWritten(t *testing.T) {
	t.Parallel()
	s := double.New(t)
	body := "Alarm · nu · zaak 4711\n.\n.punt\n" + strings.Repeat("heel lang ", 300)
	require.NoError(t, mailer(t, s).Send(t.Context(), "Anne <anne@example.org>", "Alarm · nu", body))
	require.Equal(t, []double.Letter{{From: "bot@example.org", To: "anne@example.org", Subject: "Alarm · nu", Body: strings.TrimSpace(body)}}, s.Letters())
}

func TestWhatIsRefusedForGoodAndWhatIsNot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		fault   double.Fault
		refused bool
		says    string
	}{
		{"no such reader", double.Fault{At: "RCPT", Code: 550}, true, "550"},
		{"greylisted", double.Fault{At: "RCPT", Code: 451}, false, "451"},
		{"busy", double.Fault{At: "greeting", Code: 421}, false, "421"},
		{"a password that no longer holds", double.Fault{At: "AUTH", Code: 535}, false, "535"},
		{"the letter itself", double.Fault{At: "DATA", Code: 554}, true, "554"},
		{"cut", double.Fault{At: "DATA"}, false, "EOF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := double.New(t)
			s.Fault(c.fault)
			m := mailer(t, s)
			err := m.Send(t.Context(), "anne@example.org", "Alarm", "x")
			require.ErrorContains(t, err, c.says)
			require.Equal(t, c.refused, errors.Is(err, mail.ErrRefused), "%v", err)
			require.NotContains(t, err.Error(), "@", "an address must not stand in an error")
			require.NoError(t, m.Send(t.Context(), "anne@example.org", "Alarm", "x"), "the next letter goes")
		})
	}
}

func TestASilentServerHoldsNobody(t *testing.T) {
	t.Parallel()
	s := double.New(t)
	s.Fault(double.Fault{At: "greeting", Silence: true})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, mailer(t, s).Send(ctx, "anne@example.org", "Alarm", "x"), context.DeadlineExceeded)
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	s := double.New(t)
	m := mailer(t, s)
	s.Stop()
	require.ErrorContains(t, m.Send(t.Context(), "anne@example.org", "Alarm", "x"), "can't be reached")
}

func TestWhoIsNotTrustedGetsNothing(t *testing.T) {
	t.Parallel()
	s := double.New(t)
	m, err := mail.New(mail.Options{URL: s.URL(), From: "bot@example.org", Root: x509.NewCertPool()})
	require.NoError(t, err)
	require.Error(t, m.Send(t.Context(), "anne@example.org", "Alarm", "x"))
	require.Empty(t, s.Letters())
}

// Far away nothing goes without TLS, whatever the server says.
func TestNoTLSNoLetter(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		_, _ = c.Write([]byte("220 x\r\n"))
		buf := make([]byte, 100)
		_, _ = c.Read(buf)
		_, _ = c.Write([]byte("250 x\r\n"))
		_, _ = c.Read(buf)
	}()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	m, err := mail.New(mail.Options{URL: "smtp://0.0.0.0:" + port, From: "bot@example.org"}) // this machine, but no loopback name
	require.NoError(t, err)
	require.ErrorContains(t, m.Send(t.Context(), "anne@example.org", "Alarm", "x"), "no TLS")
}

func TestWrongAddressesAndSubjects(t *testing.T) {
	t.Parallel()
	s := double.New(t)
	m := mailer(t, s)
	require.ErrorIs(t, m.Send(t.Context(), "anne", "Alarm", "x"), mail.ErrRefused)
	require.ErrorIs(t, m.Send(t.Context(), "anne@example.org\r\nBcc: x@example.org", "Alarm", "x"), mail.ErrRefused)
	require.Error(t, m.Send(t.Context(), "anne@example.org", "Alarm\r\nBcc: x@example.org", "x"))
	for _, url := range []string{"", "http://host", "smtp://", "smtp://host/path", "smtp://host?x=1", "://"} {
		_, err := mail.New(mail.Options{URL: url, From: "bot@example.org"})
		require.Error(t, err, url)
	}
	_, err := mail.New(mail.Options{URL: "smtp://u:geheim@host:587", From: "niemand"})
	require.Error(t, err)
	require.NotContains(t, err.Error(), "geheim")
}
