package main

import (
	"context"

	"github.com/rs/zerolog"

	"stapmaat/bot/desk"
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

// openDesk opens the desk on DESK_ADDR.
func (h *house) openDesk(ctx context.Context) (*deskService, error) {
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
	d.pages, err = desk.New(desk.Options{URL: h.config.DeskURL, Staff: d.staff, Door: d.door, Clock: h.clock})
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
