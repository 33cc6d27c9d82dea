-- A human in the talk: what passes between her and the person, what they agree to meet
-- about, and which talk she has in hand.
--
-- relayed holds the words of both, since the bot's own record of what people type is kept
-- only with consent, and a human who takes a talk over must find what was said in it. On a
-- phone that somebody unwanted reads, words of staff wait behind a door until shown_at.
--
-- A human has one talk in hand at a time, whichever face she uses: what she types can then
-- be for nobody else. wrote_at is when she last wrote there; after a pause she is asked first.

-- +goose Up
CREATE TABLE relayed (
    person_id       bigint NOT NULL,
    cause_id        bigint NOT NULL,
    n               smallint NOT NULL,
    organisation_id bigint NOT NULL,
    from_staff      boolean NOT NULL,
    words           bytea NOT NULL,
    at              timestamptz NOT NULL,
    shown_at        timestamptz,
    PRIMARY KEY (person_id, cause_id, n),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX relayed_unshown ON relayed (person_id) WHERE shown_at IS NULL;
CREATE INDEX relayed_at ON relayed (at);
COMMENT ON COLUMN relayed.words IS 'the words and the first name of who wrote them, as JSON';
COMMENT ON COLUMN relayed.shown_at IS 'when they were put on the screen; NULL while they wait behind a door';

CREATE TABLE appointment (
    person_id       bigint NOT NULL,
    number          integer NOT NULL CHECK (number > 0),
    organisation_id bigint NOT NULL,
    words           bytea NOT NULL,
    begins_at       timestamptz NOT NULL,
    state           text NOT NULL CHECK (state IN ('planned', 'cannot', 'cancelled')),
    at              timestamptz NOT NULL,
    PRIMARY KEY (person_id, number),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
COMMENT ON COLUMN appointment.words IS 'with whom, where, what to bring, and why it does not suit, as JSON';
COMMENT ON COLUMN appointment.state IS 'cannot: the person said that it does not suit';

ALTER TABLE ownership ADD COLUMN wrote_at timestamptz;
UPDATE ownership SET owner_id = NULL;
CREATE UNIQUE INDEX ownership_owner ON ownership (owner_id) WHERE owner_id IS NOT NULL;
COMMENT ON COLUMN ownership.wrote_at IS 'when the owner last wrote to the person';

CREATE INDEX outbox_said_about ON outbox (conversation_id, message_id) WHERE about_id IS NOT NULL AND message_id IS NOT NULL;

-- A colleague who stands in for a mentor, or who took the alarm, reads on where she is needed.
CALL desk_reads_person_rows(ARRAY ['relayed', 'appointment']);
