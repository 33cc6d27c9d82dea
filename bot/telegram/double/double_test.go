package double_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/telegram/double"
)

func TestRefusesWhatTelegramRefuses(t *testing.T) {
	keys := func(buttons string) string { return `{"inline_keyboard":[[` + buttons + `]]}` }
	for name, c := range map[string]struct {
		form []string
		want string
	}{
		"empty text":         {[]string{"text", ""}, "Bad Request: message text is empty"},
		"only spaces":        {[]string{"text", " \n "}, "Bad Request: message text is empty"},
		"only tags":          {[]string{"text", "<b></b>", "parse_mode", "HTML"}, "Bad Request: message text is empty"},
		"too long":           {[]string{"text", strings.Repeat("a", 4097)}, "Bad Request: message is too long"},
		"unsupported tag":    {[]string{"text", "a <p>b</p>", "parse_mode", "HTML"}, `Bad Request: can't parse entities: Unsupported start tag "p" at byte offset 2`},
		"unclosed":           {[]string{"text", "<b>a", "parse_mode", "HTML"}, `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`},
		"bare less-than":     {[]string{"text", "1 < 2", "parse_mode", "HTML"}, "Bad Request: can't parse entities: Unclosed start tag at byte offset 2"},
		"wrong end":          {[]string{"text", "<b><i>a</b></i>", "parse_mode", "HTML"}, `Bad Request: can't parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`},
		"end without start":  {[]string{"text", "a</b>", "parse_mode", "HTML"}, "Bad Request: can't parse entities: Unexpected end tag at byte offset 1"},
		"data too long":      {[]string{"text", "a", "reply_markup", keys(`{"text":"a","callback_data":"` + strings.Repeat("x", 65) + `"}`)}, "Bad Request: BUTTON_DATA_INVALID"},
		"data empty":         {[]string{"text", "a", "reply_markup", keys(`{"text":"a","callback_data":""}`)}, "Bad Request: BUTTON_DATA_INVALID"},
		"label empty":        {[]string{"text", "a", "reply_markup", keys(`{"text":" ","callback_data":"x"}`)}, "Bad Request: inline keyboard button text must be non-empty"},
		"button does naught": {[]string{"text", "a", "reply_markup", keys(`{"text":"a"}`)}, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		"app without TLS":    {[]string{"text", "a", "reply_markup", keys(`{"text":"a","web_app":{"url":"http://a.example"}}`)}, "Bad Request: inline keyboard button Web App URL 'http://a.example' is invalid: Only HTTPS links are allowed"},
		"app and data":       {[]string{"text", "a", "reply_markup", keys(`{"text":"a","callback_data":"x","web_app":{"url":"https://a.example"}}`)}, "Bad Request: can't parse inline keyboard button: exactly one kind is allowed"},
		"keyboard no JSON":   {[]string{"text", "a", "reply_markup", "{"}, "Bad Request: can't parse reply keyboard markup JSON object"},
		"unknown chat":       {[]string{"text", "a", "chat_id", "9"}, "Bad Request: chat not found"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var failed []string
			_, bot, to := setup(t, double.Options{Fail: func(f string, a ...any) { failed = append(failed, fmt.Sprintf(f, a...)) }})
			chat := bot.Private(42, "Fatima")
			got := to.form("sendMessage", append([]string{"chat_id", "42"}, c.form...)...)
			require.Equal(t, 400, got.Code)
			require.Equal(t, c.want, got.Description)
			require.Len(t, failed, 1, "a refusal that nobody foresaw fails the test")
			require.Empty(t, chat.Posts())
		})
	}
}

func TestAcceptsWhatTelegramAccepts(t *testing.T) {
	t.Parallel()
	_, bot, to := setup(t, double.Options{})
	chat := bot.Private(42, "Fatima")
	for text, want := range map[string]string{
		"Hoi <b>Fatima</b>":                        "Hoi Fatima",
		"1 &lt; 2 &amp;&amp; &quot;x&quot; &#33;":  `1 < 2 && "x" !`,
		"a & b &nbsp;":                             "a & b &nbsp;",
		" " + strings.Repeat("é", 4096) + "\n":     strings.Repeat("é", 4096),
		strings.Repeat("😀", 2048):                  strings.Repeat("😀", 2048),
		"שלום <b>עולם</b>":                         "שלום עולם",
		"<b>" + strings.Repeat("a", 4096) + "</b>": strings.Repeat("a", 4096),
	} {
		got := to.form("sendMessage", "chat_id", "42", "text", text, "parse_mode", "HTML")
		require.True(t, got.OK, got.Description)
		posts := chat.Posts()
		require.Equal(t, want, posts[len(posts)-1].Text)
	}
}

func TestTheUnforeseenFailsTheTest(t *testing.T) {
	t.Parallel()
	failed := 0
	s, _, to := setup(t, double.Options{Fail: func(string, ...any) { failed++ }})
	require.Equal(t, 404, to.form("sendVideo").Code)
	require.Equal(t, 400, to.form("getMe", "surprise", "1").Code)
	to.base = s.URL() + "/bot999:other/"
	require.Equal(t, 401, to.form("getMe").Code)
	require.Equal(t, 3, failed)
}

func TestReadsAllFormsOfABody(t *testing.T) {
	t.Parallel()
	s, bot, to := setup(t, double.Options{})
	bot.Private(42, "Fatima")
	require.True(t, to.form("sendMessage", "chat_id", "42", "text", "één").OK)
	a, err := to.post("sendMessage", "application/json", strings.NewReader(`{"chat_id":42,"text":"twee","protect_content":true}`))
	require.NoError(t, err)
	require.True(t, a.OK)
	require.True(t, to.file("sendDocument", "document", "a.md", []byte("# a"), "chat_id", "42", "caption", "drie").OK)
	posts := s.Posts()
	require.Equal(t, "chat_id=42\ntext=één", posts[0].Form())
	require.Equal(t, "chat_id=42\nprotect_content=true\ntext=twee", posts[1].Form())
	require.Equal(t, "caption=drie\nchat_id=42\ndocument=@a.md", posts[2].Form())
	require.Equal(t, "# a", string(posts[2].Files["document"].Data))
}

func TestPhotosAndFileIDs(t *testing.T) {
	t.Parallel()
	_, bot, to := setup(t, double.Options{AllowRefusals: true})
	bot.Private(42, "Fatima")
	var small, flat bytes.Buffer
	require.NoError(t, png.Encode(&small, image.NewGray(image.Rect(0, 0, 8, 8))))
	require.NoError(t, png.Encode(&flat, image.NewGray(image.Rect(0, 0, 210, 10))))
	a := to.file("sendPhoto", "photo", "brug.png", small.Bytes(), "chat_id", "42")
	require.True(t, a.OK, a.Description)
	var m struct {
		Photo []struct {
			ID string `json:"file_id"`
		} `json:"photo"`
	}
	require.NoError(t, json.Unmarshal(a.Result, &m))
	require.True(t, to.form("sendPhoto", "chat_id", "42", "photo", m.Photo[0].ID).OK, "sent again by its id")
	require.Contains(t, to.form("sendPhoto", "chat_id", "42", "photo", "made-up").Description, "wrong remote file identifier")
	require.Contains(t, to.form("sendDocument", "chat_id", "42", "document", m.Photo[0].ID).Description, "wrong remote file identifier")
	require.Equal(t, "Bad Request: IMAGE_PROCESS_FAILED", to.file("sendPhoto", "photo", "x.png", []byte("no"), "chat_id", "42").Description)
	require.Equal(t, "Bad Request: PHOTO_INVALID_DIMENSIONS", to.file("sendPhoto", "photo", "x.png", flat.Bytes(), "chat_id", "42").Description)
	require.Equal(t, "Bad Request: message caption is too long", to.file("sendPhoto", "photo", "x.png", small.Bytes(), "chat_id", "42", "caption", strings.Repeat("a", 1025)).Description)
	big := append(small.Bytes(), make([]byte, 10<<20)...)
	require.Equal(t, "Bad Request: file is too big for a photo", to.file("sendPhoto", "photo", "x.png", big, "chat_id", "42").Description)
}

func TestPresses(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_763_760_000, 0)
	_, bot, to := setup(t, double.Options{AllowRefusals: true, Now: func() time.Time { return now }})
	chat := bot.Private(42, "Fatima")
	board := `{"inline_keyboard":[[{"text":"Ja","callback_data":"q:1:ja"}]]}`
	require.True(t, to.form("sendMessage", "chat_id", "42", "text", "Kan dat?", "reply_markup", board).OK)
	chat.Press("Ja")
	chat.PressData(1, "forged")
	chat.PressData(99, "q:1:ja")
	ids := pressIDs(t, to)
	require.True(t, to.form("answerCallbackQuery", "callback_query_id", ids[0]).OK)
	require.Contains(t, to.form("answerCallbackQuery", "callback_query_id", ids[0]).Description, "query is too old", "once")
	now = now.Add(151 * time.Second)
	require.Contains(t, to.form("answerCallbackQuery", "callback_query_id", ids[1]).Description, "query is too old", "in time")
	require.Contains(t, to.form("answerCallbackQuery", "callback_query_id", "1").Description, "query is too old", "known")

	require.True(t, to.form("editMessageReplyMarkup", "chat_id", "42", "message_id", "1").OK)
	require.Empty(t, chat.Keyboard(1))
	require.Contains(t, to.form("editMessageReplyMarkup", "chat_id", "42", "message_id", "1").Description, "message is not modified")
	require.Contains(t, to.form("editMessageText", "chat_id", "42", "message_id", "9", "text", "x").Description, "message to edit not found")
	require.True(t, to.form("editMessageText", "chat_id", "42", "message_id", "1", "text", "x").OK)
	require.True(t, to.form("pinChatMessage", "chat_id", "42", "message_id", "1").OK)
	require.Equal(t, 1, chat.Pinned())
}

func pressIDs(t *testing.T, to *caller) []string {
	t.Helper()
	var updates []struct {
		Query struct {
			ID      string `json:"id"`
			Data    string `json:"data"`
			Message struct {
				Date int64 `json:"date"`
			} `json:"message"`
		} `json:"callback_query"`
	}
	require.NoError(t, json.Unmarshal(to.form("getUpdates").Result, &updates))
	require.Len(t, updates, 3)
	require.NotZero(t, updates[0].Query.Message.Date)
	require.Zero(t, updates[2].Query.Message.Date, "a message that is not known is inaccessible")
	var ids []string
	for _, u := range updates {
		ids = append(ids, u.Query.ID)
	}
	return ids
}

func TestPollingConfirmsByOffset(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_763_760_000, 0)
	_, bot, to := setup(t, double.Options{Now: func() time.Time { return now }})
	chat := bot.Private(42, "Fatima")
	for _, text := range []string{"a", "b", "c"} {
		chat.Say(text)
	}
	require.Equal(t, []int64{1000, 1001, 1002}, ids(t, to.form("getUpdates")))
	require.Equal(t, []int64{1000, 1001}, ids(t, to.form("getUpdates", "limit", "2")), "nothing was confirmed")
	require.Equal(t, []int64{1001, 1002}, ids(t, to.form("getUpdates", "offset", "1001")))
	require.Equal(t, []int64{1001}, ids(t, to.form("getUpdates", "offset", "1001")), "the same offset again at once gets one")
	now = now.Add(time.Second)
	require.Equal(t, []int64{1001, 1002}, ids(t, to.form("getUpdates", "offset", "1001")))
	require.Empty(t, ids(t, to.form("getUpdates", "offset", "1003")))
	require.Zero(t, bot.Unconfirmed())
	bot.Jump(7)
	chat.Say("after a quiet week")
	require.Equal(t, []int64{7}, ids(t, to.form("getUpdates", "offset", "1003")), "an offset from before the jump loses nothing")
}

func ids(t *testing.T, a answer) []int64 {
	t.Helper()
	require.True(t, a.OK, a.Description)
	var updates []struct {
		ID int64 `json:"update_id"`
	}
	require.NoError(t, json.Unmarshal(a.Result, &updates))
	var all []int64
	for _, u := range updates {
		all = append(all, u.ID)
	}
	return all
}

func TestLongPollWaitsAndEndsTheOther(t *testing.T) {
	t.Parallel()
	s, bot, to := setup(t, double.Options{})
	chat := bot.Private(42, "Fatima")
	answers := make(chan answer, 2)
	polled := func() {
		a, err := to.post("getUpdates", "application/json", strings.NewReader(`{"timeout":50}`))
		if err == nil {
			answers <- a
		}
	}
	var both sync.WaitGroup
	both.Go(polled)
	both.Go(polled)
	first := <-answers
	require.Equal(t, 409, first.Code)
	require.Contains(t, first.Description, "terminated by other getUpdates")
	chat.Say("hallo")
	require.Equal(t, []int64{1000}, ids(t, <-answers))
	both.Wait()
	require.Empty(t, s.Posts(), "polls are not recorded")
}

func TestWebhookKeepsOrderPerChatAndRetries(t *testing.T) {
	t.Parallel()
	_, bot, to := setup(t, double.Options{WebhookRetry: time.Millisecond})
	got := make(chan string, 10)
	refuse := 2
	hook := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "s3cret" {
			t.Errorf("secret %q", r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))
		}
		if refuse--; refuse >= 0 {
			w.WriteHeader(503)
			return
		}
		var u struct {
			Message struct {
				Text string `json:"text"`
			} `json:"message"`
		}
		_ = json.Unmarshal(body, &u)
		got <- u.Message.Text
	})}
	address := listen(t, &hook)
	require.True(t, to.form("setWebhook", "url", "http://"+address+"/hook", "secret_token", "s3cret").OK)
	chat := bot.Private(42, "Fatima")
	for _, text := range []string{"a", "b", "c"} {
		chat.Say(text)
	}
	require.Equal(t, "a", <-got)
	require.Equal(t, "b", <-got)
	require.Equal(t, "c", <-got)
	require.Equal(t, 409, to.form("getUpdates").Code)
	require.True(t, to.form("deleteWebhook").OK)
	require.Empty(t, ids(t, to.form("getUpdates")))
}

func TestLimits(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_763_760_000, 0)
	_, bot, to := setup(t, double.Options{Limits: true, Now: func() time.Time { return now }})
	bot.Private(42, "Fatima")
	say := func(chat int) answer { return to.form("sendMessage", "chat_id", fmt.Sprint(chat), "text", "a") }
	for range 5 {
		require.True(t, say(42).OK)
	}
	require.Equal(t, 429, say(42).Code)
	require.Equal(t, 1, say(42).Parameters.RetryAfter)
	for i := range 25 {
		bot.Private(int64(100+i), "x")
		require.True(t, say(100+i).OK)
	}
	bot.Private(99, "x")
	require.Equal(t, 429, say(99).Code, "thirty a second for the whole bot")
	now = now.Add(time.Second)
	require.True(t, say(99).OK)
}

func TestFaults(t *testing.T) {
	t.Parallel()
	s, bot, to := setup(t, double.Options{})
	chat := bot.Private(42, "Fatima")
	s.Fault(double.Fault{Chat: 42, Status: 429, RetryAfter: 7})
	s.Fault(double.Fault{Method: "sendMessage", Status: 400, MigrateTo: -100})
	s.Fault(double.Fault{Status: 502, Applied: true})
	s.Fault(double.Fault{Cut: true, Applied: true})
	say := func() answer { return to.form("sendMessage", "chat_id", "42", "text", "a") }
	require.Equal(t, 7, say().Parameters.RetryAfter)
	require.Equal(t, int64(-100), say().Parameters.MigrateTo)
	require.Equal(t, 502, say().Code)
	require.Len(t, chat.Posts(), 1, "it was sent all the same")
	_, err := to.post("sendMessage", "application/json", strings.NewReader(`{"chat_id":42,"text":"a"}`))
	require.Error(t, err)
	require.Len(t, chat.Posts(), 2)
	require.True(t, say().OK)
	require.Zero(t, s.Unused())
	chat.Block()
	require.Equal(t, 403, say().Code)
	posts, err := chat.Await(context.Background(), 3)
	require.NoError(t, err)
	require.Len(t, posts, 3)
}

func TestAnAnswerCanBeHeldBackAndComeLate(t *testing.T) {
	t.Parallel()
	s, bot, to := setup(t, double.Options{})
	chat := bot.Private(42, "Fatima")
	hold := make(chan struct{})
	s.Fault(double.Fault{Hold: hold, Applied: true})
	s.Fault(double.Fault{Delay: time.Millisecond, Applied: true})
	answered := make(chan answer)
	go func() { answered <- to.form("sendMessage", "chat_id", "42", "text", "a") }()
	_, err := chat.Await(context.Background(), 1)
	require.NoError(t, err, "it was sent")
	require.Empty(t, answered, "and not answered")
	close(hold)
	require.True(t, (<-answered).OK)
	require.True(t, to.form("sendMessage", "chat_id", "42", "text", "b").OK)
}
