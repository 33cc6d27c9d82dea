package main

import (
	"context"

	"github.com/rs/zerolog"

	"stapmaat/bot/desk"
	"stapmaat/bot/librarian"
	"stapmaat/bot/librarian/curate"
	"stapmaat/bot/mail"
	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/door"
	"stapmaat/store/seal"
	"stapmaat/store/staff"
)

// deskService is the pages for staff while the program serves: pools of their own, under
// roles of their own, and a listener of their own.
type deskService struct {
	staff    *staff.DB
	door     *door.DB
	pages    *desk.Desk
	listener *listener
}

// openDesk opens the desk on DESK_ADDR; shelf answers what supervisors try; wake tells
// the turns that something came in.
func (h *house) openDesk(ctx context.Context, shelf *librarian.Librarian, wake func()) (*deskService, error) {
	master, err := seal.ReadMaster(h.config.MasterKeyFile)
	if err != nil {
		return nil, err
	}
	d := &deskService{}
	url := h.config.DatabaseURL.Reveal()
	if d.staff, err = staff.Open(ctx, url, staff.Options{Master: master, Clock: h.clock}); err != nil {
		return nil, err
	}
	if d.door, err = door.Open(ctx, url, door.Options{Master: master, Clock: h.clock}); err != nil {
		d.staff.Close()
		return nil, err
	}
	d.pages, err = h.newDesk(d, shelf, wake)
	if err == nil {
		d.listener, err = listen(ctx, "DESK_ADDR", h.config.DeskAddr, logged(ctx, d.pages))
	}
	if err != nil {
		d.door.Close()
		d.staff.Close()
		return nil, err
	}
	zerolog.Ctx(ctx).Info().Str("listen", d.listener.socket.Addr().String()).Str("address", h.config.DeskURL).Msg("the desk is open")
	return d, nil
}

// run keeps the desk open until ctx ends: then open streams end first, so that the
// listener has nobody to wait for.
func (d *deskService) run(ctx, base context.Context) {
	d.pages.Run(ctx)
	if err := d.listener.close(base); err != nil {
		zerolog.Ctx(ctx).Warn().Err(err).Msg("visitors of the desk were cut off")
	}
	d.door.Close()
	d.staff.Close()
}

// newDesk puts the desk together with what can reach staff: mail, when there is a server, and the bot.
func (h *house) newDesk(d *deskService, shelf *librarian.Librarian, wake func()) (*desk.Desk, error) {
	o := desk.Options{URL: h.config.DeskURL, Staff: d.staff, Door: d.door, Library: shelf, Model: h.modelNamed(), Clock: h.clock, Store: h.db, Engine: h.engine, Wake: wake, Chat: func(ctx context.Context, n desk.SignInNote) error {
		_, err := h.db.Enqueue(ctx, []store.Item{{Person: n.Staff, Source: store.FromNote, Ref: n.Ref, Input: dialog.Input{Kind: dialog.Noted,
			Note: &dialog.Note{Key: "note.sign_in", Lane: dialog.LaneAnswer, Vars: map[string]string{"address": n.Address, "code": n.Code, "digits": n.Digits}}}}})
		wake()
		return err
	}}
	if h.models.talk != nil {
		var err error
		if o.Curate, err = curate.New(h.models.talk, h.db); err != nil {
			return nil, err
		}
	}
	if h.config.SMTPURL != "" {
		mailer, err := mail.New(mail.Options{URL: h.config.SMTPURL.Reveal(), From: h.config.SMTPFrom, Now: h.clock})
		if err != nil {
			return nil, err
		}
		o.Mail = mailer.Send
	}
	return desk.New(o)
}

// modelNamed tells which language model there is and where it works, as an administrator reads it.
func (h *house) modelNamed() string {
	if !h.config.Model.On() {
		return ""
	}
	return h.config.Model.Name + " (" + h.config.Model.Region + ")"
}
