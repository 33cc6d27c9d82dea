package staff

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// ModelUse is what an organisation allows a language model.
type ModelUse struct {
	On          bool  // it may be used for participants who said yes to it
	Traces      bool  // what it was sent and said is kept, sealed, as long as calls are kept
	MonthTokens int64 // the organisation's in a month
	DayTokens   int64 // one person's in a day
	Used        int64 // of MonthTokens, this month
}

// The bounds of the budgets, in tokens.
const (
	MostMonthTokens = 1_000_000_000
	MostDayTokens   = 10_000_000
)

// SetModel changes what a language model is allowed. Switched off, nothing is asked from the next turn on.
func (db *DB) SetModel(ctx context.Context, who Who, use ModelUse, seen int) error {
	return db.change(ctx, who, ModelSection, seen, `model_on = @on, model_traces = @traces, model_month_tokens = @month, model_day_tokens = @day`,
		pgx.NamedArgs{"on": use.On, "traces": use.Traces, "month": use.MonthTokens, "day": use.DayTokens})
}
