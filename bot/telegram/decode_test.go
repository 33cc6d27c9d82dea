package telegram

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"stapmaat/bot/receive"
	"stapmaat/dialog"
)

const (
	fromFatima  = `"from":{"id":42,"is_bot":false,"first_name":"Fatima","language_code":"nl"}`
	inPrivate   = `"chat":{"id":42,"type":"private","first_name":"Fatima"}`
	inGroup     = `"chat":{"id":-100,"type":"supergroup","title":"Buurt"}`
	inChannel   = `"chat":{"id":-200,"type":"channel","title":"Nieuws"}`
	whoAndWhere = `"message_id":7,"date":1763760000,` + fromFatima + `,` + inPrivate
)

func said7(fields string) string {
	return `{"update_id":1,"message":{` + whoAndWhere + `,` + fields + `}}`
}

func TestDecode(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		raw  string
		want update
	}{
		"text": {
			said7(`"text":"Ik heb schulden"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: "Ik heb schulden"}},
		},
		"/start with a token": {
			said7(`"text":"/start abc_DEF-123","entities":[{"type":"bot_command","offset":0,"length":6}]`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Started, Token: "abc_DEF-123"}},
		},
		"/start alone": {
			said7(`"text":"/start"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Started}},
		},
		"/start with the bot's name": {
			said7(`"text":"/start@stap_bot  tok "`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Started, Token: "tok"}},
		},
		"a start token far too long is cut, and will be no such link": {
			said7(`"text":"/start ` + strings.Repeat("x", 500) + `"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Started, Token: strings.Repeat("x", 64)}},
		},
		"/started is a word": {
			said7(`"text":"/started"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: "/started"}},
		},
		"a command with the bot's name": {
			said7(`"text":"/stop@stap_bot nu"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: "/stop nu"}},
		},
		"control characters and NUL": {
			said7(`"text":"a\u0000b\u0007c\r\nd\te\u009f"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: "abc\nd\te"}},
		},
		"only control characters": {
			said7(`"text":"\u0000\u0001"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Sent, Media: "unknown"}},
		},
		"half a surrogate pair": {
			said7(`"text":"a\ud83d"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: "a\uFFFD"}},
		},
		"invalid UTF-8": {
			said7("\"text\":\"a\xff\""),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: "a\uFFFD"}},
		},
		"4,096 characters": {
			said7(`"text":"` + strings.Repeat("é", 4096) + `"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: strings.Repeat("é", 4096)}},
		},
		"more than anybody can type": {
			said7(`"text":"` + strings.Repeat("é", 9000) + `"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: strings.Repeat("é", 4096)}},
		},
		"right to left": {
			said7(`"text":"\u200fאני צריך עזרה"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: "\u200fאני צריך עזרה"}},
		},
		"emoji only": {
			said7(`"text":"👩‍👧‍👦😢"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: "👩‍👧‍👦😢"}},
		},
		"forwarded, from a kind of sender that the library does not know": {
			said7(`"text":"kijk","forward_origin":{"type":"martian","date":1}`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: "kijk"}},
		},
		"a reply": {
			said7(`"text":"ja","reply_to_message":{"message_id":3,"date":1,` + inPrivate + `,"text":"oude woorden"}`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: "ja", ReplyTo: 3}},
		},
		"voice": {
			said7(`"voice":{"file_id":"a","file_unique_id":"b","duration":3}`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Sent, Media: "voice", Voice: &dialog.Recording{File: "a", Seconds: 3}}},
		},
		"photo with words": {
			said7(`"photo":[{"file_id":"a","file_unique_id":"b","width":1,"height":1}],"caption":"de brief"`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Sent, Media: "photo", Text: "de brief"}},
		},
		"an animation is no document": {
			said7(`"document":{"file_id":"a"},"animation":{"file_id":"a"}`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Sent, Media: "animation"}},
		},
		"a venue is no location": {
			said7(`"location":{"latitude":52,"longitude":5},"venue":{"title":"x"}`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Sent, Media: "venue"}},
		},
		"sticker": {
			said7(`"sticker":{"file_id":"a"}`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Sent, Media: "sticker"}},
		},
		"contact": {
			said7(`"contact":{"phone_number":"06","first_name":"x"}`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Sent, Media: "contact"}},
		},
		"words hidden in a checklist are seen": {
			said7(`"checklist":{"title":"ik wil niet meer","tasks":[]}`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Sent, Media: "checklist", Text: "ik wil niet meer"}},
		},
		"a message newer than this program": {
			said7(`"hologram":{"x":1}`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Sent, Media: "unknown"}},
		},
		"service message": {
			said7(`"pinned_message":{"message_id":3,"date":0,` + inPrivate + `}`),
			update{fate: ignored, why: "service: we pinned it ourselves", chat: 42, dedupe: "m:42:7"},
		},
		"edit": {
			`{"update_id":1,"edited_message":{` + whoAndWhere + `,"edit_date":1763760001,"text":"anders"}}`,
			update{chat: 42, input: dialog.Input{Kind: dialog.Edited, Text: "anders"}},
		},
		"a shared place moves on": {
			`{"update_id":1,"edited_message":{` + whoAndWhere + `,"edit_date":1763760001,"location":{"latitude":52,"longitude":5}}}`,
			update{fate: ignored, why: "an edit without words"},
		},
		"press": {
			`{"update_id":1,"callback_query":{"id":"77",` + fromFatima + `,"message":{"message_id":5,"date":1,` + inPrivate + `,"text":"Kan dat?"},"chat_instance":"1","data":"q:3:ja"}}`,
			update{chat: 42, query: "77", pressed: 5, dedupe: "c:77", input: dialog.Input{Kind: dialog.Pressed, Press: "q:3:ja"}},
		},
		"press on a message that Telegram no longer has": {
			`{"update_id":1,"callback_query":{"id":"77",` + fromFatima + `,"message":{"message_id":5,"date":0,` + inPrivate + `},"data":"q:3:ja"}}`,
			update{chat: 42, query: "77", pressed: 5, dedupe: "c:77", input: dialog.Input{Kind: dialog.Pressed, Press: "q:3:ja"}},
		},
		"forged press": {
			`{"update_id":1,"callback_query":{"id":"77",` + fromFatima + `,"message":{"message_id":5,"date":1,` + inPrivate + `},"data":"\u0000` + strings.Repeat("é", 60) + `"}}`,
			update{chat: 42, query: "77", pressed: 5, dedupe: "c:77", input: dialog.Input{Kind: dialog.Pressed, Press: strings.Repeat("é", 32)}},
		},
		"foreign press": {
			`{"update_id":1,"callback_query":{"id":"77","from":{"id":43},"message":{"message_id":5,"date":1,` + inPrivate + `},"data":"q:3:ja"}}`,
			update{fate: ignored, why: "pressed by somebody else than the chat's person", query: "77"},
		},
		"press in a group": {
			`{"update_id":1,"callback_query":{"id":"77",` + fromFatima + `,"message":{"message_id":5,"date":1,` + inGroup + `},"data":"q:3:ja"}}`,
			update{fate: ignored, why: "pressed in a group", query: "77", leave: -100},
		},
		"press on an inline message": {
			`{"update_id":1,"callback_query":{"id":"77",` + fromFatima + `,"inline_message_id":"9","data":"q:3:ja"}}`,
			update{fate: ignored, why: "pressed in a chat that we are not in", query: "77"},
		},
		"blocked": {
			`{"update_id":1,"my_chat_member":{` + inPrivate + `,` + fromFatima + `,"date":1,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked","until_date":0}}}`,
			update{chat: 42, input: dialog.Input{Kind: dialog.Blocked}},
		},
		"returned": {
			`{"update_id":1,"my_chat_member":{` + inPrivate + `,` + fromFatima + `,"date":1,"old_chat_member":{"status":"kicked"},"new_chat_member":{"status":"member"}}}`,
			update{chat: 42, input: dialog.Input{Kind: dialog.Returned}},
		},
		"put into a group": {
			`{"update_id":1,"my_chat_member":{` + inGroup + `,` + fromFatima + `,"date":1,"new_chat_member":{"status":"member"}}}`,
			update{fate: ignored, why: "the bot and a group", leave: -100},
		},
		"made administrator of a channel": {
			`{"update_id":1,"my_chat_member":{` + inChannel + `,"date":1,"new_chat_member":{"status":"administrator"}}}`,
			update{fate: ignored, why: "the bot and a group", leave: -200, channel: true},
		},
		"thrown out of a group": {
			`{"update_id":1,"my_chat_member":{` + inGroup + `,` + fromFatima + `,"date":1,"new_chat_member":{"status":"left"}}}`,
			update{fate: ignored, why: "the bot and a group"},
		},
		"said in a group": {
			`{"update_id":1,"message":{"message_id":7,"date":1,` + fromFatima + `,` + inGroup + `,"text":"hoi"}}`,
			update{fate: ignored, why: "said in a group", leave: -100},
		},
		"reaction":      {`{"update_id":1,"message_reaction":{"chat":{"id":42}}}`, update{fate: ignored, why: "as message_reaction"}},
		"newer kind":    {`{"update_id":1,"telepathy":{"x":1}}`, update{fate: aside, why: `newer kind "telepathy"`}},
		"nothing in it": {`{"update_id":1}`, update{fate: aside, why: "newer kind without a name"}},
		"a field of other type": {
			said7(`"text":{"geheim":1}`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Sent, Media: "unknown"}},
		},
		"words beside a field of other type": {
			said7(`"text":"help","poll":[]`),
			update{chat: 42, dedupe: "m:42:7", input: dialog.Input{Kind: dialog.Typed, Text: "help"}},
		},
		"a press of other type": {
			`{"update_id":1,"callback_query":{"id":77,"data":"geheim"}}`,
			update{fate: aside, why: "callback_query: a field is of another type: id"},
		},
		"no chat":         {`{"update_id":1,"message":{"message_id":7,"text":"hoi"}}`, update{fate: aside, why: "message: unreadable"}},
		"message is null": {`{"update_id":1,"message":null}`, update{fate: aside, why: "message: unreadable"}},
		"no object":       {`[1,2]`, update{id: -1, fate: aside, why: "not a JSON object"}},
		"null":            {`null`, update{id: -1, fate: aside, why: "not a JSON object"}},
		"no JSON":         {`{"update_id":`, update{id: -1, fate: aside, why: "not a JSON object"}},
		"no id":           {`{"message":{}}`, update{id: -1, fate: aside, why: "no update_id"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.want.fate == "" {
				c.want.fate = answered
			}
			c.want.id = max(0, 1+c.want.id)
			if c.want.fate == answered {
				got := decode([]byte(c.raw))
				c.want.why = got.why // of a row in the table
				require.Equal(t, c.want, got)
				return
			}
			got := decode([]byte(c.raw))
			if name == "reaction" {
				c.want.why = got.why
			}
			require.Equal(t, c.want, got)
		})
	}
}

// Each kind in the Bot API has a row: who upgrades the library meets this test.
func TestEveryKindHasARow(t *testing.T) {
	t.Parallel()
	for _, field := range jsonFields(models.Update{}) {
		require.True(t, slices.ContainsFunc(updateKinds, func(k kind) bool { return k.field == field }), "Update.%s has no row", field)
	}
	for _, field := range jsonFields(models.Message{}) {
		isDetail := slices.Contains(messageDetails, field)
		isKind := slices.ContainsFunc(messageKinds, func(k kind) bool { return k.field == field })
		require.True(t, isDetail != isKind, "Message.%s needs one row: it is a kind (%v), a detail (%v)", field, isKind, isDetail)
	}
	seen := map[string]bool{}
	for _, k := range append(slices.Clone(messageKinds), updateKinds[1:]...) {
		require.NotEmpty(t, k.why, k.field)
		if k.field != "poll" {
			require.False(t, seen[k.field], "%s has two rows", k.field)
		}
		seen[k.field] = true
	}
}

func jsonFields(of any) []string {
	var fields []string
	kind := reflect.TypeOf(of)
	for i := range kind.NumField() {
		name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
		fields = append(fields, name)
	}
	return fields
}

func TestWeAskForWhatWeAnswer(t *testing.T) {
	t.Parallel()
	for _, k := range updateKinds {
		require.Equal(t, k.fate == answered, slices.Contains(allowedUpdates, k.field), k.field)
	}
}

// The rest of the table, each kind with the least that makes it that kind.
func TestEveryKindOfMessageMeetsItsFate(t *testing.T) {
	t.Parallel()
	for _, k := range messageKinds {
		content := `{}`
		switch k.field {
		case "text":
			content = `"x"`
		case "photo", "new_chat_photo", "new_chat_members":
			content = `[]`
		}
		got := decode([]byte(said7(fmt.Sprintf("%q:%s", k.field, content))))
		require.Equal(t, k.fate, got.fate, k.field)
		if k.fate == answered && k.field != "text" {
			require.Equal(t, dialog.Input{Kind: dialog.Sent, Media: k.field}, got.input)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(said7(`"text":"Ik heb schulden"`)))
	f.Add([]byte(`{"update_id":1,"callback_query":{"id":"77",` + fromFatima + `,"message":{"message_id":5,"date":0,` + inPrivate + `},"data":"q:3:ja"}}`))
	f.Add([]byte(`{"update_id":1,"my_chat_member":{` + inPrivate + `,"new_chat_member":{"status":"kicked"}}}`))
	f.Add([]byte(`{"update_id":9007199254740993,"telepathy":{}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		u := decode(raw)
		requireFit(t, u)
		if u.fate == aside || u.fate == ignored {
			require.Zero(t, u.input)
			require.NotEmpty(t, u.why)
			return
		}
		require.Equal(t, answered, u.fate)
		require.NotZero(t, u.chat)
		require.NotEmpty(t, u.input.Kind)
	})
}

func FuzzPress(f *testing.F) {
	for _, seed := range []string{"q:1:ja", "s:3:done", "a:9:take", "", "q:", ":::", "q:99999999999999999999:x", "\x00", "é"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		quoted, err := json.Marshal(data)
		require.NoError(t, err)
		u := decode([]byte(`{"update_id":1,"callback_query":{"id":"77",` + fromFatima + `,"message":{"message_id":5,"date":1,` + inPrivate + `},"data":` + string(quoted) + `}}`))
		require.Equal(t, dialog.Pressed, u.input.Kind)
		require.LessOrEqual(t, len(u.input.Press), 64)
		requireFit(t, u)
	})
}

// requireFit checks what Postgres and logs ask of every string.
func requireFit(t *testing.T, u update) {
	t.Helper()
	for _, s := range []string{u.input.Text, u.input.Press, u.input.Token, u.input.Media, u.query, u.dedupe, u.why} {
		require.True(t, utf8.ValidString(s), "%q", s)
		require.NotContains(t, s, "\x00")
		require.LessOrEqual(t, utf8.RuneCountInString(s), receive.MaxWords+40)
	}
}

func BenchmarkDecode(b *testing.B) {
	raw := []byte(said7(`"text":"Ik heb schulden en weet niet waar ik moet beginnen"`))
	b.ReportAllocs()
	for b.Loop() {
		decode(raw)
	}
}

func BenchmarkDecodeByTheLibrary(b *testing.B) {
	raw := []byte(said7(`"text":"Ik heb schulden en weet niet waar ik moet beginnen"`))
	b.ReportAllocs()
	for b.Loop() {
		var u models.Update
		if err := json.Unmarshal(raw, &u); err != nil {
			b.Fatal(err)
		}
	}
}
