package main

import (
	"context"
	"crypto/x509"
	"strconv"
	"strings"
	"time"

	"stapmaat/bot/alert"
	"stapmaat/bot/config"
	"stapmaat/bot/fault"
	"stapmaat/bot/mail"
	"stapmaat/bot/model"
	"stapmaat/dialog"
	"stapmaat/dialog/chain"
	"stapmaat/store"
	"stapmaat/store/seal"
)

// spareConns is how many connections there are beside those of the turns: four for
// receiving, six for alerts by mail and webhook and of drills, ten for taking and recording
// calls, the rest for sending, recording, the clock, the dead-man, and whoever looks at the
// numbers.
const spareConns = 25

// house is what every command needs that touches people's data.
type house struct {
	config config.Config
	engine *dialog.Engine
	db     *store.DB
	fault  fault.Hook
	clock  func() time.Time // of the domain; the wire has its own
	models models           // nobody is asked by commands that make no turns
	roots  *x509.CertPool   // whom mail servers are trusted by
}

// open reads the key, refuses an old schema, and puts the house together.
func (p program) open(ctx context.Context, c config.Config, clock func() time.Time) (*house, error) {
	return p.openWith(ctx, c, clock, models{})
}

// openWith is open for a command that makes turns, in which these are asked.
func (p program) openWith(ctx context.Context, c config.Config, clock func() time.Time, m models) (*house, error) {
	master, err := seal.ReadMaster(c.MasterKeyFile)
	if err != nil {
		return nil, err
	}
	engine, err := newEngine()
	if err != nil {
		return nil, err
	}
	engine.Desk = strings.TrimRight(c.DeskURL, "/")
	hook, err := fault.FromEnv()
	if err != nil {
		return nil, err
	}
	url := c.DatabaseURL.Reveal()
	if err := store.CheckSchema(ctx, url); err != nil {
		return nil, err
	}
	o := store.Options{Master: master, MaxConns: c.TurnWorkers + spareConns, Clock: clock, Alert: alertOf(engine, c), Model: m.talk != nil, CallPatience: model.Deadline(m.talk, 0)}
	if hook != nil {
		o.Fault = func(point string) { hook.At(fault.Point(point)) }
	}
	db, err := store.Open(ctx, url, o)
	if err != nil {
		return nil, err
	}
	return &house{config: c, engine: engine, db: db, fault: hook, clock: clock, roots: p.roots, models: m}, nil
}

// alertOf makes the words of alerts in a chat.
func alertOf(engine *dialog.Engine, c config.Config) func(store.AlertNews) dialog.Message {
	return func(n store.AlertNews) dialog.Message {
		return engine.Alert("nl", dialog.AlertNews{Kind: string(n.Kind), Alarm: n.Alarm, Person: n.Person, Urgency: n.Urgency, Drill: n.Drill, Link: alarmLink(c, n.Alarm)})
	}
}

// alarmLink is where an alarm stands on the desk, "" where there is no desk.
func alarmLink(c config.Config, alarm int64) string {
	switch {
	case c.DeskURL == "":
		return ""
	case alarm == 0:
		return strings.TrimRight(c.DeskURL, "/")
	}
	return strings.TrimRight(c.DeskURL, "/") + "/alarm/" + strconv.FormatInt(alarm, 10)
}

// alerts are the ways to staff beside the bot. Without a mail server there is only the webhook.
func (h *house) alerts() (*alert.Worker, error) {
	link := func(alarm int64) string { return alarmLink(h.config, alarm) }
	w := &alert.Worker{DB: h.db, Channels: map[chain.Channel]alert.Channel{chain.ByWebhook: alert.Webhook{Link: link}, chain.ByDrill: alert.Recorder{}}}
	if h.config.SMTPURL == "" {
		return w, nil
	}
	m, err := mail.New(mail.Options{URL: h.config.SMTPURL.Reveal(), From: h.config.SMTPFrom, Root: h.roots})
	if err != nil {
		return nil, err
	}
	w.Channels[chain.ByEmail] = alert.Email{Mail: m.Send, Letter: func(a store.Alert) (subject, body string) {
		return h.engine.AlertLetter("nl", a.Organisation, dialog.AlertNews{Kind: string(a.Kind), Alarm: a.Alarm, Person: a.Person, Urgency: a.Urgency, Drill: a.Drill, Link: link(a.Alarm)})
	}}
	return w, nil
}

// load reads the settings that commands on people's data cannot do without.
func (p program) load() (config.Config, error) {
	return config.Load(p.environ, config.NeedDatabase, config.NeedMasterKey)
}
