// Package demo fills the demo organisation with a lived-in caseload: invented people,
// whose talks are played through real turns, so that the desk has something to show.
package demo

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/goccy/go-yaml"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/seal"
	"stapmaat/store/staff"
)

//go:embed people.yaml
var file []byte

// ErrNotDemo says that an organisation is a real one: nothing invented goes there.
var ErrNotDemo = errors.New("this is not a demo organisation")

// rare is how many people, from the first, may want something of the mentor today.
const rare = 8

var errBusy = errors.New("other talks wait for their turn: let the program answer them first, then fill the demo while it does not run")

// Options of Fill. All are needed.
type Options struct {
	URL          string // of the database
	Master       *seal.Master
	Engine       *dialog.Engine
	Organisation int64
	Mentor       int64     // whose caseload it becomes
	Now          time.Time // today
	People       int       // how many, at most as many as there are names
}

// chatsFrom is where the chats of invented people begin: no channel has such numbers.
const chatsFrom = 7_000_000

type story struct {
	Names []string `yaml:"names"`
	Lives [][]line `yaml:"lives"`
	Notes []string `yaml:"notes"`
}

// line is one turn of a life.
type line struct {
	Ago     int                  `yaml:"ago"`
	Due     *int                 `yaml:"due"` // days ago of a step's day
	Told    *dialog.StoryTold    `yaml:"told"`
	Placed  *dialog.Placed       `yaml:"placed"`
	Link    *dialog.LinkDrawn    `yaml:"link"`
	Debt    *dialog.DebtHelpSaid `yaml:"debt"`
	Dream   *dialog.DreamTold    `yaml:"dream"`
	Goal    *dialog.GoalSet      `yaml:"goal"`
	Said    *dialog.GoalSaid     `yaml:"said"`
	GoalEnd *dialog.GoalEnded    `yaml:"goalend"`
	Step    *dialog.StepSet      `yaml:"step"`
	Moved   *dialog.StepMoved    `yaml:"moved"`
	Ended   *dialog.StepEnded    `yaml:"ended"`
	NotYet  *dialog.StepNotYet   `yaml:"notyet"`
	Share   string               `yaml:"share"`
	Sharing string               `yaml:"sharing"`
	Human   string               `yaml:"human"`
}

// Fill plays the lives of invented people, and tells how many there are now. Who is there
// already is left alone, so it can be run again.
func Fill(ctx context.Context, o Options) (n int, err error) {
	var s story
	if err := yaml.Unmarshal(file, &s); err != nil {
		return 0, fmt.Errorf("reading the invented people: %w", err)
	}
	p := &player{Options: o, clock: &clock{now: o.Now}}
	if p.db, err = store.Open(ctx, o.URL, store.Options{Master: o.Master, Clock: p.clock.Now, MaxConns: 2}); err != nil {
		return 0, err
	}
	defer p.db.Close()
	demo, err := p.db.IsDemo(ctx, o.Organisation)
	if err != nil {
		return 0, err
	}
	if !demo {
		return 0, ErrNotDemo
	}
	if p.bot, err = p.db.AddBot(ctx, o.Organisation, store.Terminal, "", fmt.Sprintf("demo-desk-%d", o.Organisation)); err != nil {
		return 0, err
	}
	for i, name := range s.Names[:min(o.People, len(s.Names))] {
		if err := p.life(ctx, i, name, s.Lives[i%len(s.Lives)]); err != nil {
			return n, fmt.Errorf("playing the life of an invented person: %w", err)
		}
		n++
	}
	return n, p.read(ctx)
}

// read has the mentor read what most people shared, as she would have.
func (p *player) read(ctx context.Context) error {
	desk, err := staff.Open(ctx, p.URL, staff.Options{Master: p.Master, MaxConns: 1, Clock: func() time.Time { return p.Options.Now.AddDate(0, 0, -2) }})
	if err != nil {
		return err
	}
	defer desk.Close()
	who := staff.Who{Organisation: p.Organisation, Staff: p.Mentor}
	people, err := desk.Caseload(ctx, who)
	if err != nil {
		return err
	}
	for _, one := range people {
		if one.Read.IsZero() {
			if _, err := desk.Participant(ctx, who, one.Person); err != nil {
				return err
			}
		}
	}
	return nil
}

// player plays lives on a clock of its own.
type player struct {
	Options
	clock *clock
	db    *store.DB
	bot   int64
	next  int // update number
	talk  int // of the life that is being played
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now implements the clock of the store.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// life brings somebody in and plays what she did. Each life is shifted by a few days and hours, so that no two look alike.
func (p *player) life(ctx context.Context, i int, name string, lines []line) error {
	chat := int64(chatsFrom + i)
	if _, err := p.db.InChat(ctx, p.bot, chat); err == nil {
		return nil
	}
	shift, hour := (i/8)%5, 8+(i*5)%12
	at := func(ago int) time.Time {
		if ago > 0 {
			ago += shift
		}
		day := p.Options.Now.AddDate(0, 0, -ago)
		when := time.Date(day.Year(), day.Month(), day.Day(), hour, (i*7)%60, 0, 0, day.Location())
		if !when.Before(p.Options.Now) {
			when = p.Options.Now.Add(-time.Duration(5+i) * time.Minute)
		}
		return when
	}
	p.clock.set(at(lines[0].Ago).Add(-time.Hour))
	token, err := p.db.Invite(ctx, p.Organisation, dialog.Participant, p.Mentor, store.Details{Name: name})
	if err != nil {
		return err
	}
	if err := p.turn(ctx, chat, dialog.Input{Kind: dialog.Started, Token: token}, func(_ dialog.Person, in dialog.Input) []dialog.Fact {
		return []dialog.Fact{{Event: dialog.CameIn{Invitation: in.Invitation.ID}}}
	}); err != nil {
		return err
	}
	if err := p.does(ctx, chat, agreed()...); err != nil {
		return err
	}
	talk, last := 0, -1
	for n, l := range lines {
		if l.Human != "" && i >= rare || l.Step != nil && l.Step.By == dialog.ByMentor && i >= 2*rare {
			continue
		}
		if l.Ago != last {
			talk, last = talk+1, l.Ago
		}
		p.clock.set(at(l.Ago).Add(time.Duration(n) * time.Second))
		if err := p.line(ctx, chat, l, talk, at); err != nil {
			return err
		}
	}
	return nil
}

func agreed() (all []dialog.Event) {
	for _, what := range []dialog.ConsentKind{dialog.Informed, dialog.Joined, dialog.Sensitive, dialog.Sharing} {
		all = append(all, dialog.Consented{What: what, Given: true, TextVersion: "demo"})
	}
	return append(all, dialog.RightPerson{Right: true})
}

func (p *player) line(ctx context.Context, chat int64, l line, talk int, at func(int) time.Time) error {
	var day time.Time
	if l.Due != nil {
		d := at(*l.Due)
		day = time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, p.Options.Now.Location())
		if *l.Due <= 0 {
			d = p.Options.Now.AddDate(0, 0, -*l.Due)
			day = time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, p.Options.Now.Location())
		}
	}
	event := l.event(day)
	return p.turn(ctx, chat, dialog.Input{Kind: dialog.Pressed, Press: "demo"}, func(person dialog.Person, _ dialog.Input) []dialog.Fact {
		p.talk = talk
		switch {
		case l.Share != "":
			return []dialog.Fact{{Event: dialog.TalkOffered{}}, {Event: dialog.TalkShared{}}}
		case l.Sharing != "":
			return []dialog.Fact{{Event: dialog.Consented{What: dialog.Sharing, Given: l.Sharing == "yes", TextVersion: "demo"}}}
		case l.Human != "":
			return []dialog.Fact{{Event: dialog.AskedHuman{}}}
		}
		switch e := event.(type) {
		case dialog.Placed:
			e.Bridge = p.Engine.BridgeFor(person).Version
			event = e
		case dialog.StepSet:
			if e.By == dialog.ByMentor {
				e.ByName = person.Mentor.Name
				event = e
			}
		}
		text, bare := p.Engine.LinesOf(person, event)
		return []dialog.Fact{{Event: event, Line: text, Bare: bare}}
	})
}

// event is what a line is about.
func (l line) event(day time.Time) dialog.Event {
	switch {
	case l.Told != nil:
		return *l.Told
	case l.Placed != nil:
		return *l.Placed
	case l.Link != nil:
		return *l.Link
	case l.Debt != nil:
		return *l.Debt
	case l.Dream != nil:
		return *l.Dream
	case l.Goal != nil:
		return *l.Goal
	case l.Said != nil:
		return *l.Said
	case l.GoalEnd != nil:
		return *l.GoalEnd
	case l.Step != nil:
		l.Step.Day = day
		return *l.Step
	case l.Moved != nil:
		l.Moved.Day = day
		return *l.Moved
	case l.Ended != nil:
		return *l.Ended
	case l.NotYet != nil:
		return *l.NotYet
	}
	return nil
}

func (p *player) does(ctx context.Context, chat int64, events ...dialog.Event) error {
	return p.turn(ctx, chat, dialog.Input{Kind: dialog.Pressed, Press: "demo"}, func(dialog.Person, dialog.Input) (facts []dialog.Fact) {
		for _, e := range events {
			facts = append(facts, dialog.Fact{Event: e})
		}
		return facts
	})
}

// turn takes one input of a chat in and makes its turn; what waits of others is left as it is.
func (p *player) turn(ctx context.Context, chat int64, in dialog.Input, facts func(dialog.Person, dialog.Input) []dialog.Fact) error {
	p.next++
	arrival := store.Arrival{Ref: fmt.Sprintf("demo-%d-%d-%d", chat, p.clock.Now().UnixNano(), p.next), Chat: chat, Input: in, Raw: []byte("{}"), At: p.clock.Now()}
	if _, err := p.db.Receive(ctx, p.bot, []store.Arrival{arrival}, 0); err != nil {
		return err
	}
	g, err := p.db.Take(ctx, 8)
	if err != nil {
		return err
	}
	defer g.Close()
	if err := g.Fill(ctx, func(dialog.State, dialog.Input) dialog.Needs { return dialog.Needs{} }); err != nil {
		return err
	}
	var outcomes []store.Outcome
	mine, err := p.db.InChat(ctx, p.bot, chat)
	if err != nil {
		return err
	}
	for _, c := range g.Claims {
		if c.Person.ID != mine.ID {
			continue // somebody's own talk: left for the program to answer
		}
		if c.Err != nil {
			return c.Err
		}
		state, effects := c.State, dialog.Effects{Events: facts(c.Person, c.Input)}
		state.Version, state.Talk.Number = dialog.StateVersion, max(p.talk, 1)
		outcomes = append(outcomes, store.Outcome{Claim: c, State: state, Effects: effects})
	}
	if len(outcomes) == 0 {
		return errBusy
	}
	_, err = g.Commit(ctx, outcomes)
	return err
}
