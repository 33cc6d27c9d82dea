package desk_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Links and sessions that are over do not pile up.
func TestOldLinksAndSessionsGo(t *testing.T) {
	t.Parallel()
	p, mentor, _ := team(t)
	v := p.Visitor()
	ask(t, p, v, anneMail)
	p.Token(mentor)
	p.Clock.Add(11 * time.Hour)
	require.NoError(t, p.Retain(t.Context(), p.Clock.Now()))
	require.Equal(t, 1, p.Count("staff_link"))
	require.Equal(t, 1, p.Count("staff_session"))
	p.Clock.Add(14 * time.Hour)
	require.NoError(t, p.Retain(t.Context(), p.Clock.Now()))
	require.Zero(t, p.Count("staff_link"))
	require.Zero(t, p.Count("staff_session"))
}
