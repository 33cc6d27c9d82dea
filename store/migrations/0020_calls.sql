-- Slow things that a turn wants done with nothing locked: the language model, and hearing
-- a voice message. A row is written in the commit of its turn and ends in exactly one row
-- of the inbox, whatever crashes: the answer, or why there is none.
--
-- Whoever works on a call puts a time into claimed_until and moves it on while he lives.
-- The row lock of a turn would not do here: a call takes seconds, and no transaction may
-- stand open that long. A turn asks for a reply and a screen together; they have one
-- cause_id and are claimed together.
--
-- The request holds what people said, sealed. It goes when the call ends, unless the
-- organisation keeps traces; then it stays, with what the model was sent and said, for as
-- long as the row does.
--
-- Budgets are counted apart from the calls, since every turn looks at them: a row a person
-- with the tokens of one day, and sixteen rows an organisation and month, so that people
-- of one organisation do not wait for each other.

-- +goose Up
ALTER TABLE consent DROP CONSTRAINT consent_what_check;
ALTER TABLE consent ADD CONSTRAINT consent_what_check CHECK (what IN ('informed', 'joined', 'sensitive', 'sharing', 'model'));

ALTER TABLE organisation
    ADD COLUMN model_on           boolean NOT NULL DEFAULT false,
    ADD COLUMN model_month_tokens bigint NOT NULL DEFAULT 20000000 CHECK (model_month_tokens >= 0),
    ADD COLUMN model_day_tokens   integer NOT NULL DEFAULT 150000 CHECK (model_day_tokens >= 0),
    ADD COLUMN model_traces       boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN organisation.model_on IS 'a language model may be used, for people who said yes to it';
COMMENT ON COLUMN organisation.model_month_tokens IS 'how much of it in a month; then fixed texts take its place';
COMMENT ON COLUMN organisation.model_day_tokens IS 'how much of it one person may use in a day';
COMMENT ON COLUMN organisation.model_traces IS 'keep what was sent and said, sealed, as long as calls are kept';
GRANT UPDATE (model_on, model_month_tokens, model_day_tokens, model_traces) ON organisation TO stapmaat_desk;
ALTER TABLE setting DROP CONSTRAINT setting_section_check;
ALTER TABLE setting ADD CONSTRAINT setting_section_check CHECK (section IN ('name', 'opening', 'keep', 'bridge', 'duty', 'model'));

CREATE SEQUENCE call_id_seq;
CREATE TABLE call (
    id              bigint PRIMARY KEY DEFAULT nextval('call_id_seq'),
    organisation_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    person_id       bigint NOT NULL,
    cause_id        bigint NOT NULL,
    number          integer NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('reply', 'screen', 'sum_up', 'hear')),
    generation      integer NOT NULL,
    request         bytea,
    attempts        smallint NOT NULL DEFAULT 0,
    made_at         timestamptz NOT NULL,
    deadline_at     timestamptz NOT NULL,
    claimed_until   timestamptz,
    ended_at        timestamptz,
    verdict         text CHECK (verdict IN ('ok', 'late', 'down', 'refused', 'nonsense', 'spent', 'off')),
    prompt          text,
    model           text,
    tokens_in       integer,
    tokens_out      integer,
    milliseconds    integer,
    use             text CHECK (use IN ('used', 'fixed', 'dropped')),
    trace           bytea,
    UNIQUE (cause_id, kind),
    FOREIGN KEY (organisation_id, conversation_id) REFERENCES conversation (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
    CHECK ((ended_at IS NULL) = (verdict IS NULL)),
    CHECK (ended_at IS NOT NULL OR request IS NOT NULL),
    CHECK (ended_at IS NULL OR claimed_until IS NULL)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.05);
ALTER SEQUENCE call_id_seq OWNED BY call.id;
CREATE INDEX call_open ON call (id) WHERE ended_at IS NULL;
CREATE INDEX call_due ON call (deadline_at) WHERE ended_at IS NULL;
CREATE INDEX call_ended ON call (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX call_person ON call (person_id);
COMMENT ON COLUMN call.cause_id IS 'the inbox row whose turn made it; no foreign key, since that one is kept for another time';
COMMENT ON COLUMN call.number IS 'of the talk: by it the talk knows whether an answer is to what it asks now';
COMMENT ON COLUMN call.generation IS 'of the talk''s ownership when it was asked';
COMMENT ON COLUMN call.claimed_until IS 'somebody works on it, and is taken for dead when this passes';
COMMENT ON COLUMN call.verdict IS 'ok, or why there was no answer';
COMMENT ON COLUMN call.prompt IS 'name and version of what was asked with: reply@3';
COMMENT ON COLUMN call.use IS 'what the talk made of the answer; NULL where it had nothing to say about it';
COMMENT ON COLUMN call.trace IS 'what the model was sent and said, without what was taken out; only where the organisation keeps traces';

CREATE TABLE model_day (
    person_id       bigint PRIMARY KEY,
    organisation_id bigint NOT NULL,
    day             date NOT NULL,
    tokens          bigint NOT NULL,
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
) WITH (fillfactor = 70);
CREATE INDEX model_day_organisation ON model_day (organisation_id, day, tokens);
COMMENT ON TABLE model_day IS 'tokens of the last day on which this person used any, by the organisation''s calendar';

CREATE TABLE model_month (
    organisation_id bigint NOT NULL REFERENCES organisation,
    month           date NOT NULL,
    part            smallint NOT NULL CHECK (part BETWEEN 0 AND 15),
    tokens          bigint NOT NULL,
    PRIMARY KEY (organisation_id, month, part)
) WITH (fillfactor = 50);
COMMENT ON COLUMN model_month.part IS 'which people these are the tokens of: their number modulo 16';

CREATE TABLE model_told (
    organisation_id bigint NOT NULL REFERENCES organisation,
    what            text NOT NULL CHECK (what IN ('month', 'day')),
    since           date NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, what, since)
);
COMMENT ON TABLE model_told IS 'that supervisors were told of a budget that is used up: the organisation''s of a month, or somebody''s of a day';

-- Supervisors and administrators see how much is used.
ALTER TABLE model_month ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON model_month TO stapmaat_desk;
CREATE POLICY desk_reads ON model_month FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator')));
