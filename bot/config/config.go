// Package config reads the program's settings from the environment, once, at the start.
//
// Every setting is a field of [Config]; its tags are the one place where name, default and meaning stand, and [Describe]
// reads them from there. A secret NAME can also be given as NAME_FILE, a path to a file with the value (systemd
// credentials, Docker secrets). Load reports all faults at once, each as one sentence: what is wrong, what to do.
package config

import (
	"net/url"

	"github.com/caarlos0/env/v11"
	"github.com/rs/zerolog"
)

// Config holds every setting of the program. A value that came out of [Load] is complete and in range; only the settings
// named in the call's needs are promised to be present, the others may be empty when they have no default.
//
// It is safe to print, to marshal and to log: secrets show only whether they are set.
type Config struct {
	DatabaseURL    Secret `env:"DATABASE_URL" example:"postgres://stapmaat@db.internal/stapmaat" help:"Postgres with pgvector: a postgres:// address or key=value pairs"`
	MasterKeyFile  string `env:"MASTER_KEY_FILE" example:"/etc/stapmaat/master.key" help:"path of the key that seals all people's keys, made by 'bot key new'; mode 0600; without it the data cannot be read"`
	TelegramToken  Secret `env:"TELEGRAM_TOKEN" example:"123456:AbC-d_E" help:"token of the first bot, from BotFather; further bots come in by 'bot token add'"`
	TelegramAPIURL string `env:"TELEGRAM_API_URL" envDefault:"https://api.telegram.org" help:"Bot API server"`
	TelegramMode   Mode   `env:"TELEGRAM_MODE" example:"poll" help:"poll or webhook; webhook when WEBHOOK_URL is set, else poll"`
	WebhookURL     string `env:"WEBHOOK_URL" example:"https://bot.example.org/telegram" help:"public https address under which Telegram reaches this program; a TLS proxy stands before LISTEN_ADDR"`
	WebhookSecret  Secret `env:"WEBHOOK_SECRET" example:"openssl rand -hex 32" help:"what Telegram sends along with every webhook call: 16 to 256 of A-Z a-z 0-9 _ -"`
	SMTPURL        Secret `env:"SMTP_URL" example:"smtp://user:password@mail.example.org:587" help:"mail server for alerts and for links to sign in; smtp:// uses STARTTLS, smtps:// TLS from the start; without it nobody is mailed"`
	SMTPFrom       string `env:"SMTP_FROM" example:"Stapmaat <bot@example.org>" help:"sender of the mail; needed with SMTP_URL"`
	ListenAddr     string `env:"LISTEN_ADDR" envDefault:"127.0.0.1:8080" help:"address of /healthz, /readyz, /metrics and the webhook; keep it off the internet, a proxy passes on the webhook only"`
	DeskURL        string `env:"DESK_URL" example:"https://desk.example.org" help:"public https address of the pages for staff, without a path; a TLS proxy stands before DESK_ADDR; no pages without it"`
	DeskAddr       string `env:"DESK_ADDR" envDefault:"127.0.0.1:8081" help:"address of the pages for staff; a proxy passes on all of it"`
	LogLevel       string `env:"LOG_LEVEL" envDefault:"info" help:"debug, info, warn or error"`
	LogFormat      string `env:"LOG_FORMAT" envDefault:"json" help:"json, or console for reading along"`
	TurnWorkers    int    `env:"TURN_WORKERS" envDefault:"4" help:"how many turns are worked on at the same time, 1 to 64; each holds a database connection"`
	Organisation   string `env:"ORGANISATION" envDefault:"Demo" help:"name of the organisation that the first bot belongs to"`

	Model  Endpoint      `envPrefix:"MODEL_"`  // a language model
	Speech Endpoint      `envPrefix:"SPEECH_"` // writes down voice messages
	Embed  EmbedEndpoint `envPrefix:"EMBED_"`
}

// Mode says how updates come in from Telegram.
type Mode string

// The two ways in. One bot token can be used in one way by one program at a time.
const (
	ModePoll    Mode = "poll"
	ModeWebhook Mode = "webhook"
)

// Need names settings that a subcommand cannot do without.
type Need string

// What a subcommand may need. NeedTelegram is for commands that talk to Telegram with TELEGRAM_TOKEN itself; a server
// whose bots stand in the database does not need it.
const (
	NeedDatabase  Need = "DATABASE_URL"
	NeedMasterKey Need = "MASTER_KEY_FILE"
	NeedTelegram  Need = "TELEGRAM_TOKEN"
)

// Load reads the settings from environ (see [FromOS]) and from the files that its *_FILE entries name. On failure the
// error is [Faults] and holds every fault found; the Config is then of no use. An empty variable counts as not set.
func Load(environ map[string]string, needs ...Need) (Config, error) {
	var faults Faults
	values := withoutEmpty(environ)
	faults = append(faults, readSecretFiles(values)...)

	var c Config
	if err := env.ParseWithOptions(&c, env.Options{Environment: values}); err != nil {
		faults = append(faults, fromEnvError(err)...)
	}
	if c.TelegramMode == "" {
		c.TelegramMode = ModePoll
		if c.WebhookURL != "" {
			c.TelegramMode = ModeWebhook
		}
	}
	faults = append(faults, c.check(needs, faults)...)
	if len(faults) > 0 {
		return Config{}, faults
	}
	return c, nil
}

// String lists the settings on one line, secrets redacted.
func (c Config) String() string {
	s := "config:"
	for _, v := range c.shown() {
		s += " " + v.name + "=" + v.value
	}
	return s
}

// GoString is [Config.String], so that %#v shows no secret either.
func (c Config) GoString() string { return c.String() }

// MarshalZerologObject logs the settings, secrets redacted.
func (c Config) MarshalZerologObject(e *zerolog.Event) {
	for _, v := range c.shown() {
		e.Str(v.name, v.value)
	}
}

// WebhookPath is the path on LISTEN_ADDR at which the webhook of WEBHOOK_URL arrives, "/" at least.
func (c Config) WebhookPath() string {
	u, err := url.Parse(c.WebhookURL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path
}
