package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"testing"

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
}
