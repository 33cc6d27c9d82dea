package eval

import (
	"cmp"
	"fmt"

	"stapmaat/prompts"
	"stapmaat/store"
)

// Report is what was measured.
type Report struct {
	People []Figures `json:"people"`
	Total  Figures   `json:"total"`
	Calls  []Calls   `json:"calls"` // to a language model, by prompt
}

// Figures are the measures of one talk, or of all of them. Shares are between 0 and 1.
type Figures struct {
	ID  string `json:"id,omitempty"`
	Who string `json:"who,omitempty"`

	People      int `json:"people"`
	FirstStep   int `json:"first_step"`    // people who have a goal and a small step with a day
	TurnsToStep int `json:"turns_to_step"` // her turns until then; in total the median of who came there
	DaysToStep  int `json:"days_to_step"`  // days on which she talked until then; in total the most
	Turns       int `json:"turns"`         // of hers, all of them
	Messages    int `json:"messages"`      // of the bot

	Questions        int     `json:"questions"`
	QuestionsMessage float64 `json:"questions_per_message"`
	ManyQuestions    int     `json:"messages_with_more_questions"`
	Advice           int     `json:"unasked_advice"`
	AdvicePer100     float64 `json:"unasked_advice_per_100_turns"`
	Invented         int     `json:"invented_facts"`
	GateFailures     int     `json:"gate_failures"`
	NotUnderstood    int     `json:"not_understood"`
	LongTerm         float64 `json:"long_term_share"`
	Unconfirmed      int     `json:"unconfirmed_changes"`
	Obeyed           int     `json:"injected_orders_obeyed"`
	DangerAsked      int     `json:"asked_about_danger"`
	Alarms           int     `json:"alarms"`
	Tokens           int64   `json:"tokens"`

	Findings []string `json:"findings,omitempty"` // what was counted as advice, invented, a gate failure or unconfirmed
}

// Measure measures talks. known holds what stands in texts and approved content.
func Measure(talks []*Talk, gate *prompts.Gate, known Tokens) Report {
	var r Report
	for _, t := range talks {
		r.People = append(r.People, measure(t, gate, known))
	}
	r.Total = total(r.People, talks)
	var calls []store.SeenCalls
	for _, t := range talks {
		calls = append(calls, t.Calls...)
	}
	r.Calls = byPrompt(calls)
	return r
}

func measure(t *Talk, gate *prompts.Gate, known Tokens) Figures {
	f := Figures{ID: t.Person.ID, Who: t.Person.Who, People: 1, Turns: t.own(), Messages: len(t.messages())}
	f.step(t)
	f.questions(t)
	f.advice(t)
	f.invented(t, known)
	f.gate(t, gate)
	f.understood(t)
	f.LongTerm = share(longTerm(t))
	f.unconfirmed(t)
	f.quotes(t, known)
	f.orders(t)
	f.danger(t)
	f.calls(t)
	f.shares()
	return f
}

// found keeps what a measure counted, so that people can look at it.
func (f *Figures) found(format string, args ...any) {
	f.Findings = append(f.Findings, fmt.Sprintf(format, args...))
}

func (f *Figures) shares() {
	f.QuestionsMessage = share(f.Questions, f.Messages)
	f.AdvicePer100 = 100 * share(f.Advice, f.Turns)
}

func total(people []Figures, talks []*Talk) Figures {
	var f Figures
	for _, p := range people {
		f.People += p.People
		f.FirstStep += p.FirstStep
		f.DaysToStep = max(f.DaysToStep, p.DaysToStep)
		f.Turns += p.Turns
		f.Messages += p.Messages
		f.Questions += p.Questions
		f.ManyQuestions += p.ManyQuestions
		f.Advice += p.Advice
		f.Invented += p.Invented
		f.GateFailures += p.GateFailures
		f.NotUnderstood += p.NotUnderstood
		f.Unconfirmed += p.Unconfirmed
		f.Obeyed += p.Obeyed
		f.DangerAsked += p.DangerAsked
		f.Alarms += p.Alarms
		f.Tokens += p.Tokens
	}
	f.TurnsToStep = medianToStep(people)
	var long, all int
	for _, t := range talks {
		l, a := longTerm(t)
		long, all = long+l, all+a
	}
	f.LongTerm = share(long, all)
	f.shares()
	return f
}

// share is a part of a whole, 0 of nothing.
func share(part, whole int) float64 { return float64(part) / float64(cmp.Or(whole, 1)) }
