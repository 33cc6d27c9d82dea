package double

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// Post is one call that the bot made (polls excepted), as it came in.
type Post struct {
	Number    int // counts all calls of the server from 1
	At        time.Time
	Bot       int64
	Method    string
	Params    map[string]string // exactly what was posted, files left out
	Files     map[string]File
	Chat      int64
	MessageID int        // of the message that it made or changed
	Text      string     // what the person reads: text or caption, tags taken out
	Board     [][]Button // the keyboard
	Status    int        // 200, or the code of the refusal
	Refused   string     // why, "" when it was accepted
}

// Labels are the labels of the keyboard, row by row: "Ja | Nee / Later".
func (p Post) Labels() string {
	var rows []string
	for _, row := range p.Board {
		var labels []string
		for _, b := range row {
			labels = append(labels, b.Text)
		}
		rows = append(rows, strings.Join(labels, " | "))
	}
	return strings.Join(rows, " / ")
}

// Form is the exact form that was posted, one "name=value" a line, in the order of the names.
func (p Post) Form() string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(p.Params)) {
		lines = append(lines, name+"="+p.Params[name])
	}
	for _, name := range slices.Sorted(maps.Keys(p.Files)) {
		lines = append(lines, name+"=@"+p.Files[name].Name)
	}
	return strings.Join(lines, "\n")
}

// Posts are all calls of all bots, polls excepted, in the order they were handled.
func (s *Server) Posts() []Post {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Clone(s.posts)
}

// Calls are the calls of one method.
func (s *Server) Calls(method string) []Post {
	return slices.DeleteFunc(s.Posts(), func(p Post) bool { return !strings.EqualFold(p.Method, method) })
}

// record keeps what was called, and how it ended.
func (s *Server) record(c *call, no *refusal) {
	if c.method == "getUpdates" {
		return
	}
	p := Post{}
	if c.post != nil {
		p = *c.post
	}
	p.At, p.Bot, p.Method, p.Params, p.Files, p.Status = s.options.Now(), c.bot.ID, c.method, c.params, c.files, 200
	if no != nil {
		p.Status, p.Refused = no.Code, no.Description
	}
	s.mu.Lock()
	s.seq++
	p.Number = s.seq
	if !s.options.Forget {
		s.posts = append(s.posts, p)
	}
	s.mu.Unlock()
	if s.options.OnPost != nil {
		s.options.OnPost(p)
	}
}
