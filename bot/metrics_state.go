package main

import (
	"context"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"stapmaat/store"
)

// statsWithin bounds how long a scrape may ask the database.
const statsWithin = 2 * time.Second

// stateCollector reads the state of the house when somebody looks: from the
// database, so that every process tells the same, and from the face.
type stateCollector struct {
	db       *store.DB
	held     func() []int64
	lastPoll func(bot int64) time.Time
	since    time.Time // the start of this process
	models   models
}

// Describe sends nothing: what is there depends on the bots that are held.
func (*stateCollector) Describe(chan<- *prometheus.Desc) {}

// Collect reads and sends the values of now.
func (c *stateCollector) Collect(out chan<- prometheus.Metric) {
	gauge := func(name, help string, value float64, labels prometheus.Labels) {
		out <- prometheus.MustNewConstMetric(prometheus.NewDesc(name, help, nil, labels), prometheus.GaugeValue, value)
	}
	for _, bot := range c.held() {
		heard := c.lastPoll(bot)
		if heard.IsZero() {
			heard = c.since
		}
		gauge("stapmaat_poll_age_seconds", "Since Telegram was last heard, by bot.", time.Since(heard).Seconds(),
			prometheus.Labels{"bot": strconv.FormatInt(bot, 10)})
	}
	for of, given := range c.models.givenUp() {
		gauge("stapmaat_endpoint_given_up", "1 while nobody asks this endpoint, because it failed on end.", given, prometheus.Labels{"of": of})
	}
	ctx, cancel := context.WithTimeout(context.Background(), statsWithin)
	defer cancel()
	s, err := c.db.Stats(ctx)
	if err != nil {
		gauge("stapmaat_database_up", "Whether the database answered this scrape.", 0, nil)
		return
	}
	gauge("stapmaat_database_up", "Whether the database answered this scrape.", 1, nil)
	gauge("stapmaat_alarms_open", "Alarms that no human has closed.", float64(s.OpenAlarms), nil)
	gauge("stapmaat_alarms_untaken", "Alarms that no human has taken.", float64(s.UntakenAlarms), nil)
	gauge("stapmaat_inbox_age_seconds", "Age of the oldest input without a turn.", s.OldestInput.Seconds(), nil)
	gauge("stapmaat_outbox_age_seconds", "Age of the oldest message that may be sent and is not.", s.OldestMessage.Seconds(), nil)
	gauge("stapmaat_call_age_seconds", "Age of the oldest call that has not ended.", s.OldestCall.Seconds(), nil)
	if faults, err := c.db.DrillFaults(ctx); err == nil {
		gauge("stapmaat_drills_wrong", "Organisations whose newest drill failed, stands still or is overdue.", float64(len(faults)), nil)
	}
	slowest := map[string]float64{}
	err = c.db.EachDrilling(ctx, func(_ string, d store.Drill) {
		for stage, at := range map[string]*time.Time{"raised": d.RaisedAt, "alerted": d.AlertedAt, "taken": d.TakenAt, "closed": d.ClosedAt} {
			if at != nil {
				slowest[stage] = max(slowest[stage], at.Sub(d.BegunAt).Seconds())
			}
		}
	})
	for stage, seconds := range slowest {
		if err == nil {
			gauge("stapmaat_drill_seconds", "From the beginning of the newest drill to a stage of it, of the slowest organisation.", seconds, prometheus.Labels{"stage": stage})
		}
	}
	gauge("stapmaat_set_aside", "Inputs that five turns failed on.", float64(s.SetAside), nil)
}
