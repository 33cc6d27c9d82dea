package store

import (
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// Screen reads an input in the light of what was said before it and of what is known,
// and returns the window to keep: dialog.ScreenIn. It must not panic.
type Screen func(dialog.Known, risk.Window, dialog.Input, time.Time) (risk.Verdict, risk.Window)

// selectKnown finds what weighs, of the people of these chats, and their windows.
const selectKnown = `
	SELECT c.chat_id AS chat, p.under18, p.phone, p.zone, w.signs,
	       EXISTS (SELECT FROM alarm a WHERE a.person_id = p.id AND (a.closed_at IS NULL OR a.closed_at > $3)) AS alarm_before,
	       EXISTS (SELECT FROM danger_question q WHERE q.person_id = p.id AND q.day >= $4::date) AS dated
	FROM conversation c
	JOIN person p ON p.id = c.person_id
	LEFT JOIN risk_window w ON w.person_id = p.id
	WHERE c.bot_id = $1
	  AND c.chat_id = ANY($2)`

type knownRow struct {
	Chat               int64
	Under18            bool
	Phone              dialog.Phone
	Zone               string
	Signs              []byte
	AlarmBefore, Dated bool

	window  risk.Window
	opened  bool
	changed bool
}

// queueKnown asks what weighs, together with whose chats these are.
func (r *receiving) queueKnown(b *pgx.Batch, batch []Arrival) {
	r.known = make(map[int64]*knownRow, len(batch))
	if r.screen == nil {
		return
	}
	chats := column(batch, func(a Arrival) int64 { return a.Chat })
	b.Queue(selectKnown, r.bot, chats, r.now.Add(-alarmsFor), r.now).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByNameLax[knownRow])
		for _, k := range found {
			r.known[k.Chat] = k
		}
		return err
	})
}

// read screens the batch, each message after the ones before it. Staff who write about
// danger have no window.
func (r *receiving) read(batch []Arrival) {
	if r.screen == nil {
		return
	}
	for i := range batch {
		a, c := &batch[i], r.chats[batch[i].Chat]
		k := r.known[a.Chat]
		if k == nil {
			k = &knownRow{Chat: a.Chat}
			r.known[a.Chat] = k
		}
		if staff(c.Role) {
			a.Input.Risk = risk.Verdict{}
			continue
		}
		if !k.opened {
			k.opened = true
			// A window that can't be read must not keep messages out: it begins anew.
			if err := c.key.OpenJSON(k.Signs, windowPlace(c.Person), &k.window); err != nil {
				k.window = risk.Window{}
			}
		}
		a.Input.Risk, k.window = r.screen(k.facts(), k.window, a.Input, r.when(*a))
		k.changed = k.changed || a.Input.Text != ""
	}
}

func (k *knownRow) facts() dialog.Known {
	z, err := Zone(k.Zone)
	if err != nil {
		z = time.UTC
	}
	return dialog.Known{Under18: k.Under18, Phone: k.Phone, AlarmBefore: k.AlarmBefore, Dated: k.Dated, Zone: z}
}

// when is the time of an arrival by the channel's clock, which may run ahead.
func (r *receiving) when(a Arrival) time.Time {
	if a.At.IsZero() || a.At.After(r.now) {
		return r.now
	}
	return a.At
}

const upsertWindows = `
	INSERT INTO risk_window (person_id, organisation_id, signs, at)
	SELECT w.person, $1, w.signs, $2
	FROM unnest($3::bigint[], $4::bytea[]) AS w (person, signs)
	ON CONFLICT (person_id) DO UPDATE
	SET signs = EXCLUDED.signs,
	    at = EXCLUDED.at`

// remember writes the windows that changed, with the messages that changed them.
func (r *receiving) remember(b *pgx.Batch) error {
	var people []int64
	var signs [][]byte
	for chat, k := range r.known {
		if !k.changed {
			continue
		}
		c := r.chats[chat]
		sealed, err := c.key.SealJSON(k.window, windowPlace(c.Person))
		if err != nil {
			return err
		}
		people, signs = append(people, c.Person), append(signs, sealed)
	}
	if len(people) > 0 {
		b.Queue(upsertWindows, r.organisation, r.now, people, signs)
	}
	return nil
}
