//go:build bench || faults

package bench

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"stapmaat/bot/telegram/double"
)

// seat is where one person after another talks: when a talk is over the next one sits
// down, so that at every moment as many talks are open, and all of their parts are met.
type seat struct {
	crowd *crowd
	bot   *double.Bot

	mu     sync.Mutex
	chat   *double.Chat
	talk   *talk
	asked  question  // the newest one
	from   int       // its message id
	acted  time.Time // when the person last did something
	waits  bool      // for the bot's answer to that
	heard  int       // messages of that answer so far
	came   time.Time // when the last message came
	photo  bool      // a picture among them
	repeat int       // messages that came a second time
}

// answered takes in a message of the bot; the one with the next question ends its answer.
func (s *seat) answered(p double.Post) {
	q := asked(p.Board)
	s.mu.Lock()
	if q.number != 0 && q.number <= s.asked.number {
		s.repeat++
		if q.number < s.asked.number {
			s.crowd.wrong("chat %d: question %d came after question %d", p.Chat, q.number, s.asked.number)
		}
		s.mu.Unlock()
		return
	}
	s.heard++
	s.came = p.At
	s.photo = s.photo || p.Method == "sendPhoto"
	a := answer{waited: p.At.Sub(s.acted), first: s.heard == 1 && s.waits, whole: q.number != 0 && s.waits, photo: s.photo}
	if q.number != 0 {
		s.asked, s.from, s.waits = q, p.MessageID, false
	}
	s.mu.Unlock()
	s.crowd.saw(a)
	if a.whole {
		s.crowd.turnOf(s)
	}
}

// answer is one message, as part of the answer to what a person did.
type answer struct {
	waited              time.Duration
	first, whole, photo bool
}

// act does what the person does next, or lets the next person sit down.
func (s *seat) act() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waits {
		return
	}
	s.acted, s.waits, s.heard, s.photo = time.Now(), true, 0, false
	if s.talk == nil {
		s.sit()
		return
	}
	switch a := s.talk.next(s.asked); {
	case a.over:
		s.sit()
	case a.press != "":
		s.chat.PressData(s.from, a.press)
		if s.crowd.eager && s.talk.chance.IntN(8) == 0 {
			s.chat.PressData(s.from, a.press)
		}
	default:
		s.chat.Say(a.say)
	}
}

// sit lets the next person come in by her own link. The seat's lock is held.
func (s *seat) sit() {
	number, token := s.crowd.next()
	s.talk = &talk{chance: rand.New(rand.NewPCG(s.crowd.seed, uint64(number))), picture: number%20 == 0}
	s.asked = question{}
	s.chat = s.bot.Private(firstChat+int64(number), "Anna")
	if tells, chat := s.crowd.tells, s.chat.ID; tells != nil {
		s.talk.tells = func() string { return tells(chat) }
	}
	s.crowd.sits(s, s.chat.ID)
	s.chat.Say("/start " + token)
}

// firstChat is the id of the first person's chat; her number is added to it.
const firstChat = 1_000_000

// idle tells whether the person may act now without being faster than people are.
func (s *seat) idle(now time.Time, pause time.Duration) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.waits && now.Sub(s.acted) >= pause
}

// answeredAt is when the last message came.
func (s *seat) answeredAt() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.came
}

// stuck says who waits for the bot, "" when nobody does.
func (s *seat) stuck() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.waits {
		return ""
	}
	return fmt.Sprintf("chat %d of bot %s waits since %s, last question %d %v", s.chat.ID, s.bot.Name, s.acted.Format(time.TimeOnly), s.asked.number, s.asked.choices)
}
