-- What is known about danger before there is an alarm: the direct questions that were
-- put to somebody and what came of them, and what the screen remembers between messages.
--
-- A question belongs to the person, not to the talk: it survives a restart, /start, an
-- erased chat and a new phone, and it is why the same is not asked twice in a week. One
-- is open at a time.
--
-- risk_window holds the half signals and last words of 24 hours, sealed. The receiver
-- reads and writes it in the transaction that takes the message in; only who locks the
-- bot does so, hence no locks of its own.

-- +goose Up
CREATE TABLE danger_question (
    person_id       bigint NOT NULL,
    cause_id        bigint NOT NULL,
    n               smallint NOT NULL,
    organisation_id bigint NOT NULL,
    category        text NOT NULL,
    urgency         text NOT NULL CHECK (urgency IN ('now', 'today', 'soon')),
    sub             text NOT NULL,
    words           bytea,
    at              timestamptz NOT NULL,
    answer          text,
    answered_at     timestamptz,
    day             date,
    PRIMARY KEY (person_id, cause_id, n),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
    CHECK ((answer IS NULL) = (answered_at IS NULL)),
    CHECK (day IS NULL OR answer IS NOT NULL)
);
CREATE UNIQUE INDEX danger_question_open ON danger_question (person_id) WHERE answer IS NULL;
CREATE INDEX danger_question_at ON danger_question (at);
COMMENT ON COLUMN danger_question.words IS 'what the screen saw it in, sealed with the person''s key';
COMMENT ON COLUMN danger_question.day IS 'the date that was told, of an eviction or a cut-off';

CREATE TABLE risk_window (
    person_id       bigint PRIMARY KEY,
    organisation_id bigint NOT NULL,
    signs           bytea NOT NULL,
    at              timestamptz NOT NULL,
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX risk_window_at ON risk_window (at);

CREATE INDEX alarm_person ON alarm (person_id, id);
