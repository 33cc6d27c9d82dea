package config

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/caarlos0/env/v11"
	"github.com/jackc/pgx/v5/pgconn"
)

// Fault is one thing wrong with one setting.
type Fault struct {
	Setting string // name of the environment variable
	Message string // one sentence: what is wrong, what to do; holds no secret
}

// Error gives the sentence.
func (f Fault) Error() string { return f.Message }

// Faults is everything that was wrong with the settings, in the order of the fields of [Config] where that is known.
type Faults []Fault

// Error gives the sentences, a line each.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Message
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the single faults to errors.As.
func (fs Faults) Unwrap() []error {
	errs := make([]error, len(fs))
	for i, f := range fs {
		errs[i] = f
	}
	return errs
}

// Has says whether setting is among the faults.
func (fs Faults) Has(setting string) bool {
	return slices.ContainsFunc(fs, func(f Fault) bool { return f.Setting == setting })
}

const (
	maxWorkers      = 64
	minSecretLength = 16
	maxOrganisation = 80 // characters; it stands in messages
)

var (
	// The shape that BotFather gives out. The second part is longer in life; test servers use short ones.
	tokenShape = regexp.MustCompile(`^[0-9]{1,20}:[A-Za-z0-9_-]+$`)
	// What setWebhook allows for secret_token; the lower bound is ours.
	secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{` + strconv.Itoa(minSecretLength) + `,256}$`)
)

var logLevels = []string{"debug", "info", "warn", "error"}
var logFormats = []string{"json", "console"}

// check finds what is missing or out of range. A setting that is already among known is not reported twice.
func (c Config) check(needs []Need, known Faults) Faults {
	var faults Faults
	add := func(setting, format string, args ...any) {
		if !known.Has(setting) && !faults.Has(setting) {
			faults = append(faults, Fault{setting, fmt.Sprintf(format, args...)})
		}
	}
	needed := func(n Need) bool { return slices.Contains(needs, n) }

	switch _, err := pgconn.ParseConfig(c.DatabaseURL.Reveal()); {
	case c.DatabaseURL == "" && needed(NeedDatabase):
		add("DATABASE_URL", "DATABASE_URL is not set: give the address of a Postgres with pgvector, or start with 'make run', which makes one.")
	case c.DatabaseURL != "" && err != nil: // err is not shown: it quotes the address
		add("DATABASE_URL", "DATABASE_URL cannot be read as a Postgres address: write it as postgres://user@host/database.")
	}
	if c.MasterKeyFile == "" && needed(NeedMasterKey) {
		add("MASTER_KEY_FILE", "MASTER_KEY_FILE is not set: name the key file, or make one with 'bot key new --out FILE'.")
	}
	switch {
	case c.TelegramToken == "" && needed(NeedTelegram):
		add("TELEGRAM_TOKEN", "TELEGRAM_TOKEN is not set: give the token that BotFather gave you for this bot.")
	case c.TelegramToken != "" && !tokenShape.MatchString(c.TelegramToken.Reveal()):
		add("TELEGRAM_TOKEN", "TELEGRAM_TOKEN does not look like a bot token: copy it from BotFather again, digits, a colon, then letters.")
	}
	if !isServer(c.TelegramAPIURL) {
		add("TELEGRAM_API_URL", "TELEGRAM_API_URL is not the address of a server: write it as https://host without a question mark, or leave it out.")
	}
	c.checkWebhook(add)
	c.checkRest(add)
	c.checkEndpoints(add)
	return faults
}

func (c Config) checkWebhook(add func(setting, format string, args ...any)) {
	switch c.TelegramMode {
	case ModePoll:
		return
	case ModeWebhook:
	default:
		add("TELEGRAM_MODE", "TELEGRAM_MODE is %q: choose poll or webhook, or leave it out.", c.TelegramMode)
		return
	}
	switch {
	case c.WebhookURL == "":
		add("WEBHOOK_URL", "TELEGRAM_MODE is webhook and WEBHOOK_URL is not set: give the public https address, or choose poll.")
	case !isWebhook(c.WebhookURL):
		add("WEBHOOK_URL", "WEBHOOK_URL is not a public https address: Telegram calls only https://host/path, so put a TLS proxy before the program.")
	}
	switch {
	case c.WebhookSecret == "":
		add("WEBHOOK_SECRET", "WEBHOOK_SECRET is not set: without it anybody can post updates, so give one, for example from 'openssl rand -hex 32'.")
	case !secretShape.MatchString(c.WebhookSecret.Reveal()):
		add("WEBHOOK_SECRET", "WEBHOOK_SECRET has a length or a character that is not allowed: use %d to 256 of A-Z a-z 0-9 _ -.", minSecretLength)
	}
}

func (c Config) checkRest(add func(setting, format string, args ...any)) {
	if !isListenAddr(c.ListenAddr) {
		add("LISTEN_ADDR", "LISTEN_ADDR is %q, not an address to listen on: write host:port, for example 127.0.0.1:8080.", c.ListenAddr)
	}
	c.checkMail(add)
	if !isListenAddr(c.DeskAddr) {
		add("DESK_ADDR", "DESK_ADDR is %q, not an address to listen on: write host:port, for example 127.0.0.1:8081.", c.DeskAddr)
	}
	if c.DeskURL != "" && !isDesk(c.DeskURL) {
		add("DESK_URL", "DESK_URL is not a public https address without a path: write it as https://desk.example.org; plain http only on this machine itself.")
	}
	if !slices.Contains(logLevels, c.LogLevel) {
		add("LOG_LEVEL", "LOG_LEVEL is %q: choose %s.", c.LogLevel, strings.Join(logLevels, ", "))
	}
	if !slices.Contains(logFormats, c.LogFormat) {
		add("LOG_FORMAT", "LOG_FORMAT is %q: choose %s.", c.LogFormat, strings.Join(logFormats, " or "))
	}
	if c.TurnWorkers < 1 || c.TurnWorkers > maxWorkers {
		add("TURN_WORKERS", "TURN_WORKERS is %d: choose a number from 1 to %d.", c.TurnWorkers, maxWorkers)
	}
	if n := utf8.RuneCountInString(c.Organisation); strings.TrimSpace(c.Organisation) == "" || n > maxOrganisation {
		add("ORGANISATION", "ORGANISATION is blank or longer than %d characters: give a short name.", maxOrganisation)
	}
}

func (c Config) checkMail(add func(setting, format string, args ...any)) {
	if c.SMTPURL == "" {
		return
	}
	// err is not shown: it may quote the password
	if u, err := url.Parse(c.SMTPURL.Reveal()); err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") || strings.Trim(u.Path, "/") != "" {
		add("SMTP_URL", "SMTP_URL is not the address of a mail server: write it as smtp://user:password@host:587, or smtps:// for TLS from the start.")
	}
	if _, err := mail.ParseAddress(c.SMTPFrom); err != nil {
		add("SMTP_FROM", "SMTP_FROM is not a sender: with SMTP_URL write it as Stapmaat <bot@example.org>.")
	}
}

// fromEnvError turns the library's errors into faults. Only typed fields (numbers) can fail there, no secrets; even so the
// value is not repeated.
func fromEnvError(err error) Faults {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return Faults{{"", "The settings cannot be read: " + err.Error() + "."}}
	}
	var faults Faults
	for _, e := range all.Errors {
		var parse env.ParseError
		if !errors.As(e, &parse) {
			faults = append(faults, Fault{"", "The settings cannot be read: " + e.Error() + "."})
			continue
		}
		name, wanted := parse.Name, "a whole number: write it in digits"
		for _, f := range fields() {
			if f.Name == parse.Name {
				name = f.setting
			}
		}
		if parse.Type.Kind() == reflect.Bool {
			wanted = "a yes or no: write true or false"
		}
		faults = append(faults, Fault{name, name + " is not " + wanted + "."})
	}
	return faults
}

// isServer accepts http as well: a Bot API server of one's own stands on the same machine or network.
func isServer(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.RawQuery == "" && u.Fragment == "" && u.User == nil
}

// isWebhook asks for https, but for a loopback host, where test servers stand.
func isWebhook(s string) bool {
	if !isServer(s) {
		return false
	}
	u, _ := url.Parse(s)
	return u.Scheme == "https" || isLoopback(u.Hostname())
}

// isDesk asks for the root of a host: cookies are bound to it.
func isDesk(s string) bool {
	u, err := url.Parse(s)
	return err == nil && isWebhook(s) && (u.Path == "" || u.Path == "/")
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.IsLoopback()
}

func isListenAddr(s string) bool {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return false
	}
	n, err := strconv.Atoi(port)
	return err == nil && n >= 0 && n <= 65535
}
