package staff_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"stapmaat/store/staff"
)

func TestAnAdministratorDecidesOnTheModel(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	before, err := o.desk.ReadSettings(t.Context(), o.asAda)
	require.NoError(t, err)
	require.False(t, before.Model.On, "off until somebody turns it on")
	require.False(t, before.Model.Traces)
	require.Positive(t, before.Model.MonthTokens)

	wanted := staff.ModelUse{On: true, MonthTokens: 5_000_000, DayTokens: 40_000}
	requireRefused(t, "administrators_only", o.desk.SetModel(t.Context(), o.asSara, wanted, 0))
	require.Error(t, o.desk.SetModel(t.Context(), o.asAnne, wanted, 0))
	require.NoError(t, o.desk.SetModel(t.Context(), o.asAda, wanted, 0))
	requireRefused(t, "changed", o.desk.SetModel(t.Context(), o.asAda, staff.ModelUse{}, 0))

	o.Exec(`INSERT INTO model_month (organisation_id, month, part, tokens) VALUES ($1, '2026-12-01', 0, 300), ($1, '2026-12-01', 5, 40), ($1, '2026-11-01', 0, 9)`, o.Org)
	after, err := o.desk.ReadSettings(t.Context(), o.asSara)
	require.NoError(t, err)
	wanted.Used = 340
	require.Equal(t, wanted, after.Model)
}

// What people asked a model lies where no page reaches it.
func TestNobodyOfTheDeskReadsCalls(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	for _, table := range []string{"call", "model_day", "model_told"} {
		err := o.desk.As(ctx, o.asAda, func(tx pgx.Tx) error {
			_, err := tx.Exec(ctx, "SELECT FROM "+table)
			return err
		})
		require.ErrorContains(t, err, "permission denied", table)
	}
}
