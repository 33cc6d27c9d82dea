package main

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
)

// selectModelUse tells, for every organisation that uses a model, how far its tokens of this month are gone.
const selectModelUse = `
	SELECT o.name, o.model_month_tokens AS may, o.model_traces AS traces,
	       COALESCE((SELECT sum(u.tokens)
	                 FROM model_month u
	                 WHERE u.organisation_id = o.id
	                   AND u.month = date_trunc('month', $1::timestamptz AT TIME ZONE o.zone)::date), 0)::bigint AS used,
	       (SELECT count(*) FROM consent c WHERE c.organisation_id = o.id AND c.what = 'model' AND c.given) AS people
	FROM organisation o
	WHERE o.model_on
	ORDER BY o.id`

type modelUse struct {
	Name      string
	May, Used int64
	Traces    bool
	People    int
}

// selectFixed counts the answers of a day, and those in whose place fixed words stood. What
// a prompt can't help is left out: nobody was asked, or nobody waited any more.
const selectFixed = `
	SELECT kind, count(*) AS ended, count(*) FILTER (WHERE verdict <> 'ok' OR use = 'fixed') AS fixed
	FROM call
	WHERE ended_at >= $1::timestamptz - interval '1 day'
	  AND verdict NOT IN ('off', 'spent')
	  AND use IS DISTINCT FROM 'dropped'
	GROUP BY kind
	ORDER BY kind`

type fixedShare struct {
	Kind         dialog.CallKind
	Ended, Fixed int
}

// mostFixed is the share of fixed words, in percent, above which a prompt is at fault.
const mostFixed = 5

// calls looks at what became of the questions to the model.
func (c *checking) calls(ctx context.Context, conn *pgx.Conn) {
	rows, _ := conn.Query(ctx, selectModelUse, c.now()) // CollectRows tells of its error
	uses, err := pgx.CollectRows(rows, pgx.RowToStructByName[modelUse])
	if err != nil {
		c.fault("calls", fmt.Errorf("looking at who uses a model: %w", err))
		return
	}
	for _, u := range uses {
		c.modelUse(u)
	}
	rows, _ = conn.Query(ctx, selectFixed, c.now()) // CollectRows tells of its error
	shares, err := pgx.CollectRows(rows, pgx.RowToStructByName[fixedShare])
	if err != nil {
		c.fault("calls", fmt.Errorf("looking at what was answered: %w", err))
		return
	}
	for _, s := range shares {
		percent := float64(s.Fixed) / float64(s.Ended) * 100
		if percent > mostFixed {
			c.add(isWarn, "calls", "%s: fixed words took the place of %.0f%% of %d answers since yesterday, more than %d%%: the prompt or the model is wrong.", s.Kind, percent, s.Ended, mostFixed)
		} else {
			c.add(isOK, "calls", "%s: %d answers since yesterday, fixed words in the place of %.0f%%.", s.Kind, s.Ended, percent)
		}
	}
}

func (c *checking) modelUse(u modelUse) {
	if u.Used >= u.May {
		c.add(isWarn, "calls", "%s has used up its %d tokens of this month: everybody hears fixed words until it ends.", u.Name, u.May)
	} else {
		c.add(isOK, "calls", "%s uses a model for %d people who said yes, with %d of %d tokens of this month.", u.Name, u.People, u.Used, u.May)
	}
	if u.Traces {
		c.add(isWarn, "calls", "%s keeps what the model was sent and said, sealed, for 7 days: turn that off when you have seen enough.", u.Name)
	}
}
