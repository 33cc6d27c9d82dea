package double

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"time"
)

// session is one connection.
type session struct {
	server *Server
	conn   net.Conn
	in     *bufio.Reader
	fault  Fault

	private, known, hello bool
	from, to              string
}

const longestLine = 1000 // with its end; RFC 5321, 4.5.3.1.6

func (s *session) run() {
	s.in = bufio.NewReader(s.conn)
	if !s.answer("greeting", 220, "double") {
		return
	}
	for {
		line, ok := s.line()
		if !ok || !s.command(line) {
			return
		}
	}
}

// line reads one, which must end as the standard says.
func (s *session) line() (string, bool) {
	line, err := s.in.ReadString('\n')
	if err != nil {
		return "", false
	}
	if !strings.HasSuffix(line, "\r\n") {
		s.server.blame("a line ends without a carriage return")
	}
	if len(line) > longestLine {
		s.server.blame("a line of %d bytes", len(line))
	}
	return strings.TrimSuffix(line, "\r\n"), true
}

// answer says a code, unless the fault strikes here; false ends the session.
func (s *session) answer(at string, code int, text string) bool {
	if at != "" && s.fault.At == at {
		time.Sleep(s.fault.Delay)
		switch {
		case s.fault.Silence:
			_, _ = io.Copy(io.Discard, s.in)
			return false
		case s.fault.Code != 0:
			code, text = s.fault.Code, "<somebody@example.org> not now"
		case s.fault.Delay == 0:
			return false
		}
	}
	_, err := fmt.Fprintf(s.conn, "%d %s\r\n", code, text)
	return err == nil && code != 421
}

func (s *session) command(line string) bool {
	verb, rest, _ := strings.Cut(line, " ")
	switch strings.ToUpper(verb) {
	case "EHLO":
		s.hello = true
		offers := "250-double\r\n250-8BITMIME\r\n"
		if s.private {
			_, _ = io.WriteString(s.conn, offers+"250 AUTH PLAIN\r\n")
		} else {
			_, _ = io.WriteString(s.conn, offers+"250 STARTTLS\r\n")
		}
		return true
	case "STARTTLS":
		return s.startTLS()
	case "AUTH":
		return s.auth(rest)
	case "MAIL":
		if !s.private || !s.known || !s.hello {
			s.server.blame("MAIL before TLS and AUTH")
		}
		s.from = between(rest)
		return s.answer("MAIL", 250, "ok")
	case "RCPT":
		s.to = between(rest)
		return s.answer("RCPT", 250, "ok")
	case "DATA":
		if s.from == "" || s.to == "" {
			s.server.blame("DATA before MAIL and RCPT")
		}
		return s.answer("", 354, "go on") && s.letter()
	case "*": // the client gave up signing in
		return s.answer("", 501, "as you like")
	case "QUIT":
		s.answer("QUIT", 221, "bye")
		return false
	}
	s.server.blame("unknown command %q", verb)
	return s.answer("", 500, "what")
}

func (s *session) startTLS() bool {
	if !s.answer("STARTTLS", 220, "go on") {
		return false
	}
	c := tls.Server(s.conn, s.server.tls)
	if err := c.Handshake(); err != nil {
		return false // the client does not trust us: its right
	}
	s.conn, s.in, s.private, s.hello = c, bufio.NewReader(c), true, false
	return true
}

func (s *session) auth(rest string) bool {
	if !s.private {
		s.server.blame("a password in the open")
	}
	how, token, _ := strings.Cut(rest, " ")
	plain, err := base64.StdEncoding.DecodeString(token)
	if how != "PLAIN" || err != nil || string(plain) != "\x00"+User+"\x00"+Password {
		return s.answer("", 535, "no")
	}
	s.known = true
	return s.answer("AUTH", 235, "ok")
}

// letter reads up to the lone dot, and takes it when it is well made.
func (s *session) letter() bool {
	var text strings.Builder
	for {
		line, ok := s.line()
		if !ok {
			return false
		}
		if line == "." {
			break
		}
		text.WriteString(strings.TrimPrefix(line, ".") + "\r\n")
	}
	fails := s.fault.At == "DATA" && s.fault.Delay == 0
	if !fails || s.fault.Applied {
		s.keep(text.String())
	}
	return s.answer("DATA", 250, "taken")
}

func (s *session) keep(text string) {
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		s.server.blame("no letter: %v", err)
		return
	}
	for _, name := range []string{"From", "To", "Subject", "Date", "Message-Id", "Mime-Version", "Auto-Submitted"} {
		if m.Header.Get(name) == "" {
			s.server.blame("no %s", name)
		}
	}
	if _, err := m.Header.Date(); err != nil {
		s.server.blame("no date: %v", err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		s.server.blame("the subject: %v", err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil || m.Header.Get("Content-Transfer-Encoding") != "quoted-printable" {
		s.server.blame("the body is not quoted-printable: %v", err)
	}
	s.server.mu.Lock()
	s.server.letters = append(s.server.letters, Letter{s.from, s.to, subject, strings.ReplaceAll(strings.TrimSpace(string(body)), "\r\n", "\n")})
	s.server.mu.Unlock()
	s.server.news <- struct{}{}
}

func between(rest string) string {
	_, rest, _ = strings.Cut(rest, "<")
	address, _, _ := strings.Cut(rest, ">")
	return address
}
