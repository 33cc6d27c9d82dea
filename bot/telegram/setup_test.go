package telegram

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"stapmaat/bot/telegram/double"
	"stapmaat/dialog"
	"stapmaat/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	token  = "100:sEcReT-part"
	ourBot = int64(7)
	now    = 1_763_760_000
)

// bundle is a face with one bot, and the double it talks to.
type bundle struct {
	face   *Face
	server *double.Server
	bot    *double.Bot
	chat   *double.Chat // private, 42
}

func setup(t *testing.T, o Options, d double.Options) bundle {
	t.Helper()
	if d.Fail == nil {
		d.Fail = t.Errorf
	}
	server := double.New(d)
	o.URL = server.URL()
	if o.Draw == nil {
		o.Draw = drawn
	}
	if o.Now == nil {
		o.Now = func() time.Time { return time.Unix(now, 0) }
	}
	if o.Chance == nil {
		o.Chance = func() float64 { return 0 }
	}
	face := New(o)
	require.NoError(t, face.Add(ourBot, token))
	t.Cleanup(func() { face.Close(); server.Close() })
	bot := server.Bot(token)
	return bundle{face, server, bot, bot.Private(42, "Fatima")}
}

func drawn(p dialog.Picture) ([]byte, string, error) {
	if p.Format == dialog.PDF {
		return []byte("%PDF-1.7"), "application/pdf", nil
	}
	var b bytes.Buffer
	err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)))
	return b.Bytes(), "image/png", err
}

func (b bundle) send(m dialog.Message) store.Delivery {
	return b.face.Send(context.Background(), outgoing(m))
}

func outgoing(m dialog.Message) store.Outgoing {
	return store.Outgoing{ID: 5, Bot: ourBot, Conversation: 3, Chat: 42, Message: m}
}

func forms(posts []double.Post) string {
	var all []string
	for _, p := range posts {
		all = append(all, p.Method+"\n"+p.Form())
	}
	return strings.Join(all, "\n\n")
}
