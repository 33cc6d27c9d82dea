package config_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"stapmaat/bot/config"
)

const (
	password = "hunter2hunter2"
	token    = "123456:AAH-tokentokentokentokentoken"
	secret   = "webhooksecretwebhooksecret"
	key      = "sk-keykeykeykeykeykeykey"
)

// full is an environment in which everything is set and right.
func full() map[string]string {
	return map[string]string{
		"DATABASE_URL":       "postgres://u:" + password + "@db/stapmaat",
		"MASTER_KEY_FILE":    "/run/key",
		"TELEGRAM_TOKEN":     token,
		"WEBHOOK_URL":        "https://bot.example.org/telegram",
		"WEBHOOK_SECRET":     secret,
		"MODEL_URL":          "https://llm.example.org/v1",
		"MODEL_KEY":          key,
		"MODEL_NAME":         "mistral-small-latest",
		"MODEL_REGION":       "nl",
		"SPEECH_URL":         "http://10.1.2.3:8000/v1",
		"SPEECH_NAME":        "whisper-1",
		"SPEECH_REGION":      "local",
		"EMBED_URL":          "https://res.example.org",
		"EMBED_API":          "azure",
		"EMBED_API_VERSION":  "2024-10-21",
		"EMBED_KEY":          key,
		"EMBED_NAME":         "e5-small",
		"EMBED_REGION":       "EU",
		"EMBED_DIMS":         "384",
		"EMBED_QUERY_PREFIX": "query: ",
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	c, err := config.Load(nil)
	require.NoError(t, err)
	require.Equal(t, config.Config{
		TelegramAPIURL: "https://api.telegram.org",
		TelegramMode:   config.ModePoll,
		ListenAddr:     "127.0.0.1:8080",
		DeskAddr:       "127.0.0.1:8081",
		LogLevel:       "info",
		LogFormat:      "json",
		TurnWorkers:    4,
		Organisation:   "Demo",
		Model:          config.Endpoint{API: "openai"},
		Speech:         config.Endpoint{API: "openai"},
		Embed:          config.EmbedEndpoint{Endpoint: config.Endpoint{API: "openai"}},
	}, c)
}

func TestEmptyCountsAsNotSet(t *testing.T) {
	t.Parallel()
	c, err := config.Load(map[string]string{"TURN_WORKERS": "", "WEBHOOK_URL": "", "TELEGRAM_TOKEN": "", "TELEGRAM_TOKEN_FILE": ""})
	require.NoError(t, err)
	require.Equal(t, 4, c.TurnWorkers)
	require.Equal(t, config.ModePoll, c.TelegramMode)
}

func TestModeFollowsWebhookURL(t *testing.T) {
	t.Parallel()
	e := full()
	c, err := config.Load(e)
	require.NoError(t, err)
	require.Equal(t, config.ModeWebhook, c.TelegramMode)
	require.Equal(t, "/telegram", c.WebhookPath())

	e["TELEGRAM_MODE"] = "poll" // for a while, with the rest left as it is
	c, err = config.Load(e)
	require.NoError(t, err)
	require.Equal(t, config.ModePoll, c.TelegramMode)
}

// Each case changes one thing in a right environment and must give exactly one fault, about that setting.
func TestOneFault(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "missing")
	for _, tc := range []struct{ name, value, about string }{
		{"DATABASE_URL", "", "DATABASE_URL"},
		{"DATABASE_URL", "mysql://u:" + password + "@db/x", "DATABASE_URL"},
		{"DATABASE_URL_FILE", missing, "DATABASE_URL"},
		{"MASTER_KEY_FILE", "", "MASTER_KEY_FILE"},
		{"TELEGRAM_TOKEN", "", "TELEGRAM_TOKEN"},
		{"TELEGRAM_TOKEN", "bot" + token, "TELEGRAM_TOKEN"},
		{"TELEGRAM_TOKEN", token + "\x00", "TELEGRAM_TOKEN"},
		{"TELEGRAM_TOKEN_FILE", missing, "TELEGRAM_TOKEN"},
		{"TELEGRAM_API_URL", "api.telegram.org", "TELEGRAM_API_URL"},
		{"TELEGRAM_API_URL", "https://u:p@host", "TELEGRAM_API_URL"},
		{"TELEGRAM_MODE", "push", "TELEGRAM_MODE"},
		{"WEBHOOK_URL", "http://bot.example.org/telegram", "WEBHOOK_URL"},
		{"WEBHOOK_URL", "bot.example.org", "WEBHOOK_URL"},
		{"WEBHOOK_SECRET", "", "WEBHOOK_SECRET"},
		{"WEBHOOK_SECRET", "short", "WEBHOOK_SECRET"},
		{"WEBHOOK_SECRET", secret + "é", "WEBHOOK_SECRET"},
		{"LISTEN_ADDR", "8080", "LISTEN_ADDR"},
		{"LISTEN_ADDR", "127.0.0.1:99999", "LISTEN_ADDR"},
		{"DESK_ADDR", "desk", "DESK_ADDR"},
		{"DESK_URL", "http://desk.example.org", "DESK_URL"},
		{"DESK_URL", "https://example.org/desk", "DESK_URL"},
		{"DESK_URL", "desk.example.org", "DESK_URL"},
		{"LOG_LEVEL", "chatty", "LOG_LEVEL"},
		{"LOG_FORMAT", "xml", "LOG_FORMAT"},
		{"TURN_WORKERS", "four", "TURN_WORKERS"},
		{"TURN_WORKERS", "0", "TURN_WORKERS"},
		{"TURN_WORKERS", "65", "TURN_WORKERS"},
		{"MODEL_URL", "", "MODEL_URL"},
		{"MODEL_URL", "llm.example.org", "MODEL_URL"},
		{"MODEL_URL", "http://llm.example.org/v1", "MODEL_URL"},
		{"MODEL_URL", "https://u:" + password + "@llm.example.org/v1", "MODEL_URL"},
		{"MODEL_KEY_FILE", missing, "MODEL_KEY"},
		{"MODEL_KEY", key + "\n", "MODEL_KEY"},
		{"MODEL_KEY", "Bearer " + key, "MODEL_KEY"},
		{"MODEL_NAME", " ", "MODEL_NAME"},
		{"MODEL_API", "anthropic", "MODEL_API"},
		{"MODEL_API", "azure", "MODEL_API_VERSION"},
		{"MODEL_REGION", "", "MODEL_REGION"},
		{"MODEL_REGION", "Europe", "MODEL_REGION"},
		{"MODEL_REGION", "local", "MODEL_REGION"},
		{"MODEL_REGION", "US", "MODEL_REGION_APPROVED_BY"},
		{"MODEL_REGION", "gb", "MODEL_REGION_APPROVED_BY"},
		{"MODEL_REGION", "CH", "MODEL_REGION_APPROVED_BY"},
		{"SPEECH_URL", "http://speech.example.org/v1", "SPEECH_URL"},
		{"SPEECH_REGION", "NL", "SPEECH_URL"},
		{"SPEECH_NAME", "", "SPEECH_NAME"},
		{"EMBED_API_VERSION", "2023-05-15", "EMBED_API_VERSION"},
		{"EMBED_API", "vllm", "EMBED_API"},
		{"EMBED_DIMS", "", "EMBED_DIMS"},
		{"EMBED_DIMS", "many", "EMBED_DIMS"},
		{"EMBED_ASK_DIMS", "perhaps", "EMBED_ASK_DIMS"},
		{"EMBED_REGION", "", "EMBED_REGION"},
		{"ORGANISATION", "  ", "ORGANISATION"},
		{"ORGANISATION", strings.Repeat("é", 81), "ORGANISATION"},
	} {
		t.Run(tc.name+"="+tc.value, func(t *testing.T) {
			t.Parallel()
			e := full()
			e[tc.name] = tc.value
			_, err := config.Load(e, config.NeedDatabase, config.NeedMasterKey, config.NeedTelegram)
			var faults config.Faults
			require.ErrorAs(t, err, &faults)
			require.Len(t, faults, 1)
			require.Equal(t, tc.about, faults[0].Setting)
			requireSentence(t, faults[0].Message)
			requireNoSecret(t, err.Error())
		})
	}
}

func TestWebhookModeNeedsAddress(t *testing.T) {
	t.Parallel()
	_, err := config.Load(map[string]string{"TELEGRAM_MODE": "webhook", "WEBHOOK_SECRET": secret})
	require.ErrorContains(t, err, "WEBHOOK_URL is not set")
}

func TestLoopbackWebhookMayBePlain(t *testing.T) {
	t.Parallel()
	for _, u := range []string{"http://127.0.0.1:81/x", "http://[::1]:81", "http://localhost:81/"} {
		_, err := config.Load(map[string]string{"WEBHOOK_URL": u, "WEBHOOK_SECRET": secret})
		require.NoError(t, err, u)
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	t.Parallel()
	_, err := config.Load(map[string]string{
		"TELEGRAM_TOKEN": "x", "TURN_WORKERS": "many", "LOG_LEVEL": "loud", "LISTEN_ADDR": "here", "WEBHOOK_URL": "ftp://x",
	}, config.NeedDatabase, config.NeedMasterKey)
	var faults config.Faults
	require.ErrorAs(t, err, &faults)
	var about []string
	for _, f := range faults {
		about = append(about, f.Setting)
	}
	require.ElementsMatch(t, []string{"TURN_WORKERS", "DATABASE_URL", "MASTER_KEY_FILE", "TELEGRAM_TOKEN", "WEBHOOK_URL",
		"WEBHOOK_SECRET", "LISTEN_ADDR", "LOG_LEVEL"}, about)
	require.Len(t, strings.Split(err.Error(), "\n"), len(faults))
	var one config.Fault
	require.True(t, errors.As(err, &one))
}

func TestSecretFromFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	c, err := config.Load(map[string]string{
		"TELEGRAM_TOKEN_FILE": file("token", token+"\r\n"),
		"DATABASE_URL_FILE":   file("db", " host=/run/pg user=u password="+password+"\n"),
	})
	require.NoError(t, err)
	require.Equal(t, token, c.TelegramToken.Reveal())
	require.Equal(t, "host=/run/pg user=u password="+password, c.DatabaseURL.Reveal())

	for name, tc := range map[string]struct {
		env  map[string]string
		says string
	}{
		"both":   {map[string]string{"TELEGRAM_TOKEN": token, "TELEGRAM_TOKEN_FILE": file("t2", token)}, "both set"},
		"empty":  {map[string]string{"TELEGRAM_TOKEN_FILE": file("t3", "\n")}, "is empty"},
		"folder": {map[string]string{"TELEGRAM_TOKEN_FILE": dir}, "is a folder"},
		"large":  {map[string]string{"TELEGRAM_TOKEN_FILE": file("t4", strings.Repeat("x", 70_000))}, "too large"},
	} {
		_, err := config.Load(tc.env)
		require.ErrorContains(t, err, tc.says, name)
		requireSentence(t, err.Error())
		requireNoSecret(t, err.Error())
	}
}

// Whatever way a Config is written out, no secret is in it.
func TestSecretsAreNeverPrinted(t *testing.T) {
	t.Parallel()
	c, err := config.Load(full())
	require.NoError(t, err)

	var log bytes.Buffer
	logger := zerolog.New(&log)
	logger.Info().Object("config", c).Interface("again", c).EmbedObject(c).Interface("token", c.TelegramToken).
		Stringer("token2", c.TelegramToken).Msg("starting")
	asJSON, err := json.Marshal(c)
	require.NoError(t, err)

	requireNoSecret(t, log.String())
	requireNoSecret(t, string(asJSON))
	require.Contains(t, log.String(), `"TELEGRAM_TOKEN":"[set]"`)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		for _, v := range []any{c, &c, c.TelegramToken, &c.TelegramToken, []any{c}, map[string]any{"a": c}} {
			requireNoSecret(t, fmt.Sprintf(verb, v))
		}
	}
	require.Equal(t, "[not set]", config.Secret("").String())
}

func TestEverySettingIsDescribed(t *testing.T) {
	t.Parallel()
	table := config.Markdown() + config.EndpointsMarkdown()
	for _, s := range config.Describe() {
		require.NotEmpty(t, s.Name)
		require.NotEmpty(t, s.Help, s.Name)
		require.Contains(t, table, "`"+s.Name+"`")
		require.False(t, s.Secret && s.Default != "", "%s: a secret has no default", s.Name)
	}
	require.Contains(t, table, "`TELEGRAM_TOKEN_FILE`")
}

// requireSentence checks the house's form of a fault: one line, one full stop, and a colon before what to do.
func requireSentence(t *testing.T, s string) {
	t.Helper()
	require.NotContains(t, s, "\n")
	require.True(t, strings.HasSuffix(s, "."), s)
	require.Contains(t, s, ": ", s)
}

func requireNoSecret(t *testing.T, s string) {
	t.Helper()
	for _, v := range []string{password, token, secret, key, fmt.Sprintf("%x", token), fmt.Sprintf("%X", token)} {
		require.NotContains(t, s, v)
	}
}

// Where people's words go outside the EEA, somebody with a name has said so.
func TestOutsideTheEEA(t *testing.T) {
	t.Parallel()
	e := full()
	e["MODEL_REGION"] = "US"
	for approved, right := range map[string]bool{"": false, "yes": false, "1": false, "A. de Vries": true, strings.Repeat("e", 121): false} {
		e["MODEL_REGION_APPROVED_BY"] = approved
		_, err := config.Load(e)
		require.Equal(t, right, err == nil, "%q: %v", approved, err)
	}
	c, err := config.Load(full())
	require.NoError(t, err)
	require.True(t, c.Model.InEEA() && c.Speech.InEEA() && c.Embed.InEEA())
	require.Equal(t, "query: ", c.Embed.QueryPrefix)
}

// A model on this machine or in the house needs no https; a name that looks like one's own does.
func TestLocalEndpoints(t *testing.T) {
	t.Parallel()
	for address, right := range map[string]bool{
		"http://localhost:11434/v1": true, "http://127.0.0.1:8000/v1": true, "http://[::1]:8000/v1": true, "http://ollama:11434/v1": true, "http://192.168.1.9/v1": true,
		"http://gpu.internal/v1": true, "http://8.8.8.8/v1": false, "https://api.example.com/v1": false, "http://local.example.com/v1": false,
	} {
		_, err := config.Load(map[string]string{"MODEL_URL": address, "MODEL_NAME": "m", "MODEL_REGION": "local"})
		require.Equal(t, right, err == nil, "%s: %v", address, err)
	}
}

// What is off says nothing, and is no fault.
func TestNoEndpoints(t *testing.T) {
	t.Parallel()
	c, err := config.Load(map[string]string{"MODEL_API": "azure", "EMBED_DIMS": "7"})
	require.NoError(t, err)
	require.False(t, c.Model.On() || c.Speech.On() || c.Embed.On())
}
