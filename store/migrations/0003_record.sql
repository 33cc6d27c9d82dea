-- What is known: every event, every message, and the tables that the events feed.
--
-- event and message grow for ever, so they lie in a partition a month. make_months
-- makes the coming ones; what falls outside goes to a default partition, and moves
-- when its month is made. Facts are named by the inbox row that caused them and a
-- number within that turn (cause_id, n), the same as their event, so that "that was a
-- mistake" finds both. mistaken facts leave every view and are not deleted.

-- +goose Up
CREATE SEQUENCE event_id_seq;
CREATE TABLE event (
    id              bigint NOT NULL DEFAULT nextval('event_id_seq'),
    organisation_id bigint NOT NULL,
    person_id       bigint NOT NULL,
    cause_id        bigint NOT NULL,
    n               smallint NOT NULL,
    kind            text NOT NULL,
    talk            integer NOT NULL,
    payload         bytea NOT NULL,
    line            bytea,
    bare            bytea,
    share           text NOT NULL CHECK (share IN ('none', 'open', 'offered', 'shared', 'bare', 'withheld')),
    shared_at       timestamptz,
    mistaken        boolean NOT NULL DEFAULT false,
    at              timestamptz NOT NULL,
    PRIMARY KEY (person_id, id, at),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
    CHECK ((share = 'none') = (line IS NULL)),
    CHECK (share <> 'bare' OR bare IS NOT NULL),
    CHECK ((share IN ('shared', 'bare')) = (shared_at IS NOT NULL))
) PARTITION BY RANGE (at);
ALTER SEQUENCE event_id_seq OWNED BY event.id;
CREATE INDEX event_record ON event (person_id, id) WHERE share IN ('open', 'offered');
CREATE INDEX event_log ON event (person_id, talk DESC, id) WHERE share IN ('shared', 'bare');
CREATE TABLE event_default PARTITION OF event DEFAULT;

CREATE TABLE message (
    organisation_id bigint NOT NULL,
    person_id       bigint NOT NULL,
    cause_id        bigint NOT NULL,
    edited          boolean NOT NULL,
    words           bytea NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (person_id, cause_id, at),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) PARTITION BY RANGE (at);
CREATE INDEX message_at ON message USING brin (at);
CREATE TABLE message_default PARTITION OF message DEFAULT;

-- +goose StatementBegin
CREATE FUNCTION make_months(since timestamptz, until timestamptz) RETURNS integer
    LANGUAGE plpgsql
AS $$
DECLARE
    parent text;
    child  text;
    first  timestamptz;
    next   timestamptz;
    made   integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('stapmaat make_months'));
    FOREACH parent IN ARRAY ARRAY ['event', 'message'] LOOP
        first := date_trunc('month', since AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
        WHILE first <= until LOOP
            next := (first AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
            child := parent || to_char(first AT TIME ZONE 'UTC', '_YYYY_MM');
            IF to_regclass(child) IS NULL THEN
                -- Rows that came before their month was made wait in the default partition.
                EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', child, parent);
                EXECUTE format('WITH moved AS (DELETE FROM %I WHERE at >= %L AND at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
                               parent || '_default', first, next, child);
                EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, first, next);
                made := made + 1;
            END IF;
            first := next;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;

CREATE FUNCTION drop_months(parent text, before timestamptz) RETURNS integer
    LANGUAGE plpgsql
AS $$
DECLARE
    child   text;
    dropped integer := 0;
BEGIN
    FOR child IN
        SELECT c.relname
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = parent::regclass
          AND c.relname ~ '_\d{4}_\d{2}$'
          AND (to_timestamp(right(c.relname, 7), 'YYYY_MM')::timestamp + interval '1 month') AT TIME ZONE 'UTC' <= before
    LOOP
        EXECUTE format('DROP TABLE %I', child);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;
-- +goose StatementEnd

CREATE TABLE story (
    person_id       bigint NOT NULL,
    cause_id        bigint NOT NULL,
    n               smallint NOT NULL,
    organisation_id bigint NOT NULL,
    pillar          text NOT NULL,
    words           bytea,
    mistaken        boolean NOT NULL DEFAULT false,
    at              timestamptz NOT NULL,
    PRIMARY KEY (person_id, cause_id, n),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

CREATE TABLE position (
    person_id       bigint NOT NULL,
    cause_id        bigint NOT NULL,
    n               smallint NOT NULL,
    organisation_id bigint NOT NULL,
    bridge          text NOT NULL,
    sub             text NOT NULL,
    rung            smallint NOT NULL,
    not_for_me      boolean NOT NULL,
    words           bytea,
    discussed       boolean NOT NULL DEFAULT false,
    mistaken        boolean NOT NULL DEFAULT false,
    at              timestamptz NOT NULL,
    PRIMARY KEY (person_id, cause_id, n),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
    CHECK (not_for_me = (rung = 0)),
    CHECK (rung >= 0)
);

CREATE TABLE link (
    person_id       bigint NOT NULL,
    cause_id        bigint NOT NULL,
    n               smallint NOT NULL,
    organisation_id bigint NOT NULL,
    from_sub        text NOT NULL,
    to_sub          text NOT NULL,
    helps           boolean NOT NULL,
    words           bytea,
    mistaken        boolean NOT NULL DEFAULT false,
    at              timestamptz NOT NULL,
    PRIMARY KEY (person_id, cause_id, n),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

CREATE TABLE goal (
    person_id       bigint NOT NULL,
    number          integer NOT NULL CHECK (number > 0),
    organisation_id bigint NOT NULL,
    cause_id        bigint NOT NULL,
    n               smallint NOT NULL,
    sub             text NOT NULL,
    words           bytea NOT NULL,
    state           text NOT NULL CHECK (state IN ('open', 'reached', 'let_go')),
    mistaken        boolean NOT NULL DEFAULT false,
    at              timestamptz NOT NULL,
    PRIMARY KEY (person_id, number),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) WITH (fillfactor = 80);
COMMENT ON COLUMN goal.words IS 'the goal and all its aspects, as JSON';

CREATE TABLE step (
    person_id       bigint NOT NULL,
    number          integer NOT NULL CHECK (number > 0),
    organisation_id bigint NOT NULL,
    cause_id        bigint NOT NULL,
    n               smallint NOT NULL,
    goal            integer NOT NULL,
    words           bytea NOT NULL,
    day             date,
    remind_at       timestamptz,
    by_whom         text NOT NULL CHECK (by_whom IN ('me', 'mentor', 'together', 'other')),
    found_by        text NOT NULL CHECK (found_by IN ('', 'self', 'question', 'bot')),
    state           text NOT NULL CHECK (state IN ('open', 'asked', 'declined', 'done', 'let_go')),
    moves           smallint NOT NULL DEFAULT 0,
    mistaken        boolean NOT NULL DEFAULT false,
    at              timestamptz NOT NULL,
    PRIMARY KEY (person_id, number),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) WITH (fillfactor = 80);
COMMENT ON COLUMN step.words IS 'the step, who else does it and how it went, as JSON';

CREATE TABLE casework (
    staff_id        bigint NOT NULL,
    person_id       bigint NOT NULL,
    organisation_id bigint NOT NULL,
    read_at         timestamptz,
    human_at        timestamptz,
    PRIMARY KEY (staff_id, person_id),
    FOREIGN KEY (organisation_id, staff_id) REFERENCES person (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX casework_person ON casework (person_id);
COMMENT ON COLUMN casework.read_at IS 'until when the mentor has read the log to its end';
COMMENT ON COLUMN casework.human_at IS 'when the mentor last said to call somebody who asked for a human';
