package double

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// refusal is an answer with ok:false. A nil *refusal is consent.
type refusal struct {
	Code        int
	Description string
	RetryAfter  int
	MigrateTo   int64
	// harmless refusals happen in the ordinary course: a press answered late, a
	// keyboard that is gone already. They fail no test.
	harmless bool
}

func bad(description string) *refusal {
	return &refusal{Code: 400, Description: "Bad Request: " + description}
}

// call is one request that was read.
type call struct {
	bot    *Bot
	method string
	params map[string]string
	files  map[string]File
	done   <-chan struct{} // closed when the caller hung up
	post   *Post           // set by methods that speak to a chat
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if rest, ok := strings.CutPrefix(r.URL.Path, "/file/bot"); ok && r.Method == http.MethodGet {
		s.serveFile(w, rest)
		return
	}
	token, name, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !ok || !strings.HasPrefix(r.URL.Path, "/bot") {
		s.options.Fail("request outside the Bot API: %s", r.URL.Path)
		answer(w, nil, &refusal{Code: 404, Description: "Not Found"})
		return
	}
	bot := s.bot(token)
	if bot == nil {
		s.options.Fail("unknown token, method %s", name)
		answer(w, nil, &refusal{Code: 401, Description: "Unauthorized"})
		return
	}
	m, ok := methods[strings.ToLower(name)]
	if !ok {
		s.options.Fail("unknown method %s", name)
		answer(w, nil, &refusal{Code: 404, Description: "Not Found"})
		return
	}
	c := &call{bot: bot, method: m.name, done: r.Context().Done()}
	if no := c.read(r, m); no != nil {
		s.options.Fail("%s: %s", name, no.Description)
		answer(w, nil, no)
		return
	}
	s.carryOut(w, c, m)
}

// serveFile gives a recording by its path.
func (s *Server) serveFile(w http.ResponseWriter, tokenAndPath string) {
	token, name, _ := strings.Cut(tokenAndPath, "/")
	bot := s.bot(token)
	if bot == nil {
		s.options.Fail("unknown token, file %s", name)
		answer(w, nil, &refusal{Code: 401, Description: "Unauthorized"})
		return
	}
	bot.mu.Lock()
	audio, ok := bot.spoken[strings.TrimSuffix(strings.TrimPrefix(name, "voice/"), ".oga")]
	bot.mu.Unlock()
	if !ok {
		answer(w, nil, &refusal{Code: 404, Description: "Not Found"})
		return
	}
	_, _ = w.Write(audio) // a caller that hung up is a scripted case
}

// carryOut applies the scripted fault, if there is one, and the method.
func (s *Server) carryOut(w http.ResponseWriter, c *call, m method) {
	fault := s.takeFault(c)
	if fault != nil && !fault.Applied {
		fault.spoil(w, s, c, nil, fault.refusal())
		return
	}
	result, no := m.handle(c)
	s.record(c, no)
	if fault != nil {
		fault.spoil(w, s, c, result, no)
		return
	}
	if no != nil && no.Code == 400 && !no.harmless && !s.options.AllowRefusals {
		s.options.Fail("%s refused: %s (%v)", m.name, no.Description, c.params)
	}
	answer(w, result, no)
}

// rendered is a result that is JSON already.
type rendered []byte

type envelope struct {
	OK          bool        `json:"ok"`
	ErrorCode   int         `json:"error_code"`
	Description string      `json:"description"`
	Parameters  *parameters `json:"parameters,omitempty"`
}

type parameters struct {
	RetryAfter int   `json:"retry_after,omitempty"`
	MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
}

func answer(w http.ResponseWriter, result any, no *refusal) {
	status, body := http.StatusOK, []byte(nil)
	if no == nil {
		body = accepted(result)
	} else {
		status, body = no.Code, no.render()
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a caller that hung up is a scripted case
}

func accepted(result any) []byte {
	value, ok := result.(rendered)
	if !ok {
		value = mustJSON(result)
	}
	body := make([]byte, 0, len(value)+24)
	return append(append(append(body, `{"ok":true,"result":`...), value...), '}')
}

func (no *refusal) render() []byte {
	e := envelope{ErrorCode: no.Code, Description: no.Description}
	if no.RetryAfter != 0 || no.MigrateTo != 0 {
		e.Parameters = &parameters{no.RetryAfter, no.MigrateTo}
	}
	return mustJSON(e)
}

func mustJSON(value any) []byte {
	data, err := json.Marshal(value)
	if err != nil {
		panic("double: " + err.Error())
	}
	return data
}
