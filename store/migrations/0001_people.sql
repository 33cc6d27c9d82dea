-- Who there is: organisations, their bots, people, and the links that let people in.
--
-- person holds everybody who has a chat: participants, staff, and chats that nobody
-- invited. Its key is the person's own data key, wrapped by the master key; every
-- bytea column beside it that is not a key is sealed with it. A row that goes takes
-- the key along, and with it everything that was ever sealed.
--
-- Keys of rows that others point to name the organisation too, so that nothing can
-- point into another one. The id comes first: looking for it alone must not read all.
--
-- An invitation carries a key of its own: the person it is for does not exist yet.
-- When it is used its details are sealed anew with the person's key and this one goes.

-- +goose Up
CREATE TABLE organisation (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL UNIQUE CHECK (name <> ''),
    mentor_word text NOT NULL DEFAULT 'begeleider',
    demo        boolean NOT NULL DEFAULT false,
    zone        text NOT NULL DEFAULT 'Europe/Amsterdam',
    opening     jsonb NOT NULL DEFAULT '{"1": ["09:00", "17:00"], "2": ["09:00", "17:00"], "3": ["09:00", "17:00"], "4": ["09:00", "17:00"], "5": ["09:00", "17:00"]}',
    created_at  timestamptz NOT NULL
);
COMMENT ON COLUMN organisation.opening IS 'from and to by day of the week, 0 is Sunday; a day without an entry is closed';

CREATE TABLE bot (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation,
    channel         text NOT NULL CHECK (channel IN ('telegram', 'terminal')),
    username        text NOT NULL CHECK (username <> ''),
    token           bytea,
    key_id          bigint,
    next_offset     bigint NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    UNIQUE (id, organisation_id),
    UNIQUE (channel, username),
    CHECK ((channel = 'telegram') = (token IS NOT NULL)),
    CHECK ((token IS NULL) = (key_id IS NULL))
) WITH (fillfactor = 50);
COMMENT ON COLUMN bot.next_offset IS 'where polling goes on; 0 when nothing was received yet';

CREATE SEQUENCE person_id_seq;
CREATE TABLE person (
    id              bigint PRIMARY KEY DEFAULT nextval('person_id_seq'),
    organisation_id bigint NOT NULL REFERENCES organisation,
    role            text NOT NULL DEFAULT 'unknown' CHECK (role IN ('unknown', 'participant', 'mentor', 'supervisor')),
    mentor_id       bigint,
    language        text NOT NULL DEFAULT 'nl',
    zone            text NOT NULL DEFAULT 'Europe/Amsterdam',
    phone           text NOT NULL DEFAULT '' CHECK (phone IN ('', 'own', 'trusted', 'watched')),
    debt_help       text NOT NULL DEFAULT '' CHECK (debt_help IN ('', 'none', 'applied', 'guardian', 'scheme', 'unsure')),
    push_words      text NOT NULL DEFAULT '' CHECK (push_words IN ('', 'words')),
    under18         boolean NOT NULL DEFAULT false,
    paused          boolean NOT NULL DEFAULT false,
    right_person    boolean,
    digest_minute   smallint DEFAULT 510 CHECK (digest_minute BETWEEN 0 AND 1439),
    key             bytea NOT NULL,
    key_id          bigint NOT NULL,
    name            bytea,
    details         bytea,
    dream           bytea,
    created_at      timestamptz NOT NULL,
    invited_at      timestamptz,
    joined_at       timestamptz,
    wants_human_at  timestamptz,
    unreachable_at  timestamptz,
    erased_at       timestamptz,
    wipe_at         timestamptz,
    UNIQUE (id, organisation_id),
    FOREIGN KEY (organisation_id, mentor_id) REFERENCES person (organisation_id, id),
    CHECK (mentor_id IS NULL OR role = 'participant'),
    CHECK ((role = 'unknown') = (invited_at IS NULL)),
    CHECK (erased_at IS NULL OR wipe_at IS NOT NULL)
) WITH (fillfactor = 80);
ALTER SEQUENCE person_id_seq OWNED BY person.id;
CREATE INDEX person_mentor ON person (mentor_id) WHERE mentor_id IS NOT NULL;
CREATE INDEX person_staff ON person (organisation_id, id) WHERE role IN ('mentor', 'supervisor');
CREATE INDEX person_wipe ON person (wipe_at) WHERE wipe_at IS NOT NULL;
COMMENT ON COLUMN person.digest_minute IS 'minutes after midnight of the digest of a working day; NULL for none';
COMMENT ON COLUMN person.right_person IS 'the mentor''s word on whether the right one opened the link; NULL when not asked yet';
COMMENT ON COLUMN person.details IS 'what the mentor gave with the invitation: opened only on an alarm, looks are logged';
COMMENT ON COLUMN person.wipe_at IS 'from when this person and all that was received may be destroyed';

CREATE TABLE invitation (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation,
    by_id           bigint,
    role            text NOT NULL CHECK (role IN ('participant', 'mentor', 'supervisor')),
    token_hash      bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    key             bytea,
    key_id          bigint,
    details         bytea,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    used_at         timestamptz,
    used_by         bigint,
    FOREIGN KEY (organisation_id, by_id) REFERENCES person (organisation_id, id),
    CHECK ((used_at IS NULL) = (used_by IS NULL)),
    CHECK ((key IS NULL) = (key_id IS NULL)),
    CHECK (used_at IS NULL OR (key IS NULL AND details IS NULL)),
    CHECK (details IS NULL OR key IS NOT NULL)
);
COMMENT ON COLUMN invitation.by_id IS 'who invited; NULL for a link made on the command line';

CREATE TABLE consent (
    person_id       bigint NOT NULL,
    organisation_id bigint NOT NULL,
    what            text NOT NULL CHECK (what IN ('informed', 'joined', 'sensitive', 'sharing')),
    given           boolean NOT NULL,
    text_version    text NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (person_id, what),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
COMMENT ON TABLE consent IS 'the answer that stands now; every answer ever given is an event';
