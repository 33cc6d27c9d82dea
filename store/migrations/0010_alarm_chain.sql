-- The human chain: who is alerted about an alarm, in which order, and what became of it.
--
-- What happens to an alarm is only ever added to: a row of alarm_step for every step of
-- the chain that was begun, a row of alert for everybody who was alerted and by which
-- channel, a row of alarm_act for everything that a human (or the clock) did. The step
-- with the highest number is the one under way; due_at is when the next one follows if
-- nobody took the alarm. So the receiver can begin a step without waiting for a turn
-- that holds the alarm, two clocks can't begin the same step twice, and everything
-- survives a restart, because nothing stands anywhere else.
--
-- alert is also the queue of what goes by e-mail and webhook; what goes by the bot
-- waits in outbox, under the same (cause_id, message_n).
--
-- The policy is data and never changed, only followed by a newer one: an alarm keeps
-- the one it began with. Without any the program's own holds (store/chain_policy.go).

-- +goose Up
CREATE TABLE alarm_policy (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation,
    by_id           bigint,
    rules           jsonb NOT NULL,
    created_at      timestamptz NOT NULL,
    UNIQUE (id, organisation_id)
);
CREATE INDEX alarm_policy_newest ON alarm_policy (organisation_id, id);
COMMENT ON COLUMN alarm_policy.rules IS 'store.Policy; the newest of an organisation holds for alarms that begin';

CREATE TABLE alarm_webhook (
    organisation_id bigint PRIMARY KEY REFERENCES organisation,
    url             bytea NOT NULL,
    secret          bytea NOT NULL,
    key_id          bigint NOT NULL,
    created_at      timestamptz NOT NULL
);
COMMENT ON TABLE alarm_webhook IS 'where an SMS gateway or pager hears of alarms; address and secret are sealed with the master key';

CREATE TABLE staff_address (
    staff_id        bigint NOT NULL,
    organisation_id bigint NOT NULL,
    channel         text NOT NULL CHECK (channel IN ('email')),
    address         bytea NOT NULL,
    since           timestamptz NOT NULL,
    PRIMARY KEY (staff_id, channel),
    FOREIGN KEY (organisation_id, staff_id) REFERENCES person (organisation_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE staff_address IS 'where staff can be alerted beside their chat, sealed with their own key';

ALTER TABLE alarm
    ADD COLUMN policy_id  bigint,
    ADD COLUMN held_until timestamptz,
    ADD COLUMN care_by    bigint,
    ADD COLUMN care_at    timestamptz,
    ADD COLUMN reason     text CHECK (reason IN ('safe', 'solved', 'emergency', 'handed', 'unreached', 'false_alarm')),
    ADD COLUMN promise    bytea,
    ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES alarm_policy (organisation_id, id),
    ADD CHECK ((care_by IS NULL) = (care_at IS NULL)),
    ADD CHECK (care_at IS NULL OR reason IS NOT NULL);
UPDATE alarm SET held_until = taken_at + interval '4 hours' WHERE taken_at IS NOT NULL;
ALTER TABLE alarm ADD CHECK ((taken_at IS NULL) = (held_until IS NULL));
COMMENT ON COLUMN alarm.held_until IS 'until when who took it may go without saying what was done; then the chain goes on';
COMMENT ON COLUMN alarm.care_at IS 'when the first of two closed it: from then on in care, until the second';
COMMENT ON COLUMN alarm.promise IS 'who calls when, sealed with the person''s key';

ALTER TABLE alarm_sign DROP CONSTRAINT alarm_sign_urgency_check;
ALTER TABLE alarm_sign ADD CONSTRAINT alarm_sign_urgency_check CHECK (urgency IN ('now', 'today', 'soon', 'none'));
COMMENT ON TABLE alarm_sign IS 'what the person wrote while the alarm was open; urgency none when it asked for nothing by itself';

CREATE TABLE alarm_step (
    alarm_id        bigint NOT NULL,
    n               integer NOT NULL CHECK (n > 0),
    organisation_id bigint NOT NULL,
    round           integer NOT NULL CHECK (round > 0),
    step            integer NOT NULL CHECK (step > 0),
    urgency         text NOT NULL CHECK (urgency IN ('now', 'today', 'soon')),
    why             text NOT NULL CHECK (why IN ('raised', 'worse', 'again', 'unheard', 'undelivered', 'refused', 'nobody', 'no_act')),
    at              timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    PRIMARY KEY (alarm_id, n),
    FOREIGN KEY (organisation_id, alarm_id) REFERENCES alarm (organisation_id, id) ON DELETE CASCADE
);
COMMENT ON COLUMN alarm_step.n IS 'counts the steps of an alarm; round and step say where in its policy they stand';
INSERT INTO alarm_step (alarm_id, n, organisation_id, round, step, urgency, why, at, due_at)
SELECT id, 1, organisation_id, 1, 1, 'now', 'raised', opened_at, opened_at
FROM alarm;

ALTER TABLE alert
    DROP CONSTRAINT alert_pkey,
    ADD COLUMN id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ADD COLUMN n          integer NOT NULL DEFAULT 1,
    ADD COLUMN kind       text NOT NULL DEFAULT 'alarm' CHECK (kind IN ('alarm', 'more', 'second', 'overdue')),
    ADD COLUMN channel    text NOT NULL DEFAULT 'bot' CHECK (channel IN ('bot', 'email', 'webhook')),
    ADD COLUMN message_n  smallint,
    ADD COLUMN state      text NOT NULL DEFAULT 'sent' CHECK (state IN ('waiting', 'sent', 'failed', 'dropped')),
    ADD COLUMN attempts   smallint NOT NULL DEFAULT 0,
    ADD COLUMN not_before timestamptz,
    ADD COLUMN code       text,
    ADD COLUMN ended_at   timestamptz,
    ALTER COLUMN staff_id DROP NOT NULL;
UPDATE alert SET ended_at = at;
ALTER TABLE alert
    ALTER COLUMN n DROP DEFAULT,
    ALTER COLUMN kind DROP DEFAULT,
    ALTER COLUMN channel DROP DEFAULT,
    ALTER COLUMN state DROP DEFAULT,
    ADD CHECK ((state = 'waiting') = (ended_at IS NULL)),
    ADD CHECK (staff_id IS NOT NULL OR channel = 'webhook');
CREATE INDEX alert_alarm ON alert (alarm_id, n);
CREATE INDEX alert_waiting ON alert (channel, id) WHERE state = 'waiting';
COMMENT ON COLUMN alert.staff_id IS 'who is alerted; NULL for the webhook, which is the organisation''s';
COMMENT ON COLUMN alert.n IS 'the alarm_step that it belongs to';
COMMENT ON COLUMN alert.state IS 'what became of it; that it was sent is not that anybody took the alarm';

CREATE TABLE alarm_act (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL,
    alarm_id        bigint NOT NULL,
    staff_id        bigint,
    other_id        bigint,
    kind            text NOT NULL CHECK (kind IN ('taken', 'passed', 'called', 'spoke', 'wrote', 'handed', 'emergency', 'read', 'care', 'closed',
                                                  'resumed', 'unheard', 'unread', 'more', 'second', 'overdue')),
    at              timestamptz NOT NULL,
    FOREIGN KEY (organisation_id, alarm_id) REFERENCES alarm (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX alarm_act_alarm ON alarm_act (alarm_id, id);
COMMENT ON COLUMN alarm_act.staff_id IS 'who did it; NULL for what the clock did';
COMMENT ON COLUMN alarm_act.other_id IS 'to whom it was handed';

CREATE TABLE watch_told (
    what text PRIMARY KEY,
    at   timestamptz NOT NULL
);
COMMENT ON TABLE watch_told IS 'when staff was last told that the program itself is silent, so that one process tells it and not all';

ALTER TABLE bot DROP CONSTRAINT bot_channel_check;
ALTER TABLE bot ADD CONSTRAINT bot_channel_check CHECK (channel IN ('telegram', 'terminal', 'drill'));
CREATE TABLE drill (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation,
    begun_at        timestamptz NOT NULL,
    raised_at       timestamptz,
    alerted_at      timestamptz,
    taken_at        timestamptz,
    closed_at       timestamptz
);
CREATE INDEX drill_begun ON drill (begun_at);
COMMENT ON TABLE drill IS 'canaries: a test person''s message of danger through the whole path; a NULL is where it stopped';

-- The history of an alarm is bare, as the alarm itself: everybody of the staff may read it.
ALTER TABLE alarm_policy ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON alarm_policy TO stapmaat_desk;
CREATE POLICY desk_reads ON alarm_policy FOR SELECT TO stapmaat_desk USING (organisation_id = desk_organisation());
ALTER TABLE alarm_step ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON alarm_step TO stapmaat_desk;
CREATE POLICY desk_reads ON alarm_step FOR SELECT TO stapmaat_desk USING (organisation_id = desk_organisation());
ALTER TABLE alarm_act ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON alarm_act TO stapmaat_desk;
CREATE POLICY desk_reads ON alarm_act FOR SELECT TO stapmaat_desk USING (organisation_id = desk_organisation());
