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
	calls     *prometheus.CounterVec
	callTook  *prometheus.HistogramVec
	answers   *prometheus.CounterVec
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
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "stapmaat_calls_total", Help: "Calls that ended, by what was asked and by ok or why there was no answer.",
		}, []string{"kind", "verdict"}),
		callTook: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "stapmaat_call_seconds", Help: "How long calls took that got an answer.",
			Buckets: []float64{.1, .25, .5, 1, 2, 4, 8, 12, 20, 60},
		}, []string{"kind"}),
		answers: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "stapmaat_answers_total", Help: "Answers of calls by what the talk made of them: used, fixed (a fixed text took its place), dropped. The share of fixed is that of the prompt.",
		}, []string{"kind", "use"}),
	}
	m.registry.MustRegister(m.turns, m.seconds, m.delivered, m.received, m.calls, m.callTook, m.answers,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// took notes one group of turns.
func (m *metrics) took(turns int, d time.Duration) {
	m.turns.Add(float64(turns))
	m.seconds.Observe(d.Seconds())
}

// ended notes a call that this process recorded.
func (m *metrics) ended(kind dialog.CallKind, failed dialog.CallFail, took time.Duration) {
	if failed != "" {
		m.calls.WithLabelValues(string(kind), string(failed)).Inc()
		return
	}
	m.calls.WithLabelValues(string(kind), "ok").Inc()
	m.callTook.WithLabelValues(string(kind)).Observe(took.Seconds())
}

// answered notes what a talk made of an answer.
func (m *metrics) answered(kind dialog.CallKind, use dialog.AnswerUse) {
	m.answers.WithLabelValues(string(kind), string(use)).Inc()
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
