package fault_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/fault"
)

func TestOnceCrashesAtThatPassOnly(t *testing.T) {
	t.Parallel()
	hook := fault.Once(fault.TurnClaimed, 2)
	hook.At(fault.TurnClaimed)
	hook.At(fault.TurnCommitted)
	require.PanicsWithValue(t, fault.Crash{Point: fault.TurnClaimed}, func() { hook.At(fault.TurnClaimed) })
	hook.At(fault.TurnClaimed)
	fault.Hook(nil).At(fault.TurnClaimed)
}

func TestFromEnv(t *testing.T) {
	t.Setenv(fault.Variable, "")
	hook, err := fault.FromEnv()
	require.NoError(t, err)
	require.Nil(t, hook)
	for _, wrong := range []string{"nowhere:1", "turn.claimed:0", "turn.claimed:x"} {
		t.Setenv(fault.Variable, wrong)
		_, err = fault.FromEnv()
		require.ErrorContains(t, err, "must be a point and a count")
	}
}
