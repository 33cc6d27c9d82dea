//go:build bench || faults

package bench

// The statements of the floor, each the plainest that writes its row. $1 is the number
// of the turn; the conversation, its person, organisation and bot are those of 1 + $1 % people.
const (
	floorPeople = 4000
	floorDone   = `UPDATE inbox SET done_at = now(), payload = NULL, raw = NULL WHERE id = $1`
	floorState  = `UPDATE conversation SET state = $2, state_version = 1, talk = 1, heard_at = now() WHERE id = $1`
	floorOutbox = `INSERT INTO outbox (organisation_id, bot_id, conversation_id, cause_id, n, lane, generation, key, body, state, created_at)
		VALUES (1, 1, $1, $2, $3, 1, 0, 'bench.floor', $4, 'waiting', now())`
	floorEvent = `INSERT INTO event (organisation_id, person_id, cause_id, n, kind, talk, payload, line, share, at)
		VALUES (1, $1, $2, $3, 'placed', 1, $4, $5, 'open', now())`
	floorMessage = `INSERT INTO message (organisation_id, person_id, cause_id, edited, words, at) VALUES (1, $1, $2, false, $3, now())`
	floorTimer   = `INSERT INTO timer (person_id, organisation_id, kind, ref, due_at) VALUES ($1, 1, 'talk_ends', '', now() + interval '30 minutes')
		ON CONFLICT (person_id, kind, ref) DO UPDATE SET due_at = EXCLUDED.due_at`
	floorConsent = `INSERT INTO consent (person_id, organisation_id, what, given, text_version, at) VALUES ($1, 1, 'joined', true, '1', now())
		ON CONFLICT (person_id, what) DO UPDATE SET at = EXCLUDED.at`
	floorStory    = `INSERT INTO story (person_id, cause_id, n, organisation_id, pillar, words, at) VALUES ($1, $2, 0, 1, 'geld', $3, now())`
	floorPosition = `INSERT INTO position (person_id, cause_id, n, organisation_id, bridge, sub, rung, not_for_me, at) VALUES ($1, $2, 0, 1, 'b', 's', 1, false, now())`
	floorPerson   = `UPDATE person SET phone = 'own' WHERE id = $1`
)
