-- Getting in at the desk: accounts, one-time links, sessions, and an organisation's own sign-in.
--
-- Before somebody is known there is nobody whose rights could hold, so the door has a
-- database role of its own, stapmaat_door. It sees who works here and nothing of
-- participants: not one table that holds their words is granted to it. What it finds out,
-- organisation and staff id, the desk's role then works under (0005_roles.sql).
--
-- Tokens are kept as hashes only: who reads this database can't sign in with what stands
-- there. An e-mail address is sealed with its owner's key; to find it again it is also
-- kept as a keyed hash, whose key the master key wraps (lookup_key).

-- +goose Up
CREATE TABLE lookup_key (
    purpose         text PRIMARY KEY CHECK (purpose IN ('sign-in')),
    key             bytea NOT NULL,
    key_id          bigint NOT NULL
);
COMMENT ON TABLE lookup_key IS 'keys of the keyed hashes by which sealed things are found again';

CREATE TABLE staff_account (
    staff_id        bigint PRIMARY KEY,
    organisation_id bigint NOT NULL,
    email           bytea,
    email_hash      bytea CHECK (length(email_hash) = 32),
    subject_hash    bytea CHECK (length(subject_hash) = 32),
    changed_at      timestamptz NOT NULL,
    FOREIGN KEY (organisation_id, staff_id) REFERENCES person (organisation_id, id) ON DELETE CASCADE,
    UNIQUE (organisation_id, email_hash),
    UNIQUE (organisation_id, subject_hash),
    CHECK ((email IS NULL) = (email_hash IS NULL))
);
CREATE INDEX staff_account_email ON staff_account (email_hash);
COMMENT ON COLUMN staff_account.subject_hash IS 'who this is at the organisation''s own sign-in: a keyed hash of issuer and subject, known after the first time';

CREATE TABLE staff_link (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL,
    staff_id        bigint NOT NULL,
    token_hash      bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    browser_hash    bytea CHECK (length(browser_hash) = 32),
    code            text NOT NULL,
    digits_hash     bytea NOT NULL CHECK (length(digits_hash) = 32),
    tries           smallint NOT NULL DEFAULT 0,
    way             text NOT NULL CHECK (way IN ('chat', 'mail', 'command')),
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    used_at         timestamptz,
    FOREIGN KEY (organisation_id, staff_id) REFERENCES person (organisation_id, id) ON DELETE CASCADE,
    CHECK (browser_hash IS NOT NULL OR way = 'command')
);
CREATE INDEX staff_link_browser ON staff_link (browser_hash);
CREATE INDEX staff_link_staff ON staff_link (staff_id, created_at);
CREATE INDEX staff_link_expires ON staff_link (expires_at);
COMMENT ON COLUMN staff_link.browser_hash IS 'the browser that asked: only that one can use the link; NULL for a link of the command line';
COMMENT ON COLUMN staff_link.digits_hash IS 'a keyed hash of digits that stand beside the link, for who reads the message on another device; tries counts guesses';
COMMENT ON COLUMN staff_link.code IS 'shown in the browser that asked and beside the link, so that people see that the two belong together';

CREATE TABLE staff_session (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL,
    staff_id        bigint NOT NULL,
    token_hash      bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    way             text NOT NULL CHECK (way IN ('chat', 'mail', 'organisation', 'telegram', 'invitation', 'command')),
    device          text NOT NULL,
    created_at      timestamptz NOT NULL,
    seen_at         timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    FOREIGN KEY (organisation_id, staff_id) REFERENCES person (organisation_id, id) ON DELETE CASCADE,
    CHECK (seen_at <= ends_at)
);
CREATE INDEX staff_session_staff ON staff_session (staff_id);
CREATE INDEX staff_session_ends ON staff_session (ends_at);
COMMENT ON COLUMN staff_session.device IS 'kind of browser and machine in our own few words, such as firefox/windows; never what the browser sent';
COMMENT ON COLUMN staff_session.ends_at IS 'the latest end; an hour without a request ends it sooner';

CREATE TABLE organisation_sign_in (
    organisation_id bigint PRIMARY KEY REFERENCES organisation,
    issuer          text NOT NULL,
    client_id       text NOT NULL,
    client_secret   bytea NOT NULL,
    key_id          bigint NOT NULL,
    created_at      timestamptz NOT NULL
);
COMMENT ON TABLE organisation_sign_in IS 'the OpenID Connect provider of organisations that have one';

-- The door sees who works here.
GRANT USAGE ON SCHEMA public TO stapmaat_door;
GRANT SELECT (id, organisation_id, role, administrator, key, name, erased_at) ON person TO stapmaat_door;
CREATE POLICY door_reads ON person FOR SELECT TO stapmaat_door USING (role IN ('mentor', 'supervisor', 'administrator'));
GRANT SELECT ON organisation TO stapmaat_door;
CREATE POLICY door_reads ON organisation FOR SELECT TO stapmaat_door USING (true);
GRANT SELECT (id, organisation_id, channel, username, token) ON bot TO stapmaat_door;
CREATE POLICY door_reads ON bot FOR SELECT TO stapmaat_door USING (true);
GRANT SELECT (bot_id, chat_id, person_id, organisation_id) ON conversation TO stapmaat_door;
CREATE POLICY door_reads ON conversation FOR SELECT TO stapmaat_door
    USING (person_id IN (SELECT p.id FROM person p WHERE p.role IN ('mentor', 'supervisor', 'administrator')));

-- It makes a colleague of who opens an invitation at the desk. (0008_organisation_desk.sql guards the rows of invitation.)
GRANT SELECT, UPDATE (used_at, used_by, key, key_id, details) ON invitation TO stapmaat_door;
CREATE POLICY door ON invitation TO stapmaat_door USING (role <> 'participant') WITH CHECK (role <> 'participant');
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
GRANT USAGE ON SEQUENCE person_id_seq TO stapmaat_door;
GRANT INSERT (id, organisation_id, role, administrator, key, key_id, name, created_at, invited_at, joined_at) ON person TO stapmaat_door;
CREATE POLICY door_makes ON person FOR INSERT TO stapmaat_door WITH CHECK (role IN ('mentor', 'supervisor', 'administrator'));
ALTER TABLE lookup_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation_sign_in ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON lookup_key TO stapmaat_door;
GRANT SELECT, INSERT, UPDATE ON staff_account TO stapmaat_door;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_link, staff_session TO stapmaat_door;
GRANT SELECT ON organisation_sign_in TO stapmaat_door;
CREATE POLICY door ON lookup_key TO stapmaat_door USING (true) WITH CHECK (true);
CREATE POLICY door ON staff_account TO stapmaat_door USING (true) WITH CHECK (true);
CREATE POLICY door ON staff_link TO stapmaat_door USING (true) WITH CHECK (true);
CREATE POLICY door ON staff_session TO stapmaat_door USING (true) WITH CHECK (true);
CREATE POLICY door ON organisation_sign_in FOR SELECT TO stapmaat_door USING (true);

-- The desk: everybody ends the own sessions; an administrator those of the organisation, and its accounts.
GRANT SELECT (id, organisation_id, staff_id, way, device, created_at, seen_at, ends_at), DELETE ON staff_session TO stapmaat_desk;
CREATE POLICY desk_own ON staff_session TO stapmaat_desk
    USING (organisation_id = desk_organisation()
           AND (staff_id = desk_staff() OR (SELECT desk_is('supervisor', 'administrator'))));
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_account TO stapmaat_desk;
CREATE POLICY desk_own ON staff_account FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND staff_id = desk_staff());
CREATE POLICY desk_people ON staff_account TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator')))
    WITH CHECK (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator')));
GRANT SELECT, INSERT ON lookup_key TO stapmaat_desk;
CREATE POLICY desk ON lookup_key TO stapmaat_desk USING (true) WITH CHECK (true);

-- Looks are pages now, one kind each; a look goes on for ten minutes and is one row.
ALTER TABLE staff_look DROP CONSTRAINT staff_look_what_check;
ALTER TABLE staff_look ADD CONSTRAINT staff_look_what_check CHECK (what ~ '^[a-z][a-z-]{1,31}$');
CREATE INDEX staff_look_staff ON staff_look (staff_id, id);
