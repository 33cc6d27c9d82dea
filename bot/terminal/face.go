package terminal

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/dialog"
	"stapmaat/store"
)

// Send implements send.Face: it prints. What is printed is sent; nothing comes back.
func (t *talk) Send(ctx context.Context, o store.Outgoing) store.Delivery {
	if o.Chat != t.o.Chat {
		// A bot of the terminal has one talk. Another one's row is left for later.
		return store.Delivery{Outgoing: o.ID, RetryAt: t.o.Now().Add(time.Hour), Code: "another terminal"}
	}
	t.screen.show(o.Message, t.files(ctx, o)...)
	return store.Delivery{Outgoing: o.ID, Sent: true, MessageID: o.ID}
}

// files writes what goes with a message and names it. A file that can't be made is
// told in the log: the words say the same.
func (t *talk) files(ctx context.Context, o store.Outgoing) []string {
	name, data, err := t.render(o.Message)
	if err == nil && name != "" {
		name = filepath.Join(t.o.Pictures, fmt.Sprintf("%d-%s", o.ID, name))
		err = write(name, data)
	}
	if err != nil {
		zerolog.Ctx(ctx).Error().Err(err).Int64("outgoing", o.ID).Msg("a file of a message can't be written")
		return nil
	}
	if name == "" {
		return nil
	}
	return []string{name}
}

// render gives the file of a message; no name when it has none.
func (t *talk) render(m dialog.Message) (name string, data []byte, err error) {
	switch {
	case m.Picture != nil && t.o.Draw != nil:
		data, _, err = t.o.Draw(*m.Picture)
		if err != nil {
			return "", nil, fmt.Errorf("drawing a picture: %w", err)
		}
		name = "bridge."
		if m.Picture.Plan != nil {
			name = "plan."
		}
		return name + string(m.Picture.Format), data, nil
	case m.File != nil:
		return filepath.Base(m.File.Name), []byte(m.File.Body), nil
	}
	return "", nil, nil
}

// write makes the folder when needed. Only the owner may read: these are a person's own things.
func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fmt.Errorf("making a folder for pictures: %w", err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		return fmt.Errorf("writing a picture: %w", err)
	}
	return nil
}
