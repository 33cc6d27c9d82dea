package double

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"
)

// maxRequest bounds what is read: OpenAI takes 25 MB of audio.
const maxRequest = 26 << 20

// refusal is an answer with an error. A nil *refusal is consent.
type refusal struct {
	status  int
	message string
	code    string
}

func bad(message string) *refusal { return &refusal{400, message, "invalid_request_error"} }

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	s.count(1)
	defer s.count(-1)
	got, no := s.read(r)
	s.record(&got)
	if no != nil {
		s.options.Fail("request %d: %s", got.Number, no.message)
		s.deny(w, no)
		return
	}
	reply := s.next(got)
	s.wait(r, s.options.Latency, nil)
	reply.give(w, r, s, got)
}

// read takes a request apart and checks it.
func (s *Server) read(r *http.Request) (Request, *refusal) {
	got := Request{Path: r.URL.Path}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest))
	if err != nil {
		return got, bad("the body cannot be read: " + err.Error())
	}
	got.Body = body
	if no := s.checkWay(r, &got); no != nil {
		return got, no
	}
	switch got.Kind {
	case "hear":
		return got, s.checkAudio(r, &got)
	case "embed":
		return got, s.checkTexts(r, &got)
	}
	return got, s.checkChat(r, &got)
}

var doors = map[string]string{"/chat/completions": "", "/audio/transcriptions": "hear", "/embeddings": "embed"}

// checkWay looks at the address, the method and the key.
func (s *Server) checkWay(r *http.Request, got *Request) *refusal {
	if r.Method != http.MethodPost {
		return &refusal{405, "the method is " + r.Method, "method_not_allowed"}
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/v1")
	query := ""
	if !ok {
		got.Azure = true
		path, ok = strings.CutPrefix(r.URL.Path, "/openai/deployments/"+s.options.Model)
		query = "api-version=" + Version
	}
	kind, known := doors[path]
	if !ok || !known || r.URL.RawQuery != query {
		return &refusal{404, "no such address: " + r.URL.String(), "not_found"}
	}
	got.Kind = kind
	bearer, header := "Bearer "+s.options.Key, ""
	if got.Azure {
		bearer, header = "", s.options.Key
	}
	if r.Header.Get("Authorization") != bearer || r.Header.Get("Api-Key") != header {
		return &refusal{401, "the key is wrong, or not where it belongs", "invalid_api_key"}
	}
	return nil
}

// wait ends early when the caller hangs up or the server closes.
func (s *Server) wait(r *http.Request, d time.Duration, hold <-chan struct{}) {
	if d <= 0 && hold == nil {
		return
	}
	var late <-chan time.Time
	if hold == nil {
		timer := time.NewTimer(d)
		defer timer.Stop()
		late = timer.C
	}
	select {
	case <-hold:
	case <-late:
	case <-r.Context().Done():
	case <-s.ctx.Done():
	}
}

func (s *Server) deny(w http.ResponseWriter, no *refusal) {
	write(w, no.status, map[string]any{"error": map[string]any{"message": no.message, "type": "invalid_request_error", "param": nil, "code": no.code}})
}

func write(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(mustJSON(value)) // a caller that hung up is a scripted case
}

func mustJSON(value any) []byte {
	data, err := json.Marshal(value)
	if err != nil {
		panic("double: " + err.Error())
	}
	return data
}
