package transcript

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// waiting are the calls of the participant's talk that no line answered yet, oldest first.
type waiting []dialog.Call

// answers is a line of the model: "model reply: {json}" or why there is none ("late", "down",
// "refused", "nonsense", "spent", "off"); "model screen: calm", what it sees ("page suicide now"),
// or why there is nothing; "model sum_up: {json}"; "model hear: the words", or why there are none.
// It answers the oldest open call of its kind.
func (w *World) answers(kind dialog.CallKind, text string) error {
	i := slices.IndexFunc(w.calls, func(c dialog.Call) bool { return c.Kind == kind })
	if i < 0 {
		return fmt.Errorf("nobody asked the model that")
	}
	call := w.calls[i]
	w.calls = slices.Delete(w.calls, i, i+1)
	in, err := answerOf(call, text)
	if err != nil {
		return err
	}
	if kind == dialog.CallHear && in.Call.Heard != "" {
		in.Text, in.Risk = in.Call.Heard, w.screen(dialog.Input{Kind: dialog.Typed, Text: in.Call.Heard})
	}
	in.Outlived = call.Number <= w.outlived
	if in.Risk.Outcome == risk.Page {
		w.raise(in.Risk, in.Text)
	}
	return w.turn(&w.person, in)
}

func answerOf(call dialog.Call, text string) (dialog.Input, error) {
	a := &dialog.CallAnswer{Number: call.Number, Kind: call.Kind}
	in := dialog.Input{Kind: dialog.Answered, Call: a}
	if call.Screen != nil {
		in.Text = call.Screen.Said
	}
	switch fail := dialog.CallFail(text); {
	case slices.Contains([]dialog.CallFail{dialog.CallLate, dialog.CallDown, dialog.CallRefused, dialog.CallNonsense, dialog.CallSpent, dialog.CallOff}, fail):
		a.Failed = fail
		return in, nil
	case call.Kind == dialog.CallReply:
		return in, strict(text, &a.Reply)
	case call.Kind == dialog.CallSumUp:
		return in, strict(text, &a.SumUp)
	case call.Kind == dialog.CallHear:
		a.Heard = text
		return in, nil
	case text == "calm":
		return in, nil
	}
	v, err := verdict(text)
	in.Risk = v
	return in, err
}

func strict(text string, into any) error {
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("reading what the model says: %w", err)
	}
	return nil
}

// Unanswered tells of calls that no line answers: a transcript says what comes of each.
func (w *World) Unanswered() error {
	for _, c := range w.calls {
		return fmt.Errorf("no line answers call %d, model %s", c.Number, c.Kind)
	}
	return nil
}

// Waiting are the calls that no line answered yet, oldest first.
func (w *World) Waiting() []dialog.Call { return w.calls }

// setModel is "set: model = on": the organisation has a model and she said yes to it; "there":
// there is one; "off": there is none any more, and what was asked stays unanswered.
func (w *World) setModel(value string) error {
	p := &w.person.person
	p.Model = value != "off"
	switch value {
	case "on":
		p.Apply(dialog.Consented{What: dialog.ByModel, Given: true, TextVersion: "nl:consent.model@0"})
	case "off":
		w.calls = nil
	case "there":
	default:
		return fmt.Errorf("a model is on, there or off")
	}
	return nil
}
