package model_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/model"
)

// Whatever an endpoint sends: no panic, an error that has a name or one bounded JSON object.
func FuzzWhatComesBack(f *testing.F) {
	for _, body := range []string{
		`{"choices":[{"finish_reason":"stop","message":{"content":"{}"}}]}`,
		`{"choices":[{"finish_reason":"length","message":{"content":"{"}}]}`,
		`{"choices":[{"finish_reason":"stop","message":{"content":[{"type":"text","text":"{}"}]}}]}`,
		`{"choices":[{"finish_reason":"stop","message":{"content":null,"refusal":"no"}}]}`,
		`{"choices":null,"usage":{"prompt_tokens":1e300}}`, `{"error":{"message":["a"],"code":7}}`, `{"error":{"code":"content_filter"}}`, "null", "[]", "\xff\x00", "",
	} {
		for _, status := range []int{200, 204, 302, 400, 429, 500} {
			f.Add(status, body)
		}
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		if status < 200 || status > 599 {
			return
		}
		server := newHTTP(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		})
		s := model.Settings{URL: server.URL, Name: "m", Tries: 2, Pause: time.Microsecond}
		e, err := model.New(s)
		require.NoError(t, err)
		answer, err := e.Ask(t.Context(), ask())
		if err == nil {
			require.LessOrEqual(t, len(answer.Text), model.MaxText)
			var object map[string]any
			require.NoError(t, json.Unmarshal([]byte(answer.Text), &object))
			require.Positive(t, answer.TokensIn)
			require.Positive(t, answer.TokensOut)
			require.LessOrEqual(t, len(answer.Model), 100)
		} else {
			require.Empty(t, answer.Text)
			named(t, err)
		}
		ears, err := model.NewEars(s)
		require.NoError(t, err)
		text, err := ears.Hear(t.Context(), newAudio(), "voice.ogg", "nl")
		if err == nil {
			require.LessOrEqual(t, len(text), model.MaxHeard)
			require.NotEmpty(t, text)
		} else {
			named(t, err)
		}
	})
}

func named(t *testing.T, err error) {
	t.Helper()
	require.NotEmpty(t, model.Fail(err))
	require.True(t, errors.Is(err, model.ErrDown) || errors.Is(err, model.ErrLate) || errors.Is(err, model.ErrNonsense) || errors.Is(err, model.ErrRefused), err)
}
