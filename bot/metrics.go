package main

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"stapmaat/bot/send"
	"stapmaat/dialog"
	"stapmaat/store"
)

// metrics are the numbers of this process. Nothing in them is about a person: no
// label holds a chat, a name or an organisation.
type metrics struct {
	registry  *prometheus.Registry
	turns     prometheus.Counter
	seconds   prometheus.Histogram
	delivered *prometheus.CounterVec
	received  *prometheus.CounterVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		turns: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "stapmaat_turns_total", Help: "Turns that were made.",
		}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "stapmaat_turn_seconds", Help: "From taking a group of inputs, one turn at least, to its commit.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5},
		}),
		delivered: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "stapmaat_deliveries_total", Help: "What came of posts: sent, refused, unreachable, again.",
		}, []string{"outcome", "lane"}),
		received: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "stapmaat_received_total", Help: "Updates that were taken in, and those whose batch failed and will come again.",
		}, []string{"outcome"}),
	}
	m.registry.MustRegister(m.turns, m.seconds, m.delivered, m.received,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// took notes one group of turns.
func (m *metrics) took(turns int, d time.Duration) {
	m.turns.Add(float64(turns))
	m.seconds.Observe(d.Seconds())
}

// countedFace counts what becomes of posts.
type countedFace struct {
	send.Face
	m *metrics
}

func (f countedFace) Send(ctx context.Context, o store.Outgoing) store.Delivery {
	d := f.Face.Send(ctx, o)
	f.m.delivered.WithLabelValues(outcome(d), laneName(o.Lane)).Inc()
	return d
}

func outcome(d store.Delivery) string {
	switch {
	case d.Sent:
		return "sent"
	case d.Gone:
		return "unreachable"
	case d.Refused:
		return "refused"
	}
	return "again"
}

func laneName(l dialog.Lane) string {
	switch l {
	case dialog.LaneSafety:
		return "safety"
	case dialog.LaneAnswer:
		return "answer"
	}
	return "push"
}

// takesIn is how faces hand in what they heard.
type takesIn func(ctx context.Context, bot int64, batch []store.Arrival, next int64) error

// counted counts what comes in.
func (m *metrics) counted(receive takesIn) takesIn {
	return func(ctx context.Context, bot int64, batch []store.Arrival, next int64) error {
		err := receive(ctx, bot, batch, next)
		result := "taken"
		if err != nil {
			result = "failed"
		}
		m.received.WithLabelValues(result).Add(float64(len(batch)))
		return err
	}
}
