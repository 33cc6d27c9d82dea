package main

import (
	"context"

	"github.com/jackc/pgx/v5"

	"stapmaat/bot/send"
	"stapmaat/prompts"
	"stapmaat/store"
	"stapmaat/store/seal"
)

// words reads what the bot says and asks, as serve would.
func (c *checking) words() {
	engine, err := newEngine()
	if err != nil {
		c.fault("words", err)
		return
	}
	c.add(isOK, "words", "all there; bridge %s is for new people.", engine.Bridges[0].Version)
	texts, numbers, err := prompts.Unreviewed("nl")
	if err != nil {
		c.fault("words", err)
		return
	}
	for _, name := range texts {
		c.add(isWarn, "words", "no professional has read %s yet: have it read before real people do.", name)
	}
	for _, n := range numbers {
		c.add(isWarn, "numbers", "%s (%s) was never checked at its source: check it and put the day in numbers.yaml.", n.Number, n.For)
	}
}

// database looks at the schema, the key file and what lies in the database.
func (c *checking) database(ctx context.Context) {
	master, err := seal.ReadMaster(c.config.MasterKeyFile)
	if err != nil {
		c.fault("key", err)
	}
	if err := store.CheckSchema(ctx, c.config.DatabaseURL.Reveal()); err != nil {
		c.fault("schema", err)
		return
	}
	c.add(isOK, "schema", "fits this program.")
	if master == nil {
		return
	}
	h, err := c.open(ctx, c.config, c.now)
	if err != nil {
		c.fault("database", err)
		return
	}
	defer h.db.Close()
	conn, err := h.connect(ctx)
	if err != nil {
		c.fault("database", err)
		return
	}
	defer conn.Close(context.WithoutCancel(ctx))
	bots, err := h.db.Bots(ctx)
	if err == nil {
		err = opensNewest(ctx, conn, master)
	}
	if err != nil {
		c.fault("key", err)
		return
	}
	c.add(isOK, "key", "mode 0600, and it opens what was sealed.")
	c.queues(ctx, h)
	c.covered(ctx, conn)
	c.content(ctx, conn)
	c.calls(ctx, conn)
	c.desk(ctx, conn)
	c.bots(ctx, conn, bots)
}

// queues warns of what should have gone long ago.
func (c *checking) queues(ctx context.Context, h *house) {
	s, err := h.db.Stats(ctx)
	if err != nil {
		c.fault("queues", err)
		return
	}
	if s.UntakenAlarms > 0 {
		c.add(isFail, "alarms", "%d wait for a human: call the mentor, then the supervisor.", s.UntakenAlarms)
	}
	silent, err := h.db.Silent(ctx)
	switch {
	case err != nil:
		c.fault("alarms", err)
	case silent > 0:
		c.add(isFail, "alarms", "%d stand still: no program moves them, so start 'bot serve' and look at its log.", silent)
	}
	c.drills(ctx, h)
	if c.config.SMTPURL == "" {
		c.add(isWarn, "alerts", "there is no mail server: whoever has no chat with the bot hears no alarm, so set SMTP_URL.")
	}
	if s.SetAside > 0 {
		c.add(isWarn, "set aside", "%d inputs could not be dealt with: look for 'a turn failed' in the log.", s.SetAside)
	}
}

// drills says whose alarms may not arrive, as far as drills show it.
func (c *checking) drills(ctx context.Context, h *house) {
	faults, err := h.db.DrillFaults(ctx)
	if err != nil {
		c.fault("drills", err)
		return
	}
	for _, f := range faults {
		switch all, err := h.db.LastDrills(ctx, f.Organisation, 1); {
		case err != nil:
			c.fault("drills", err)
		case f.Overdue:
			c.add(isFail, "drills", "%s had none since %s: is 'bot serve' running? 'bot drill --organisation %q' makes one now.", f.Name, f.Since.UTC().Format("2006-01-02"), f.Name)
		default:
			c.add(isFail, "drills", "%s: %s: alarms may not arrive, so look at the log of 'bot serve'.", f.Name, drillLine(all[0]))
		}
	}
	if err := h.db.EachDrilling(ctx, func(name string, d store.Drill) {
		if d.ClosedAt != nil {
			c.add(isOK, "drills", "%s: %s.", name, drillLine(d))
		}
	}); err != nil {
		c.fault("drills", err)
	}
}

// bots looks at every bot on Telegram, that of TELEGRAM_TOKEN included.
func (c *checking) bots(ctx context.Context, conn *pgx.Conn, all []store.Bot) {
	served, err := servedNow(ctx, conn)
	if err != nil {
		c.fault("polling", err)
		return
	}
	token := c.config.TelegramToken.Reveal()
	found := 0
	for _, b := range all {
		if b.Channel != store.Telegram {
			continue
		}
		found++
		if b.Token == token {
			token = ""
		}
		c.telegram(ctx, checkedBot{id: b.ID, token: b.Token, served: served[b.ID]})
	}
	if token != "" {
		found++
		c.telegram(ctx, checkedBot{token: token})
	}
	if found == 0 {
		c.add(isWarn, "token", "there is no bot for Telegram: set TELEGRAM_TOKEN, or 'bot token add'.")
	}
}

// servedNow tells which bots a program on this database polls and sends for: it holds their locks.
func servedNow(ctx context.Context, conn *pgx.Conn) (map[int64]bool, error) {
	rows, _ := conn.Query(ctx, `
		SELECT objid::bigint
		FROM pg_locks
		WHERE locktype = 'advisory'
		  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
		  AND classid = $1`, send.LockClass) // CollectRows tells of its error
	held, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, err
	}
	served := map[int64]bool{}
	for _, bot := range held {
		served[bot] = true
	}
	return served, nil
}
