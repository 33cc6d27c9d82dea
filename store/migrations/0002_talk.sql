-- The talk: where it is, what came in, what goes out, what the clock will bring.
--
-- inbox and outbox are queues and records at once. Only open rows stand in the partial
-- indexes, so taking the next one costs the same after a year. What is done needs only
-- its keys (a repeated update must be known again), so a turn empties payload and raw;
-- set aside rows keep them for people who look.
--
-- Each queue has two such indexes, by age and by talk. They say the same with other
-- words, so that a query reaches the one that it means: to the planner both are
-- nearly empty, and it would as soon read the wrong one from end to end.
--
-- ownership stands apart from conversation because a human who takes a talk over must
-- not wait for a turn that is being made. Messages made under an older generation are
-- never sent, except those of lane 0.

-- +goose Up
CREATE TABLE conversation (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL,
    bot_id          bigint NOT NULL,
    chat_id         bigint NOT NULL,
    person_id       bigint NOT NULL UNIQUE,
    state           bytea,
    state_version   integer NOT NULL DEFAULT 0,
    talk            integer NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    heard_at        timestamptz,
    UNIQUE (id, organisation_id),
    UNIQUE (bot_id, chat_id),
    FOREIGN KEY (organisation_id, bot_id) REFERENCES bot (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
    CHECK ((state IS NULL) = (state_version = 0))
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

CREATE TABLE ownership (
    conversation_id bigint PRIMARY KEY,
    organisation_id bigint NOT NULL,
    owner_id        bigint,
    generation      integer NOT NULL,
    since           timestamptz NOT NULL,
    FOREIGN KEY (organisation_id, conversation_id) REFERENCES conversation (organisation_id, id),
    FOREIGN KEY (organisation_id, owner_id) REFERENCES person (organisation_id, id)
);
COMMENT ON COLUMN ownership.owner_id IS 'the human who has the talk in hand; NULL when the bot has it again';

CREATE SEQUENCE inbox_id_seq;
CREATE TABLE inbox (
    id              bigint PRIMARY KEY DEFAULT nextval('inbox_id_seq'),
    organisation_id bigint NOT NULL,
    bot_id          bigint NOT NULL,
    conversation_id bigint NOT NULL,
    about_id        bigint,
    source          text NOT NULL CHECK (source IN ('update', 'timer', 'note', 'act', 'call', 'delivery', 'failed')),
    ref             text NOT NULL,
    dedupe          text,
    payload         bytea,
    raw             bytea,
    attempts        smallint NOT NULL DEFAULT 0,
    received_at     timestamptz NOT NULL,
    done_at         timestamptz,
    set_aside_at    timestamptz,
    UNIQUE (bot_id, source, ref),
    FOREIGN KEY (organisation_id, conversation_id) REFERENCES conversation (organisation_id, id),
    CHECK (done_at IS NULL OR (set_aside_at IS NULL AND payload IS NULL AND raw IS NULL)),
    CHECK (done_at IS NOT NULL OR payload IS NOT NULL)
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.05);
ALTER SEQUENCE inbox_id_seq OWNED BY inbox.id;
CREATE UNIQUE INDEX inbox_dedupe ON inbox (bot_id, dedupe) WHERE dedupe IS NOT NULL;
CREATE INDEX inbox_open ON inbox (id) WHERE done_at IS NULL AND set_aside_at IS NULL;
CREATE INDEX inbox_open_talk ON inbox (conversation_id, id) WHERE COALESCE(done_at, set_aside_at) IS NULL;
CREATE INDEX inbox_aside ON inbox (set_aside_at) WHERE set_aside_at IS NOT NULL;
CREATE INDEX inbox_about ON inbox (about_id) WHERE about_id IS NOT NULL;
COMMENT ON COLUMN inbox.ref IS 'what makes it the same thing when it comes again: the update id; person, kind and time of a timer; …';
COMMENT ON COLUMN inbox.dedupe IS 'm:<chat>:<message> or c:<callback>: the same message under another update id';
COMMENT ON COLUMN inbox.about_id IS 'the participant whom a note to staff is about, so that erasing finds it';

CREATE SEQUENCE outbox_id_seq;
CREATE TABLE outbox (
    id              bigint PRIMARY KEY DEFAULT nextval('outbox_id_seq'),
    organisation_id bigint NOT NULL,
    bot_id          bigint NOT NULL,
    conversation_id bigint NOT NULL,
    about_id        bigint,
    cause_id        bigint NOT NULL,
    n               smallint NOT NULL,
    lane            smallint NOT NULL CHECK (lane BETWEEN 0 AND 2),
    generation      integer NOT NULL,
    key             text NOT NULL,
    ref             text,
    body            bytea,
    state           text NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'dropped')),
    attempts        smallint NOT NULL DEFAULT 0,
    not_before      timestamptz,
    code            text,
    message_id      bigint,
    created_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    UNIQUE (cause_id, n),
    FOREIGN KEY (organisation_id, conversation_id) REFERENCES conversation (organisation_id, id),
    CHECK (state <> 'waiting' OR body IS NOT NULL),
    CHECK ((state = 'waiting') = (ended_at IS NULL))
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.05);
ALTER SEQUENCE outbox_id_seq OWNED BY outbox.id;
CREATE INDEX outbox_waiting ON outbox (bot_id, lane, id) WHERE state = 'waiting';
CREATE INDEX outbox_waiting_talk ON outbox (conversation_id, lane, id) WHERE ended_at IS NULL;
CREATE INDEX outbox_about ON outbox (about_id) WHERE about_id IS NOT NULL;
COMMENT ON COLUMN outbox.cause_id IS 'the inbox row that made it; no foreign key, since that one is kept for a shorter time';
COMMENT ON COLUMN outbox.key IS 'which text this is';
COMMENT ON COLUMN outbox.code IS 'what the channel answered when it refused, "403"';

CREATE TABLE timer (
    person_id       bigint NOT NULL,
    organisation_id bigint NOT NULL,
    kind            text NOT NULL,
    ref             text NOT NULL,
    due_at          timestamptz NOT NULL,
    PRIMARY KEY (person_id, kind, ref),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
CREATE INDEX timer_due ON timer (due_at);

CREATE TABLE picture_file (
    bot_id  bigint NOT NULL REFERENCES bot,
    hash    text NOT NULL,
    file_id text NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (bot_id, hash)
);
COMMENT ON TABLE picture_file IS 'pictures that the channel has already, by what is drawn on them; each bot has its own';
