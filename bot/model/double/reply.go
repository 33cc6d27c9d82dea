package double

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// Reply is what the double does with one request. The zero Reply refuses in so many words.
// Make one with the functions below; they can be changed further by their methods.
type Reply struct {
	text   func(Request) string
	finish string // "" is stop

	status  int // an error with this code
	after   string
	code    string
	raw     *string // the whole body instead
	refusal string
	cut     cutting
	delay   time.Duration
	hold    <-chan struct{}
	silent  bool
	free    bool // need not fit the schema
	model   string
	uncount bool
}

type cutting int

const (
	whole      cutting = iota
	noAnswer           // cut before anything
	halfAnswer         // cut in the middle
)

// Text answers with these bytes, whether they fit the schema or not.
func Text(text string) Reply { return Reply{text: constant(text), free: true} }

// Says answers with a value, which must fit the request's schema.
func Says(value any) Reply { return Reply{text: constant(string(mustJSON(value)))} }

// Made answers with what a function makes of the request; it must fit the schema.
func Made(text func(Request) string) Reply { return Reply{text: text} }

// Blank answers with the emptiest object that fits the schema.
func Blank() Reply { return Reply{text: func(r Request) string { return Fill(r.Schema, nil) }} }

// Length stops in the middle, as when the tokens ran out.
func Length(text string) Reply { return Reply{text: constant(text), finish: "length", free: true} }

// Filtered stops because of what the answer said.
func Filtered() Reply { return Reply{text: constant(""), finish: "content_filter", free: true} }

// FilteredPrompt stops because of what the question said, as Azure does: with an error.
func FilteredPrompt() Reply { return Reply{status: http.StatusBadRequest, code: "content_filter"} }

// Refuses answers in the place that the protocol has for it.
func Refuses() Reply { return Reply{refusal: "I'm sorry, I can't assist with that."} }

// RefusesPlainly answers in words, without the form.
func RefusesPlainly() Reply { return Text("Het spijt me, maar daar kan ik niet mee helpen.") }

// Busy answers 429. after is the header Retry-After: seconds or a date; "" is none.
func Busy(after string) Reply {
	return Reply{status: http.StatusTooManyRequests, code: "rate_limit_exceeded", after: after}
}

// Broken answers with this code, and repeats in the error what it was sent, as some do.
func Broken(status int) Reply { return Reply{status: status, code: "server_error"} }

// Body answers 200 with this body instead of the protocol's.
func Body(body string) Reply { return Reply{raw: &body} }

// Nonsense answers with words that nobody asked for.
func Nonsense() Reply {
	return Text("Zeker! Hier is een recept voor pannenkoeken: 200 gram bloem en twee eieren.")
}

// Cut hangs up before anything was answered.
func Cut() Reply { return Reply{cut: noAnswer} }

// CutHalf hangs up in the middle of the answer.
func CutHalf() Reply {
	return Reply{cut: halfAnswer, text: func(r Request) string { return Fill(r.Schema, nil) }}
}

// Silent never answers; it waits until the caller hangs up.
func Silent() Reply { return Reply{silent: true} }

// Echo repeats the prompt, without the form.
func Echo() Reply {
	return Reply{free: true, text: func(r Request) string { return r.System + "\n" + r.User }}
}

// EchoWithin repeats the beginning of the prompt in every free text of the form.
func EchoWithin() Reply {
	return Reply{text: func(r Request) string {
		return Fill(r.Schema, func(string) string { return r.System[:min(len(r.System), 300)] })
	}}
}

// English answers in the form, and in another language.
func English() Reply {
	return Reply{text: func(r Request) string {
		return Fill(r.Schema, func(string) string {
			return "It sounds like this has been weighing on you for quite some time, and that must be hard."
		})
	}}
}

// Stuck answers in the form, and goes in circles.
func Stuck() Reply {
	return Reply{text: func(r Request) string {
		long := ""
		for range 60 {
			long += "en dan weer "
		}
		return Fill(r.Schema, func(string) string { return long })
	}}
}

// Late answers so much later.
func (r Reply) Late(d time.Duration) Reply { r.delay = d; return r }

// Held answers once the channel is closed.
func (r Reply) Held(until <-chan struct{}) Reply { r.hold = until; return r }

// Unfit lets the answer be outside the schema.
func (r Reply) Unfit() Reply { r.free = true; return r }

// As answers under another model's name.
func (r Reply) As(model string) Reply { r.model = model; return r }

// Uncounted leaves out how many tokens it took.
func (r Reply) Uncounted() Reply { r.uncount = true; return r }

func constant(text string) func(Request) string { return func(Request) string { return text } }

// give does it.
func (r Reply) give(w http.ResponseWriter, q *http.Request, s *Server, got Request) {
	s.wait(q, r.delay, r.hold)
	switch {
	case r.silent:
		<-until(q, s)
		panic(http.ErrAbortHandler)
	case r.cut == noAnswer:
		panic(http.ErrAbortHandler)
	case r.raw != nil:
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write([]byte(*r.raw)) // a caller that hung up is a scripted case
		return
	case r.status != 0:
		if r.after != "" {
			w.Header().Set("Retry-After", r.after)
		}
		s.deny(w, &refusal{r.status, "cannot do: " + got.User, r.code})
		return
	}
	body := r.body(s, got)
	if r.cut == halfAnswer {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body[:len(body)/2])
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(body)
}

// until ends with the request or the server.
func until(q *http.Request, s *Server) <-chan struct{} {
	over := make(chan struct{})
	go func() {
		defer close(over)
		select {
		case <-q.Context().Done():
		case <-s.ctx.Done():
		}
	}()
	return over
}

// body is the protocol's answer.
func (r Reply) body(s *Server, got Request) []byte {
	text := ""
	if r.text != nil {
		text = r.text(got)
	}
	switch got.Kind {
	case "hear":
		return mustJSON(map[string]any{"text": text})
	case "embed":
		return mustJSON(map[string]any{"object": "list", "model": s.options.Model, "data": json.RawMessage(text)})
	}
	if err := Fits(got.Schema, text); err != nil && !r.free && r.refusal == "" {
		s.options.Fail("the answer to request %d is not as its schema wants it: %v", got.Number, err)
	}
	return mustJSON(r.completion(s, got, text))
}

func (r Reply) completion(s *Server, got Request, text string) any {
	said := map[string]any{"role": "assistant", "content": text, "refusal": nil}
	if r.refusal != "" {
		said["content"], said["refusal"] = nil, r.refusal
	}
	finish, model := r.finish, r.model
	if finish == "" {
		finish = "stop"
	}
	if model == "" {
		model = s.options.Model + "-2026-08-01"
	}
	all := map[string]any{
		"id": "chatcmpl-" + strconv.Itoa(got.Number), "object": "chat.completion", "created": 1785542400, "model": model,
		"choices": []any{map[string]any{"index": 0, "message": said, "logprobs": nil, "finish_reason": finish}},
	}
	if !r.uncount {
		in, out := (len(got.System)+len(got.User))/4+1, len(text)/4+1
		all["usage"] = map[string]any{"prompt_tokens": in, "completion_tokens": out, "total_tokens": in + out}
	}
	return all
}
