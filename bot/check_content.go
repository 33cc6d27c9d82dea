package main

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// endsSoon is how many days before its end a text is warned about.
const endsSoon = 30

// selectContent counts, for every organisation, what of its live release somebody should look at.
const selectContent = `
	SELECT o.name, count(d.document_id) AS texts,
	       count(*) FILTER (WHERE d.reviewed_by IN ('', 'nobody yet')) AS unreviewed,
	       count(*) FILTER (WHERE d.document_id IS NOT NULL AND d.checked_on IS NULL) AS unchecked,
	       count(*) FILTER (WHERE d.valid_until - ($1::timestamptz AT TIME ZONE o.zone)::date BETWEEN 1 AND $2) AS ending,
	       count(*) FILTER (WHERE d.valid_until <= ($1::timestamptz AT TIME ZONE o.zone)::date) AS over
	FROM organisation o
	LEFT JOIN live_release l ON l.organisation_id = o.id
	LEFT JOIN release_document d ON d.release_id = l.release_id
	GROUP BY o.id, o.name
	ORDER BY o.id`

type contentState struct {
	Name                                       string
	Texts, Unreviewed, Unchecked, Ending, Over int
}

// content warns of what the bot says that nobody of the profession read, nobody checked at
// its source, or that goes out of date.
func (c *checking) content(ctx context.Context, conn *pgx.Conn) {
	rows, _ := conn.Query(ctx, selectContent, c.now(), endsSoon) // CollectRows tells of its error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[contentState])
	if err != nil {
		c.fault("content", fmt.Errorf("looking at what is live: %w", err))
		return
	}
	for _, o := range all {
		if o.Texts == 0 {
			c.add(isWarn, "content", "%s answers nothing yet: start 'bot serve' once for the texts that ship, or 'bot content import'.", o.Name)
			continue
		}
		for _, w := range []struct {
			n    int
			text string
		}{
			{o.Unreviewed, "were read by no professional yet: have them read, and put the name in them"},
			{o.Unchecked, "were never checked at their source: check them, and put the day in them"},
			{o.Ending, "end within a month: check them and give a new date"},
			{o.Over, "are past their date and are not said any more"},
		} {
			if w.n > 0 {
				c.add(isWarn, "content", "%s: %d of %d texts %s.", o.Name, w.n, o.Texts, w.text)
			}
		}
		if o.Unreviewed+o.Unchecked+o.Ending+o.Over == 0 {
			c.add(isOK, "content", "%s answers from %d texts, all read and checked.", o.Name, o.Texts)
		}
	}
}
