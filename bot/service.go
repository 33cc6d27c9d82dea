package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rs/zerolog"

	calls "stapmaat/bot/call"
	"stapmaat/bot/config"
	"stapmaat/bot/duty"
	"stapmaat/bot/picture"
	"stapmaat/bot/receive"
	"stapmaat/bot/send"
	"stapmaat/bot/telegram"
	"stapmaat/bot/turn"
	"stapmaat/dialog"
	"stapmaat/store"
)

// service is all that works together while the program serves.
type service struct {
	*house
	metrics *metrics
	face    *telegram.Face
	turns   *turn.Turns
	calls   *calls.Runner
	sender  *send.Sender
	role    *send.Role
	duty    *duty.Duty
	books   *books
	bots    *botBook

	receiving context.Context // ends when nothing new is taken in
	refuse    context.CancelFunc

	mu      sync.Mutex
	stalled error // why no turns are made any more
}

// newService puts the parts together. Each wakes the next: an update the turns, a
// turn the sender; what nobody woke is found by looking, some times a second.
func newService(h *house, b *books) *service {
	s := &service{house: h, metrics: newMetrics(), books: b}
	s.receiving, s.refuse = context.WithCancel(context.Background())
	s.turns = turn.New(turn.Options{DB: h.db, Engine: h.engine, Workers: h.config.TurnWorkers, Fault: h.fault,
		Poke: func(bots ...int64) { s.sender.Poke(bots...) }, Took: s.metrics.took, Search: b.librarian.ForTalk,
		Called: func() { s.calls.Wake() }, Answered: s.metrics.answered})
	s.calls = h.caller(calls.Options{Poke: s.turns.Wake, Alerted: func() { s.sender.Poke() }, Ended: s.metrics.ended,
		Typing: func(bot, chat int64) { s.face.Typing(bot, chat) }},
		func(ctx context.Context, bot int64, file string) (io.ReadCloser, string, error) {
			return s.face.Recording(ctx, bot, file)
		})
	receiver := &receive.Receiver{DB: h.db, Screen: dialog.ScreenIn, Poke: s.turns.Wake, Alerted: func() { s.sender.Poke() }, Fault: h.fault}
	s.face = telegram.New(telegram.Options{URL: h.config.TelegramAPIURL, Draw: picture.Draw,
		Receive: s.metrics.counted(receiver.Receive), Goodbye: goodbye(h.engine.Texts["nl"]),
		Desk: func(bot int64) string { return s.bots.miniApp(h.config.DeskURL, bot) }})
	s.bots = newBotBook(h.db, s.face)
	s.role = &send.Role{Connect: h.connect, Wanted: s.bots.refresh}
	s.sender = send.New(send.Options{DB: h.db, Face: countedFace{s.face, s.metrics}, Bots: s.role.Held, Fault: h.fault, Grace: 7 * time.Second})
	s.duty = duty.New(duty.Options{DB: h.db, Connect: h.connect, Now: h.clock, Rang: s.turns.Wake,
		Alerted: func() { s.sender.Poke() }, Drills: h.drills(receiver)})
	s.metrics.registry.MustRegister(&stateCollector{db: h.db, held: s.role.Held, lastPoll: s.face.LastPoll, since: time.Now(), models: h.models})
	return s
}

// connect opens a connection beside the pool, for the locks of the roles.
func (h *house) connect(ctx context.Context) (*pgx.Conn, error) {
	return pgx.Connect(ctx, h.config.DatabaseURL.Reveal())
}

// conditions are what must hold before this process may be sent work.
func (s *service) conditions() []condition {
	return []condition{
		{"database", s.db.Ping},
		{"schema", func(ctx context.Context) error { return store.CheckSchema(ctx, s.config.DatabaseURL.Reveal()) }},
		{"turns", func(context.Context) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.stalled
		}},
	}
}

// receive ends the polls when its time has come; they live under the roles, which
// must outlive the sender.
func (s *service) receive(ctx context.Context) {
	<-ctx.Done()
	s.refuse()
}

// makeTurns runs the workers. They end early when a newer program writes the same
// talks: then this process goes on receiving and sending, and says that it is not ready.
func (s *service) makeTurns(ctx context.Context) {
	err := s.turns.Run(ctx)
	if err == nil && ctx.Err() == nil {
		err = errors.New("the workers have ended")
	}
	if err == nil {
		return
	}
	s.mu.Lock()
	s.stalled = err
	s.mu.Unlock()
	zerolog.Ctx(ctx).Error().Err(err).Msg("no turns are made any more: start the newer program here too")
	<-ctx.Done()
}

// How long the last answers get to leave, and how often that is looked at.
const (
	emptyWithin = 2 * time.Second
	emptyLook   = 20 * time.Millisecond
)

// empty waits, when everything stops, until the answers of the last turns are sent.
// What waits for Telegram's limits stays for the next start.
func (s *service) empty(ctx context.Context) {
	<-ctx.Done()
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), emptyWithin)
	defer cancel()
	look := time.NewTicker(emptyLook)
	defer look.Stop()
	for {
		waits, err := s.db.Outgoing(within, s.role.Held(), nil, 1)
		if err != nil || len(waits) == 0 {
			return
		}
		s.sender.Poke()
		select {
		case <-look.C:
		case <-within.Done():
			return
		}
	}
}

// webhookPattern is where Telegram posts: the path of WEBHOOK_URL and a bot's number.
func webhookPattern(c config.Config) string {
	return strings.TrimRight(c.WebhookPath(), "/") + "/{bot}"
}

// logged gives every call the logger.
func logged(ctx context.Context, next http.Handler) http.Handler {
	log := zerolog.Ctx(ctx)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(log.WithContext(r.Context())))
	})
}
