package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"testing"

	api "github.com/go-telegram/bot"
	"github.com/stretchr/testify/require"
)

func TestRedact(t *testing.T) {
	t.Parallel()
	inner := &url.Error{Op: "Post", URL: "https://api.telegram.org/bot" + token + "/getMe", Err: context.Canceled}
	err := redact(fmt.Errorf("asking: %w", inner), token)
	require.Equal(t, `asking: Post "https://api.telegram.org/bot100:***/getMe": context canceled`, err.Error())
	require.ErrorIs(t, err, context.Canceled)
	var got *url.Error
	require.ErrorAs(t, err, &got)
	require.NoError(t, errors.Unwrap(err), "nothing to unwrap into a log")
	require.NoError(t, redact(nil, token))
	require.NotContains(t, redact(errors.New("x nocolon y"), "nocolon").Error(), "nocolon")
	refusal := fmt.Errorf(`%w, Bad Request: can't parse entities: Unsupported start tag "mijn geheim" at byte offset 5`, api.ErrorBadRequest)
	require.NotContains(t, redact(refusal, token).Error(), "geheim", "Telegram repeats what a person wrote")
	require.True(t, unparsed(redact(refusal, token)))
}
