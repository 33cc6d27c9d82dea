package main

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestCrewStopsInTheOrderOfStarting(t *testing.T) {
	t.Parallel()
	signal, stop := context.WithCancel(t.Context())
	crew := newCrew(signal)
	var ended []string // one after another, so no lock
	for _, name := range []string{"receiving", "turns", "sender"} {
		crew.start(name, func(ctx context.Context) {
			<-ctx.Done()
			require.NoError(t, crew.base.Err(), "the database is still there")
			ended = append(ended, name)
		})
	}
	stop()
	require.NoError(t, crew.base.Err(), "the signal alone ends nothing")
	crew.stop(time.Minute)
	require.Equal(t, []string{"receiving", "turns", "sender"}, ended)
}

func TestCrewCutsOffWhatDoesNotEnd(t *testing.T) {
	t.Parallel()
	crew := newCrew(t.Context())
	crew.start("stuck", func(context.Context) { <-crew.base.Done() })
	crew.stop(time.Millisecond)
	require.Error(t, crew.base.Err())
}
