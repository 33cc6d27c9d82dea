//go:build bench || faults

package bench

type inRow struct {
	ID, Chat int64
	Bot, Ref string
	Done     bool
	Answers  int
}

// An answer may come by way of a model: then it is caused by what came of a call.
const selectIn = `
	WITH called AS (
	    SELECT k.cause_id, count(*) AS answers
	    FROM call k
	    JOIN inbox a ON a.source = 'call'
	                AND a.ref = k.id::text
	    JOIN outbox o ON o.cause_id = a.id
	    GROUP BY k.cause_id)
	SELECT i.id, c.chat_id AS chat, b.username AS bot, i.ref, i.done_at IS NOT NULL AS done,
	       (SELECT count(*) FROM outbox o WHERE o.cause_id = i.id) + COALESCE(m.answers, 0) AS answers
	FROM inbox i
	LEFT JOIN called m ON m.cause_id = i.id
	JOIN conversation c ON c.id = i.conversation_id
	JOIN bot b ON b.id = i.bot_id
	WHERE i.source = 'update'
	ORDER BY i.id`

type outRow struct {
	ID, Chat, Cause int64
	Bot, State      string
	Lane            int
	Message         int64
	Said            bool // it answers what the person did
	Alert           bool // of an alarm, from somebody else's talk
	Alarmed         bool // made before an alarm of this person, which lets nothing older go
}

const selectOut = `
	SELECT o.id, c.chat_id AS chat, o.cause_id AS cause, b.username AS bot, o.state, o.lane, COALESCE(o.message_id, 0) AS message,
	       COALESCE(i.source = 'update' AND i.conversation_id = o.conversation_id, false) AS said,
	       o.key = 'alert' AS alert, o.lane > 0 AND EXISTS (SELECT FROM alarm a WHERE a.person_id = c.person_id AND o.cause_id < a.cause_id) AS alarmed
	FROM outbox o
	LEFT JOIN inbox i ON i.id = o.cause_id
	JOIN conversation c ON c.id = o.conversation_id
	JOIN bot b ON b.id = o.bot_id
	WHERE o.key <> '` + wear + `'
	ORDER BY o.id`
