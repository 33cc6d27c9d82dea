-- What an organisation decides at its desk: who works there and who has which cases,
-- who stands in and is on duty, what the talk says about it, and the trail of all that.
--
-- A supervisor and an administrator see no participant. What they do with caseloads goes
-- through the functions below, which look past row-level security as their owner, check
-- first who asks, and give case numbers and counts, never a name. A refusal is an
-- exception P0001 whose message is one word; store/staff turns it into an error, the desk
-- into a sentence.
--
-- Turns write a person's row back whole, so whatever changes mentor or role here first
-- takes the lock that turns take: the row of her conversation.
--
-- audit has no words: who, what kind of act, about which case number or colleague. Looks
-- write into it by trigger, wherever they are made, in the same transaction; so do acts on
-- alarms (0018_audit_everywhere.sql) and sign-ins.

-- +goose Up
ALTER TABLE organisation
    ADD COLUMN called     text NOT NULL DEFAULT '',
    ADD COLUMN closed     jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN bridge     text NOT NULL DEFAULT '',
    ADD COLUMN keep_words smallint CHECK (keep_words BETWEEN 30 AND 180);
COMMENT ON COLUMN organisation.called IS 'what people read; empty: its name, by which operators know it and which never changes';
COMMENT ON COLUMN organisation.closed IS 'days on which it is closed, with why: {"2026-12-25": "Kerst"}';
COMMENT ON COLUMN organisation.bridge IS 'the version of the bridge that people get who come in from now on; empty: the program''s own choice';
COMMENT ON COLUMN organisation.keep_words IS 'days that texts of messages are kept; NULL: the program''s own choice';

ALTER TABLE person
    ADD COLUMN bridge  text NOT NULL DEFAULT '',
    ADD COLUMN left_at timestamptz;
ALTER TABLE person DROP CONSTRAINT person_role_check;
ALTER TABLE person ADD CONSTRAINT person_role_check CHECK (role IN ('unknown', 'participant', 'mentor', 'supervisor', 'administrator', 'former'));
ALTER TABLE person ADD CHECK ((role = 'former') = (left_at IS NOT NULL));
COMMENT ON COLUMN person.bridge IS 'the version of the bridge she got when she came in; empty: the program''s own choice';
COMMENT ON COLUMN person.left_at IS 'when a colleague''s access ended; she stays known by name as long as the trail is kept';
ALTER POLICY desk_reads ON person
    USING (organisation_id = desk_organisation()
           AND (role IN ('mentor', 'supervisor', 'administrator', 'former') AND (SELECT desk_is('mentor', 'supervisor', 'administrator'))
                OR id = ANY ((SELECT desk_people())::bigint[])));

-- Two who stand in for one mentor on one day would each think that the other does it.
ALTER TABLE stand_in ADD CONSTRAINT stand_in_one
    EXCLUDE USING gist (int8range(mentor_id, mentor_id, '[]') WITH &&, daterange(from_day, to_day, '[]') WITH &&);

CREATE TABLE setting (
    organisation_id bigint NOT NULL REFERENCES organisation,
    section         text NOT NULL CHECK (section IN ('name', 'opening', 'keep', 'bridge', 'duty')),
    version         integer NOT NULL DEFAULT 1,
    by_id           bigint,
    at              timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, section)
);
COMMENT ON TABLE setting IS 'how often a part of the settings was changed, and who was last: two who change the same are told';

CREATE TABLE local_number (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation,
    name            text NOT NULL CHECK (name <> ''),
    number          text NOT NULL CHECK (number <> ''),
    for_whom        text NOT NULL DEFAULT '',
    hours           text NOT NULL DEFAULT '',
    cost            text NOT NULL DEFAULT '',
    without_credit  boolean,
    source          text NOT NULL CHECK (source <> ''),
    checked_on      date NOT NULL,
    version         integer NOT NULL DEFAULT 1,
    changed_by      bigint NOT NULL,
    changed_at      timestamptz NOT NULL,
    confirmed_by    bigint,
    confirmed_at    timestamptz,
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK (confirmed_by <> changed_by)
);
CREATE INDEX local_number_organisation ON local_number (organisation_id, id);
COMMENT ON TABLE local_number IS 'numbers near by; the talk says one only when somebody else than who wrote it has confirmed it';
COMMENT ON COLUMN local_number.without_credit IS 'whether a phone without credit reaches it; NULL when nobody knows';

CREATE TABLE audit (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation,
    staff_id        bigint,
    kind            text NOT NULL CHECK (kind ~ '^[a-z][a-z_]{1,31}$'),
    what            text CHECK (what ~ '^[a-z][a-z_-]{1,31}$'),
    person_id       bigint,
    other_id        bigint,
    alarm_id        bigint,
    at              timestamptz NOT NULL
);
CREATE INDEX audit_trail ON audit (organisation_id, id);
CREATE INDEX audit_staff ON audit (organisation_id, staff_id, id);
CREATE INDEX audit_person ON audit (organisation_id, person_id, id) WHERE person_id IS NOT NULL;
CREATE INDEX audit_at ON audit (at);
COMMENT ON COLUMN audit.staff_id IS 'who did it; NULL for what the program did by itself';
COMMENT ON COLUMN audit.person_id IS 'the case number that it is about';
COMMENT ON COLUMN audit.other_id IS 'the colleague that it is about';

-- +goose StatementBegin
CREATE FUNCTION audit_look() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO audit (organisation_id, staff_id, kind, what, person_id, alarm_id, at)
    VALUES (NEW.organisation_id, NEW.staff_id, 'look', NEW.what, NEW.person_id, NEW.alarm_id, NEW.at);
    RETURN NULL;
END
$$;

-- desk_may ends the transaction when who asks has none of these roles.
CREATE FUNCTION desk_may(VARIADIC roles text[]) RETURNS void
    LANGUAGE plpgsql STABLE
AS $$
BEGIN
    IF desk_organisation() IS NULL OR NOT desk_is(VARIADIC roles) THEN
        RAISE EXCEPTION 'not_yours';
    END IF;
END
$$;

-- desk_hold keeps turns of these people waiting until the transaction is over.
CREATE FUNCTION desk_hold(people bigint[]) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM FROM conversation c WHERE c.person_id = ANY (people) ORDER BY c.id FOR NO KEY UPDATE;
END
$$;

-- What everybody has to carry, in numbers. 0 stands for cases that are nobody's.
CREATE FUNCTION desk_workload()
    RETURNS TABLE (staff_id bigint, people bigint, invited bigint, in_hand bigint, alarms bigint, chat boolean, reached boolean, heard_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
    SELECT s.id,
           (SELECT count(*) FROM person p WHERE p.mentor_id = s.id AND p.role = 'participant' AND p.erased_at IS NULL),
           (SELECT count(*) FROM invitation v WHERE v.by_id = s.id AND v.organisation_id = s.organisation_id AND v.role = 'participant'
                                                AND v.used_at IS NULL AND v.expires_at > now()),
           (SELECT count(*) FROM ownership o WHERE o.owner_id = s.id),
           (SELECT count(*) FROM alarm a WHERE a.taken_by = s.id AND a.closed_at IS NULL),
           c.id IS NOT NULL, c.id IS NOT NULL AND s.unreachable_at IS NULL, c.heard_at
    FROM person s
    LEFT JOIN conversation c ON c.person_id = s.id
    WHERE s.organisation_id = desk_organisation()
      AND s.role IN ('mentor', 'supervisor', 'administrator')
      AND desk_is('supervisor', 'administrator')
    UNION ALL
    SELECT 0, count(*), 0, 0, 0, false, false, NULL
    FROM person p
    WHERE p.organisation_id = desk_organisation()
      AND p.role = 'participant'
      AND p.mentor_id IS NULL
      AND p.erased_at IS NULL
      AND desk_is('supervisor', 'administrator')
$$;

-- The cases of one mentor (0: of nobody) by number.
CREATE FUNCTION desk_cases(mentor bigint)
    RETURNS TABLE (person_id bigint, joined boolean, alarm boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
    SELECT p.id, p.joined_at IS NOT NULL, a.id IS NOT NULL
    FROM person p
    LEFT JOIN alarm a ON a.person_id = p.id
                     AND a.closed_at IS NULL
    WHERE p.organisation_id = desk_organisation()
      AND p.role = 'participant'
      AND p.mentor_id IS NOT DISTINCT FROM NULLIF(mentor, 0)
      AND p.erased_at IS NULL
      AND desk_is('supervisor', 'administrator')
    ORDER BY p.id
$$;

-- desk_hand_over gives cases to another mentor: all of them when cases is NULL, links that
-- were given out and not used yet included. A talk that the old one had in hand goes back
-- to the bot. It gives back what is needed to tell each person by the door of her talk.
CREATE FUNCTION desk_hand_over(from_staff bigint, to_staff bigint, cases bigint[], at timestamptz)
    RETURNS TABLE (person_id bigint, bot_id bigint, conversation_id bigint, key bytea, in_hand boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
DECLARE
    moving bigint[];
BEGIN
    PERFORM desk_may('supervisor', 'administrator');
    IF from_staff = to_staff THEN
        RAISE EXCEPTION 'same_mentor';
    END IF;
    IF NOT EXISTS (SELECT FROM person s WHERE s.id = to_staff AND s.organisation_id = desk_organisation() AND s.role = 'mentor') THEN
        RAISE EXCEPTION 'no_mentor';
    END IF;
    PERFORM desk_hold(ARRAY (SELECT c.person_id FROM desk_cases(from_staff) c WHERE cases IS NULL OR c.person_id = ANY (cases)));
    moving := ARRAY (SELECT c.person_id FROM desk_cases(from_staff) c WHERE cases IS NULL OR c.person_id = ANY (cases));
    IF cases IS NOT NULL AND cardinality(moving) < cardinality(cases) THEN
        RAISE EXCEPTION 'not_there';
    END IF;
    UPDATE person p SET mentor_id = to_staff WHERE p.id = ANY (moving);
    IF cases IS NULL AND from_staff <> 0 THEN
        UPDATE invitation v
        SET by_id = to_staff
        WHERE v.organisation_id = desk_organisation()
          AND v.by_id = from_staff
          AND v.role = 'participant'
          AND v.used_at IS NULL;
    END IF;
    RETURN QUERY
        WITH back AS (
            UPDATE ownership o
            SET owner_id = NULL,
                generation = o.generation + 1,
                since = at
            FROM conversation c
            WHERE c.id = o.conversation_id
              AND c.person_id = ANY (moving)
              AND o.owner_id = from_staff
            RETURNING o.conversation_id)
        SELECT p.id, c.bot_id, c.id, p.key, b.conversation_id IS NOT NULL
        FROM person p
        JOIN conversation c ON c.person_id = p.id
        LEFT JOIN back b ON b.conversation_id = c.id
        WHERE p.id = ANY (moving)
        ORDER BY p.id;
END
$$;

-- desk_lasts refuses what would leave the organisation without somebody it can't do without.
CREATE FUNCTION desk_lasts(going bigint, as_role text, as_administrator boolean) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    was person%ROWTYPE;
BEGIN
    SELECT * INTO was FROM person p WHERE p.id = going;
    IF was.administrator AND NOT as_administrator
       AND NOT EXISTS (SELECT FROM person p WHERE p.organisation_id = was.organisation_id AND p.administrator AND p.id <> going) THEN
        RAISE EXCEPTION 'last_administrator';
    END IF;
    IF was.role = 'supervisor' AND as_role <> 'supervisor'
       AND NOT EXISTS (SELECT FROM person p WHERE p.organisation_id = was.organisation_id AND p.role = 'supervisor' AND p.id <> going) THEN
        RAISE EXCEPTION 'last_supervisor';
    END IF;
    IF as_role <> 'mentor'
       AND (EXISTS (SELECT FROM desk_cases(going))
            OR EXISTS (SELECT FROM invitation v WHERE v.by_id = going AND v.role = 'participant' AND v.used_at IS NULL AND v.expires_at > now())) THEN
        RAISE EXCEPTION 'has_cases';
    END IF;
END
$$;

-- desk_colleague checks who changes whose access. Rights of an administrator are given and
-- taken by administrators; while there is none, supervisors may make the first. The lock
-- lets two who take each other's right go one after the other.
CREATE FUNCTION desk_colleague(whom bigint, was_role text, was_administrator boolean, administrates boolean) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM desk_may('supervisor', 'administrator');
    PERFORM FROM organisation o WHERE o.id = desk_organisation() FOR NO KEY UPDATE;
    PERFORM desk_hold(ARRAY [whom]);
    IF NOT EXISTS (SELECT FROM person s WHERE s.id = whom AND s.organisation_id = desk_organisation()
                                          AND s.role IN ('mentor', 'supervisor', 'administrator', 'former')) THEN
        RAISE EXCEPTION 'not_there';
    END IF;
    IF NOT EXISTS (SELECT FROM person s WHERE s.id = whom AND s.role = was_role AND s.administrator = was_administrator) THEN
        RAISE EXCEPTION 'changed';
    END IF;
    IF (was_administrator OR administrates) AND NOT desk_is('administrator')
       AND EXISTS (SELECT FROM person s WHERE s.organisation_id = desk_organisation() AND s.administrator) THEN
        RAISE EXCEPTION 'administrators_only';
    END IF;
END
$$;

CREATE FUNCTION desk_change_role(whom bigint, was_role text, was_administrator boolean, as_role text, as_administrator boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM desk_colleague(whom, was_role, was_administrator, as_administrator);
    IF as_role NOT IN ('mentor', 'supervisor', 'administrator') OR as_role = 'administrator' AND NOT as_administrator THEN
        RAISE EXCEPTION 'no_role';
    END IF;
    PERFORM desk_lasts(whom, as_role, as_administrator);
    UPDATE person s
    SET role = as_role,
        administrator = as_administrator,
        left_at = NULL,
        wipe_at = NULL
    WHERE s.id = whom;
    IF as_role = 'administrator' THEN
        DELETE FROM stand_in i WHERE i.staff_id = whom;
        DELETE FROM duty_hour d WHERE d.staff_id = whom;
    END IF;
END
$$;

-- desk_end_access ends everything at once that somebody could still do. Open alarms that
-- she has taken go on along the chain; talks that she has in hand go back to the bot, and
-- what is needed to tell those people comes back.
CREATE FUNCTION desk_end_access(whom bigint, was_role text, was_administrator boolean, at timestamptz, known_until timestamptz)
    RETURNS TABLE (person_id bigint, bot_id bigint, conversation_id bigint, key bytea)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM desk_colleague(whom, was_role, was_administrator, false);
    IF whom = desk_staff() THEN
        RAISE EXCEPTION 'yourself';
    END IF;
    PERFORM desk_lasts(whom, 'former', false);
    UPDATE person s
    SET role = 'former',
        administrator = false,
        digest_minute = NULL,
        left_at = at,
        wipe_at = known_until
    WHERE s.id = whom;
    DELETE FROM stand_in i WHERE i.staff_id = whom OR i.mentor_id = whom;
    DELETE FROM duty_hour d WHERE d.staff_id = whom;
    DELETE FROM staff_address a WHERE a.staff_id = whom;
    DELETE FROM staff_session e WHERE e.staff_id = whom;
    DELETE FROM staff_link l WHERE l.staff_id = whom;
    DELETE FROM timer t WHERE t.person_id = whom;
    UPDATE alarm a SET held_until = at WHERE a.taken_by = whom AND a.closed_at IS NULL;
    UPDATE invitation v SET expires_at = at WHERE v.by_id = whom AND v.used_at IS NULL AND v.expires_at > at;
    RETURN QUERY
        WITH back AS (
            UPDATE ownership o
            SET owner_id = NULL,
                generation = o.generation + 1,
                since = at
            WHERE o.owner_id = whom
            RETURNING o.conversation_id)
        SELECT p.id, c.bot_id, c.id, p.key
        FROM back b
        JOIN conversation c ON c.id = b.conversation_id
        JOIN person p ON p.id = c.person_id
        ORDER BY p.id;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER audit_look AFTER INSERT ON staff_look FOR EACH ROW EXECUTE FUNCTION audit_look();

-- Settings are the administrator's; supervisors read them, and check local numbers with her.
GRANT UPDATE (called, mentor_word, zone, opening, closed, bridge, keep_words) ON organisation TO stapmaat_desk;
CREATE POLICY desk_settles ON organisation FOR UPDATE TO stapmaat_desk
    USING (id = desk_organisation() AND (SELECT desk_is('administrator')));
ALTER TABLE setting ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON setting TO stapmaat_desk;
CREATE POLICY desk_reads ON setting FOR SELECT TO stapmaat_desk USING (organisation_id = desk_organisation());
CREATE POLICY desk_settles ON setting TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator')))
    WITH CHECK (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator')) AND by_id = desk_staff());
ALTER TABLE local_number ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON local_number TO stapmaat_desk;
CREATE POLICY desk_reads ON local_number FOR SELECT TO stapmaat_desk USING (organisation_id = desk_organisation());
CREATE POLICY desk_checks ON local_number TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator')))
    WITH CHECK (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator'))
                AND desk_staff() IN (changed_by, confirmed_by));

ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON audit TO stapmaat_desk;
CREATE POLICY desk_reads ON audit FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator')));
CREATE POLICY desk_writes ON audit FOR INSERT TO stapmaat_desk
    WITH CHECK (organisation_id = desk_organisation() AND staff_id = desk_staff());

-- Who works here is invited by supervisors and administrators; an administrator by an administrator.
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (expires_at) ON invitation TO stapmaat_desk;
CREATE POLICY desk_staff_reads ON invitation FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND role <> 'participant' AND (SELECT desk_is('supervisor', 'administrator')));
CREATE POLICY desk_staff_ends ON invitation FOR UPDATE TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND role <> 'participant' AND (SELECT desk_is('supervisor', 'administrator')));
CREATE POLICY desk_staff_invites ON invitation FOR INSERT TO stapmaat_desk
    WITH CHECK (organisation_id = desk_organisation() AND by_id = desk_staff()
                AND (role IN ('mentor', 'supervisor') AND (SELECT desk_is('supervisor', 'administrator'))
                     OR role = 'administrator' AND (SELECT desk_is('administrator'))));

-- What the desk does with cases is told to the people by the door of their talks.
ALTER TABLE inbox ENABLE ROW LEVEL SECURITY;
GRANT INSERT ON inbox TO stapmaat_desk;
GRANT USAGE ON SEQUENCE inbox_id_seq TO stapmaat_desk;
CREATE POLICY desk_hands_over ON inbox FOR INSERT TO stapmaat_desk
    WITH CHECK (organisation_id = desk_organisation() AND source = 'act' AND (SELECT desk_is('supervisor', 'administrator')));

REVOKE EXECUTE ON FUNCTION desk_workload(), desk_cases(bigint), desk_hand_over(bigint, bigint, bigint[], timestamptz),
    desk_change_role(bigint, text, boolean, text, boolean), desk_end_access(bigint, text, boolean, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_workload(), desk_cases(bigint), desk_hand_over(bigint, bigint, bigint[], timestamptz),
    desk_change_role(bigint, text, boolean, text, boolean), desk_end_access(bigint, text, boolean, timestamptz, timestamptz) TO stapmaat_desk;
