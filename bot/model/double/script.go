package double

// scripted is a reply that waits for its request.
type scripted struct {
	kind  string // of the request; "" is any
	times int    // -1 is for ever
	reply Reply
}

// Script makes the next requests of a kind ("" is any) be answered with these, one each, in
// their order. What is scripted goes before Options.Answer.
func (s *Server) Script(kind string, replies ...Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range replies {
		s.script = append(s.script, &scripted{kind, 1, r})
	}
}

// Always makes every request of a kind ("" is any) be answered so, until Forget.
func (s *Server) Always(kind string, r Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = append(s.script, &scripted{kind, -1, r})
}

// Forget takes away all that is scripted.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = nil
}

// Unused is how many scripted replies nobody asked for.
func (s *Server) Unused() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, one := range s.script {
		if one.times > 0 {
			n++
		}
	}
	return n
}

// next is the reply to a request. One that nobody foresaw fails the test.
func (s *Server) next(got Request) Reply {
	s.mu.Lock()
	for i, one := range s.script {
		if one.kind != "" && one.kind != got.Kind {
			continue
		}
		if one.times--; one.times == 0 {
			s.script = append(s.script[:i:i], s.script[i+1:]...)
		}
		s.mu.Unlock()
		return one.reply
	}
	s.mu.Unlock()
	if s.options.Answer != nil {
		return s.options.Answer(got)
	}
	s.options.Fail("nobody foresaw request %d, of kind %s", got.Number, got.Kind)
	return Broken(500)
}
