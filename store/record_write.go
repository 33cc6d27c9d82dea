package store

import (
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

// eventWrite is one event as it lies.
type eventWrite struct {
	organisation, person, cause int64
	n                           int
	kind                        string
	talk                        int
	payload, line, bare         []byte
	share                       string
	sharedAt                    *time.Time
	at                          time.Time
}

const insertEvents = `
	INSERT INTO event (organisation_id, person_id, cause_id, n, kind, talk, payload, line, bare, share, shared_at, at)
	SELECT r.organisation, r.person, r.cause, r.n, r.kind, r.talk, r.payload, r.line, r.bare, r.share, r.shared, r.at
	FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::smallint[], $5::text[], $6::integer[], $7::bytea[], $8::bytea[], $9::bytea[],
	            $10::text[], $11::timestamptz[], $12::timestamptz[])
	     WITH ORDINALITY AS r (organisation, person, cause, n, kind, talk, payload, line, bare, share, shared, at, place)
	ORDER BY r.place`

// messageWrite is what a person typed.
type messageWrite struct {
	organisation, person, cause int64
	edited                      bool
	words                       []byte
}

const insertMessages = `
	INSERT INTO message (organisation_id, person_id, cause_id, edited, words, at)
	SELECT r.organisation, r.person, r.cause, r.edited, r.words, $1
	FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::boolean[], $6::bytea[]) AS r (organisation, person, cause, edited, words)`

// message keeps a participant's own words, typed or heard, as far as she agreed: she takes part,
// and what is sensitive may be kept, which words may always be.
func (w *writes) message(c *Claim) (err error) {
	typed := c.Input.Kind == dialog.Typed || c.Input.Kind == dialog.Edited || c.Input.Kind == dialog.Sent ||
		c.Input.Kind == dialog.Answered && c.Input.Call.Heard != ""
	may := c.Person.Consents[dialog.Joined].Given && c.Person.Consents[dialog.Sensitive].Given
	if !typed || !may || c.Input.Text == "" || staff(c.Person.Role) || c.Person.Leaving {
		return nil
	}
	m := messageWrite{c.Organisation, c.Person.ID, c.Inbox, c.Input.Kind == dialog.Edited, nil}
	if m.words, err = c.key.SealText(c.Input.Text, seal.At("message.words", c.Inbox)); err != nil {
		return err
	}
	w.messages = append(w.messages, m)
	return nil
}

type consentWrite struct {
	person, organisation int64
	what                 dialog.ConsentKind
	given                bool
	version              string
	at                   time.Time
}

const upsertConsents = `
	INSERT INTO consent (person_id, organisation_id, what, given, text_version, at)
	SELECT DISTINCT ON (r.person, r.what) r.person, r.organisation, r.what, r.given, r.version, r.at
	FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::boolean[], $5::text[], $6::timestamptz[])
	     WITH ORDINALITY AS r (person, organisation, what, given, version, at, place)
	ORDER BY r.person, r.what, r.place DESC
	ON CONFLICT (person_id, what) DO UPDATE
	SET given = EXCLUDED.given,
	    text_version = EXCLUDED.text_version,
	    at = EXCLUDED.at`

// queueRecord queues events, messages, consents and the facts about the Bridge.
func (w *writes) queueRecord(b *pgx.Batch) {
	if len(w.people) > 0 {
		b.Queue(updatePeople, peopleArgs(w.people)...)
	}
	if len(w.consents) > 0 {
		b.Queue(upsertConsents,
			column(w.consents, func(r consentWrite) int64 { return r.person }),
			column(w.consents, func(r consentWrite) int64 { return r.organisation }),
			column(w.consents, func(r consentWrite) string { return string(r.what) }),
			column(w.consents, func(r consentWrite) bool { return r.given }),
			column(w.consents, func(r consentWrite) string { return r.version }),
			column(w.consents, func(r consentWrite) time.Time { return r.at }))
	}
	if len(w.messages) > 0 {
		b.Queue(insertMessages, w.now,
			column(w.messages, func(r messageWrite) int64 { return r.organisation }),
			column(w.messages, func(r messageWrite) int64 { return r.person }),
			column(w.messages, func(r messageWrite) int64 { return r.cause }),
			column(w.messages, func(r messageWrite) bool { return r.edited }),
			column(w.messages, func(r messageWrite) []byte { return r.words }))
	}
	if len(w.events) > 0 {
		b.Queue(insertEvents, eventArgs(w.events)...)
	}
}

func eventArgs(rows []eventWrite) []any {
	return []any{
		column(rows, func(r eventWrite) int64 { return r.organisation }),
		column(rows, func(r eventWrite) int64 { return r.person }),
		column(rows, func(r eventWrite) int64 { return r.cause }),
		column(rows, func(r eventWrite) int16 { return int16(r.n) }),
		column(rows, func(r eventWrite) string { return r.kind }),
		column(rows, func(r eventWrite) int32 { return int32(r.talk) }),
		column(rows, func(r eventWrite) []byte { return r.payload }),
		column(rows, func(r eventWrite) []byte { return r.line }),
		column(rows, func(r eventWrite) []byte { return r.bare }),
		column(rows, func(r eventWrite) string { return r.share }),
		column(rows, func(r eventWrite) *time.Time { return r.sharedAt }),
		column(rows, func(r eventWrite) time.Time { return r.at }),
	}
}

const updatePeople = `
	UPDATE person p
	SET role = r.role,
	    administrator = p.administrator OR r.role = 'administrator',
	    mentor_id = r.mentor,
	    phone = r.phone,
	    debt_help = r.debt_help,
	    push_words = r.push_words,
	    under18 = r.under18,
	    paused = r.paused,
	    right_person = r.right_person,
	    digest_minute = r.digest,
	    name = r.name,
	    details = r.details,
	    dream = r.dream,
	    bad_moment = r.bad_moment,
	    invited_at = r.invited,
	    joined_at = r.joined,
	    wants_human_at = r.wants_human,
	    erased_at = r.erased,
	    wipe_at = r.wipe
	FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::boolean[], $9::boolean[], $10::smallint[],
	            $11::bytea[], $12::bytea[], $13::bytea[], $14::timestamptz[], $15::timestamptz[], $16::timestamptz[], $17::timestamptz[], $18::timestamptz[], $19::bytea[])
	     AS r (id, role, mentor, phone, debt_help, push_words, under18, paused, right_person, digest, name, details, dream, invited, joined, wants_human, erased, wipe, bad_moment)
	WHERE p.id = r.id`

func peopleArgs(rows []personRow) []any {
	return []any{
		column(rows, func(r personRow) int64 { return r.ID }),
		column(rows, func(r personRow) string { return string(r.Role) }),
		column(rows, func(r personRow) *int64 { return r.MentorID }),
		column(rows, func(r personRow) string { return string(r.Phone) }),
		column(rows, func(r personRow) string { return string(r.DebtHelp) }),
		column(rows, func(r personRow) string { return string(r.PushWords) }),
		column(rows, func(r personRow) bool { return r.Under18 }),
		column(rows, func(r personRow) bool { return r.Paused }),
		column(rows, func(r personRow) *bool { return r.RightPerson }),
		column(rows, func(r personRow) *int16 { return r.DigestMinute }),
		column(rows, func(r personRow) []byte { return r.Name }),
		column(rows, func(r personRow) []byte { return r.Details }),
		column(rows, func(r personRow) []byte { return r.Dream }),
		column(rows, func(r personRow) *time.Time { return r.InvitedAt }),
		column(rows, func(r personRow) *time.Time { return r.JoinedAt }),
		column(rows, func(r personRow) *time.Time { return r.WantsHumanAt }),
		column(rows, func(r personRow) *time.Time { return r.ErasedAt }),
		column(rows, func(r personRow) *time.Time { return r.WipeAt }),
		column(rows, func(r personRow) []byte { return r.BadMoment }),
	}
}
