package eval

import (
	"context"
	"fmt"
	"time"

	"stapmaat/dialog"
	"stapmaat/store"
)

// house makes the organisation, its bot and its library.
func (p *play) house(ctx context.Context) (err error) {
	if p.zone, err = store.Zone("Europe/Amsterdam"); err != nil {
		return err
	}
	if p.org, err = p.DB.EnsureOrganisation(ctx, organisation, true); err != nil {
		return err
	}
	if p.bot, err = p.DB.AddBot(ctx, p.org, store.Terminal, "", "eval"); err != nil {
		return err
	}
	if p.Model {
		if err := p.DB.UseModel(ctx, p.org); err != nil {
			return err
		}
	}
	return p.Ready(ctx)
}

// comeIn opens everybody's invitation, the mentor's first.
func (p *play) comeIn(ctx context.Context) error {
	by, err := p.opens(ctx, mentorChat, dialog.MentorRole, 0, mentor)
	if err != nil {
		return err
	}
	for i, person := range p.o.People {
		one := newPlayer(person, p.o.Seed)
		one.talk.chat, one.talk.Step = int64(mentorChat+1+i), -1
		if one.talk.Case, err = p.opens(ctx, one.talk.chat, dialog.Participant, by, person.Called); err != nil {
			return err
		}
		now := p.local()
		one.back = time.Date(now.Year(), now.Month(), now.Day(), person.Hour, 0, 0, 0, now.Location())
		one.talk.Turns = []Turn{{At: now, Said: "/start geldig", Kind: dialog.Started}}
		p.players = append(p.players, one)
	}
	return p.see(ctx)
}

// opens lets somebody in by an invitation, as everybody comes in, and gives her number.
func (p *play) opens(ctx context.Context, chat int64, role dialog.Role, by int64, name string) (int64, error) {
	token, err := p.DB.Invite(ctx, p.org, role, by, store.Details{Name: name})
	if err != nil {
		return 0, err
	}
	if err := p.Receiver.Receive(ctx, p.bot, []store.Arrival{p.arrival(chat, dialog.Input{Kind: dialog.Started, Token: token})}, 0); err != nil {
		return 0, err
	}
	if err := p.settle(ctx); err != nil {
		return 0, err
	}
	who, err := p.DB.InChat(ctx, p.bot, chat)
	return who.ID, err
}

func (p *play) arrival(chat int64, in dialog.Input) store.Arrival {
	p.arrived++
	return store.Arrival{Ref: fmt.Sprint(p.arrived), Chat: chat, At: p.Clock.Now(), Input: in}
}

// local is the time where everybody lives.
func (p *play) local() time.Time { return p.Clock.Now().In(p.zone) }
