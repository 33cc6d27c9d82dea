package telegram

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/telegram/double"
	"stapmaat/dialog"
	"stapmaat/store"
)

var (
	yesNo  = [][]dialog.Button{{{Label: "Ja", Data: "q:1:ja"}, {Label: "Nee", Data: "q:1:nee"}}, {{Label: "≡ Meer", Data: "m:more"}}}
	bridge = &dialog.Picture{Bridge: &dialog.BridgePicture{Title: "Mijn brug"}, Format: dialog.PNG}
	page   = &dialog.Picture{Bridge: &dialog.BridgePicture{Title: "De brug van Fatima"}, Format: dialog.PDF}
)

const yesNoJSON = `{"inline_keyboard":[[{"text":"Ja","callback_data":"q:1:ja"},{"text":"Nee","callback_data":"q:1:nee"}],[{"text":"≡ Meer","callback_data":"m:more"}]]}`

func TestWhatIsPosted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		message dialog.Message
		want    string
	}{
		"text": {
			dialog.Message{Text: "Hoi <b>Fatima</b> &amp; co"},
			"sendMessage\nchat_id=42\nlink_preview_options={\"is_disabled\":true}\nparse_mode=HTML\ntext=Hoi <b>Fatima</b> &amp; co",
		},
		"buttons": {
			dialog.Message{Text: "Kan dat?", Buttons: yesNo},
			"sendMessage\nchat_id=42\nlink_preview_options={\"is_disabled\":true}\nparse_mode=HTML\nreply_markup=" + yesNoJSON + "\ntext=Kan dat?",
		},
		"protected, silent": {
			dialog.Message{Text: "a", Protect: true, Silent: true},
			"sendMessage\nchat_id=42\ndisable_notification=true\nlink_preview_options={\"is_disabled\":true}\nparse_mode=HTML\nprotect_content=true\ntext=a",
		},
		"pinned": {
			dialog.Message{Text: "a", Pin: true},
			"sendMessage\nchat_id=42\nlink_preview_options={\"is_disabled\":true}\nparse_mode=HTML\ntext=a\n\npinChatMessage\nchat_id=42\ndisable_notification=true\nmessage_id=1",
		},
		"picture": {
			dialog.Message{Text: "Dit is <b>jouw</b> brug.", Picture: bridge, Buttons: yesNo, Protect: true},
			"sendPhoto\ncaption=Dit is <b>jouw</b> brug.\nchat_id=42\nparse_mode=HTML\nprotect_content=true\nreply_markup=" + yesNoJSON + "\nphoto=@mijn-brug.png",
		},
		"picture without words": {
			dialog.Message{Picture: bridge, Buttons: yesNo},
			"sendPhoto\nchat_id=42\nreply_markup=" + yesNoJSON + "\nphoto=@mijn-brug.png",
		},
		"page to print": {
			dialog.Message{Text: "Om op te hangen.", Picture: page},
			"sendDocument\ncaption=Om op te hangen.\nchat_id=42\nparse_mode=HTML\ndocument=@de-brug-van-fatima.pdf",
		},
		"attachment": {
			dialog.Message{Text: "Alles van jou.", File: &dialog.Attachment{Name: "mijn-gegevens.md", Body: "# Jij"}},
			"sendDocument\ncaption=Alles van jou.\nchat_id=42\nparse_mode=HTML\ndocument=@mijn-gegevens.md",
		},
		"a caption that is too long follows its picture, with the buttons": {
			dialog.Message{Text: strings.Repeat("é", 1025), Picture: bridge, Buttons: yesNo},
			"sendPhoto\nchat_id=42\nphoto=@mijn-brug.png\n\nsendMessage\nchat_id=42\nlink_preview_options={\"is_disabled\":true}\nparse_mode=HTML\nreply_markup=" + yesNoJSON + "\ntext=" + strings.Repeat("é", 1025),
		},
		"a text that is too long goes in parts, the buttons under the last": {
			dialog.Message{Text: strings.Repeat("a", 4000) + "\n" + strings.Repeat("b", 200), Buttons: yesNo},
			"sendMessage\nchat_id=42\nlink_preview_options={\"is_disabled\":true}\nparse_mode=HTML\ntext=" + strings.Repeat("a", 4000) + "\n" +
				"\n\nsendMessage\nchat_id=42\nlink_preview_options={\"is_disabled\":true}\nparse_mode=HTML\nreply_markup=" + yesNoJSON + "\ntext=" + strings.Repeat("b", 200),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, Options{}, double.Options{})
			d := b.send(c.message)
			require.True(t, d.Sent, d.Code)
			require.NotZero(t, d.MessageID)
			require.Equal(t, int64(5), d.Outgoing)
			require.Equal(t, c.want, forms(b.server.Posts()))
		})
	}
}

func TestAPictureThatTelegramHasIsNotDrawnAgain(t *testing.T) {
	t.Parallel()
	drawings := 0
	b := setup(t, Options{Draw: func(p dialog.Picture) ([]byte, string, error) {
		drawings++
		return drawn(p)
	}}, double.Options{AllowRefusals: true})
	m := dialog.Message{Text: "brug", Picture: bridge}
	first := b.send(m)
	require.Equal(t, store.PictureHash(*bridge), first.FileHash)
	require.NotEmpty(t, first.FileID)

	o := outgoing(m)
	o.PictureFileID = first.FileID
	second := b.face.Send(context.Background(), o)
	require.True(t, second.Sent)
	require.Equal(t, 1, drawings)
	require.Equal(t, "caption=brug\nchat_id=42\nparse_mode=HTML\nphoto="+first.FileID, b.chat.Posts()[1].Form())

	o.PictureFileID = "forgotten"
	third := b.face.Send(context.Background(), o)
	require.True(t, third.Sent, "drawn anew when Telegram forgot it")
	require.Equal(t, 2, drawings)
	require.NotEqual(t, first.FileID, third.FileID)
}

func TestWordsGoWithoutTheirPictureRatherThanNotAtAll(t *testing.T) {
	t.Parallel()
	for name, draw := range map[string]func(dialog.Picture) ([]byte, string, error){
		"can't be drawn": func(dialog.Picture) ([]byte, string, error) { return nil, "", errors.New("no such font") },
		"no image":       func(dialog.Picture) ([]byte, string, error) { return []byte("?"), "image/png", nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, Options{Draw: draw}, double.Options{AllowRefusals: true})
			d := b.send(dialog.Message{Text: "Geld: <b>2 van 5</b>", Picture: bridge, Buttons: yesNo})
			require.True(t, d.Sent, d.Code)
			posts := b.chat.Posts()
			require.Len(t, posts, 1)
			require.Equal(t, "Geld: 2 van 5", posts[0].Text)
			require.Equal(t, "Ja | Nee / ≡ Meer", posts[0].Labels())
			require.Empty(t, d.FileID)
		})
	}
}

func TestWordsGoWithoutBoldRatherThanNotAtAll(t *testing.T) {
	t.Parallel()
	b := setup(t, Options{}, double.Options{AllowRefusals: true})
	d := b.send(dialog.Message{Text: "Bel <b>112</i> &amp; 113", Buttons: yesNo})
	require.True(t, d.Sent)
	require.Equal(t, "Bel 112 & 113", b.chat.Posts()[0].Text)
	require.Equal(t, "Ja | Nee / ≡ Meer", b.chat.Posts()[0].Labels())
}

func TestWhatComesOfRefusals(t *testing.T) {
	t.Parallel()
	later := func(d time.Duration) time.Time { return time.Unix(now, 0).Add(d) }
	for name, c := range map[string]struct {
		fault   double.Fault
		attempt int
		want    store.Delivery
	}{
		"429":                        {double.Fault{Status: 429, RetryAfter: 17}, 0, store.Delivery{Code: "429", RetryAt: later(17 * time.Second)}},
		"429 for hours":              {double.Fault{Status: 429, RetryAfter: 10072}, 0, store.Delivery{Code: "429", RetryAt: later(10072 * time.Second)}},
		"429 without a number":       {double.Fault{Status: 429}, 0, store.Delivery{Code: "429", RetryAt: later(time.Second)}},
		"403":                        {double.Fault{Status: 403}, 0, store.Delivery{Code: "403", Gone: true}},
		"400":                        {double.Fault{Status: 400, Description: "Bad Request: BUTTON_DATA_INVALID"}, 0, store.Delivery{Code: "400", Refused: true}},
		"400 chat not found":         {double.Fault{Status: 400, Description: "Bad Request: chat not found"}, 0, store.Delivery{Code: "400 chat not found", Gone: true}},
		"moved":                      {double.Fault{Status: 400, MigrateTo: -100123}, 0, store.Delivery{Code: "migrated", Gone: true}},
		"401":                        {double.Fault{Status: 401}, 0, store.Delivery{Code: "401", RetryAt: later(time.Minute)}},
		"404":                        {double.Fault{Status: 404}, 0, store.Delivery{Code: "401", RetryAt: later(time.Minute)}},
		"500":                        {double.Fault{Status: 500}, 0, store.Delivery{Code: "5xx", RetryAt: later(500 * time.Millisecond)}},
		"502 in HTML":                {double.Fault{Status: 502, Garbage: "<html>Bad Gateway</html>"}, 0, store.Delivery{Code: "network", RetryAt: later(500 * time.Millisecond)}},
		"again":                      {double.Fault{Status: 500}, 3, store.Delivery{Code: "5xx", RetryAt: later(4 * time.Second)}},
		"many times":                 {double.Fault{Status: 500}, 40, store.Delivery{Code: "5xx", RetryAt: later(30 * time.Second)}},
		"connection cut":             {double.Fault{Cut: true}, 0, store.Delivery{Code: "network", RetryAt: later(500 * time.Millisecond)}},
		"an answer not understood":   {double.Fault{Status: 200, Garbage: `{"ok":true,"result":{"message_id":"?"}}`}, 0, store.Delivery{Sent: true}},
		"an answer that is no JSON":  {double.Fault{Status: 200, Garbage: `hello`}, 0, store.Delivery{Code: "network", RetryAt: later(500 * time.Millisecond)}},
		"ok without a message in it": {double.Fault{Status: 200, Garbage: `{"ok":true,"result":true}`}, 0, store.Delivery{Sent: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, Options{}, double.Options{})
			b.server.Fault(c.fault)
			o := outgoing(dialog.Message{Text: "a"})
			o.Attempt = c.attempt
			c.want.Outgoing = 5
			require.Equal(t, c.want, b.face.Send(context.Background(), o))
			require.True(t, b.send(dialog.Message{Text: "b"}).Sent, "the next one goes")
		})
	}
}

func TestSilenceEndsWithTheContext(t *testing.T) {
	t.Parallel()
	b := setup(t, Options{}, double.Options{})
	b.server.Fault(double.Fault{Silence: true})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan store.Delivery)
	go func() { done <- b.face.Send(ctx, outgoing(dialog.Message{Text: "a"})) }()
	cancel()
	d := <-done
	require.Equal(t, "stopped", d.Code)
	require.False(t, d.Sent)
}

func TestSilenceEndsWithTheTimeout(t *testing.T) {
	t.Parallel()
	b := setup(t, Options{}, double.Options{})
	b.face.posts.Timeout = 20 * time.Millisecond
	b.server.Fault(double.Fault{Silence: true})
	require.Equal(t, "network", b.send(dialog.Message{Text: "a"}).Code)
}

func TestABotThatWasNeverAdded(t *testing.T) {
	t.Parallel()
	b := setup(t, Options{}, double.Options{})
	d := b.face.Send(context.Background(), store.Outgoing{ID: 1, Bot: 99, Chat: 42, Message: dialog.Message{Text: "a"}})
	require.Equal(t, "401", d.Code)
}

func TestPicturesAreDrawnOneAtATime(t *testing.T) {
	t.Parallel()
	drawing, most := make(chan struct{}, 8), 0
	b := setup(t, Options{Draw: func(p dialog.Picture) ([]byte, string, error) {
		drawing <- struct{}{}
		most = max(most, len(drawing)) // guarded by the one-at-a-time that is tested; -race sees when it is not
		<-drawing
		return drawn(p)
	}}, double.Options{})
	done := make(chan bool)
	for range 8 {
		go func() { done <- b.send(dialog.Message{Picture: bridge}).Sent }()
	}
	for range 8 {
		require.True(t, <-done)
	}
	require.Equal(t, 1, most)
}

func BenchmarkPost(b *testing.B) {
	server := double.New(double.Options{Fail: b.Errorf, Forget: true})
	defer server.Close()
	server.Bot(token).Private(42, "Fatima")
	face := New(Options{URL: server.URL(), Draw: drawn})
	defer face.Close()
	if err := face.Add(ourBot, token); err != nil {
		b.Fatal(err)
	}
	o := outgoing(dialog.Message{Text: "Hoi <b>Fatima</b>, hoe gaat het vandaag met je?", Buttons: yesNo})
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if d := face.Send(context.Background(), o); !d.Sent {
				b.Fatal(d.Code)
			}
		}
	})
}

// The desk's button opens it where it has an address, and stays a press where it has none.
func TestTheButtonOfTheDesk(t *testing.T) {
	t.Parallel()
	menu := dialog.Message{Text: "Wat wil je doen?", Buttons: [][]dialog.Button{{{Label: "Open mijn bureau", Data: dialog.DeskPress}}}}
	for address, want := range map[string]string{
		"https://desk.example.org/telegram?bot=aa_bot": `{"text":"Open mijn bureau","web_app":{"url":"https://desk.example.org/telegram?bot=aa_bot"}}`,
		"": `{"text":"Open mijn bureau","callback_data":"d:desk"}`,
	} {
		b := setup(t, Options{Desk: func(int64) string { return address }}, double.Options{})
		require.True(t, b.send(menu).Sent)
		require.Contains(t, forms(b.server.Posts()), `reply_markup={"inline_keyboard":[[`+want+`]]}`)
	}
	b := setup(t, Options{}, double.Options{})
	require.True(t, b.send(menu).Sent)
	require.Contains(t, forms(b.server.Posts()), `"callback_data":"d:desk"`)
}
