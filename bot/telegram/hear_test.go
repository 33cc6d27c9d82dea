package telegram

import (
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/telegram/double"
	"stapmaat/dialog"
)

// What is said aloud comes in with what it takes to listen to it, and stays at Telegram.
func TestAVoiceMessageIsFetched(t *testing.T) {
	t.Parallel()
	b := setup(t, Options{}, double.Options{})
	b.chat.Speak(4, []byte("OggS…"))
	u := decode([]byte(said7(`"voice":{"file_id":"spoken1","file_unique_id":"u","duration":4,"file_size":7}`)))
	require.Equal(t, &dialog.Recording{File: "spoken1", Seconds: 4}, u.input.Voice)
	audio, name, err := b.face.Recording(t.Context(), ourBot, u.input.Voice.File)
	require.NoError(t, err)
	defer audio.Close()
	data, err := io.ReadAll(audio)
	require.NoError(t, err)
	require.Equal(t, "OggS…", string(data))
	require.Equal(t, "voice.ogg", name, "the ending that transcribers know")
}

func TestARecordingThatIsGone(t *testing.T) {
	t.Parallel()
	b := setup(t, Options{}, double.Options{AllowRefusals: true})
	_, _, err := b.face.Recording(t.Context(), ourBot, "lang-weg")
	require.Error(t, err)
	require.NotContains(t, err.Error(), token)
	_, _, err = b.face.Recording(t.Context(), 99, "x")
	require.ErrorContains(t, err, "bot 99")
}

func TestTypingIsShown(t *testing.T) {
	t.Parallel()
	b := setup(t, Options{}, double.Options{})
	b.face.Typing(ourBot, 42)
	b.face.Typing(99, 42) // a bot that this process does not know
	require.Eventually(t, func() bool { return len(b.chat.Actions()) == 1 }, 5*time.Second, 5*time.Millisecond)
	require.Equal(t, []string{"typing"}, b.chat.Actions())
}
