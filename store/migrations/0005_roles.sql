-- Who may read what: the rights of the desk's own database role, row by row.
--
-- The desk's pages run as the role stapmaat_desk (store/roles.go makes it). It owns
-- nothing, so row-level security binds it, whatever a page asks for. Every transaction
-- of the desk begins by saying who looks: stapmaat.organisation, stapmaat.staff and
-- stapmaat.day, for that transaction only; without them nothing is seen at all.
--
-- desk_people() is the one place that says whose pages somebody may open: a mentor's
-- own participants, those of a mentor she stands in for today, and whoever's open alarm
-- she has taken. It looks past row-level security, as its owner, and is asked once a
-- statement: hence the sub-selects in the policies, which keep the planner on indexes.
--
-- Every table of a later migration that the desk reads says so itself, with a GRANT and
-- a policy of its own; store/staff has the test that no table is open by mistake.

-- +goose Up
ALTER TABLE person ADD COLUMN administrator boolean NOT NULL DEFAULT false;
ALTER TABLE person DROP CONSTRAINT person_role_check;
ALTER TABLE person ADD CONSTRAINT person_role_check CHECK (role IN ('unknown', 'participant', 'mentor', 'supervisor', 'administrator'));
ALTER TABLE person ADD CONSTRAINT person_administrator_check CHECK (NOT administrator OR role IN ('mentor', 'supervisor', 'administrator'));
ALTER TABLE person ADD CONSTRAINT person_administrates_check CHECK (role <> 'administrator' OR administrator);
ALTER TABLE invitation DROP CONSTRAINT invitation_role_check;
ALTER TABLE invitation ADD CONSTRAINT invitation_role_check CHECK (role IN ('participant', 'mentor', 'supervisor', 'administrator'));
COMMENT ON COLUMN person.administrator IS 'may change settings and people of the own organisation, beside whatever the role allows';
DROP INDEX person_staff;
CREATE INDEX person_staff ON person (organisation_id, id) WHERE role IN ('mentor', 'supervisor', 'administrator');

CREATE TABLE stand_in (
    organisation_id bigint NOT NULL,
    mentor_id       bigint NOT NULL,
    staff_id        bigint NOT NULL,
    from_day        date NOT NULL,
    to_day          date NOT NULL,
    PRIMARY KEY (organisation_id, mentor_id, staff_id, from_day),
    FOREIGN KEY (organisation_id, mentor_id) REFERENCES person (organisation_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organisation_id, staff_id) REFERENCES person (organisation_id, id) ON DELETE CASCADE,
    CHECK (mentor_id <> staff_id),
    CHECK (from_day <= to_day)
);
CREATE INDEX stand_in_staff ON stand_in (staff_id);
COMMENT ON TABLE stand_in IS 'staff_id stands in for mentor_id, and for all of that one''s participants, on these days, both included';

CREATE TABLE duty_hour (
    organisation_id bigint NOT NULL,
    staff_id        bigint NOT NULL,
    weekday         smallint NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    from_minute     smallint NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute       smallint NOT NULL CHECK (to_minute BETWEEN 1 AND 1440),
    PRIMARY KEY (organisation_id, staff_id, weekday, from_minute),
    FOREIGN KEY (organisation_id, staff_id) REFERENCES person (organisation_id, id) ON DELETE CASCADE,
    CHECK (from_minute < to_minute)
);
COMMENT ON TABLE duty_hour IS 'who is on duty for alarms, by hour of the week in the organisation''s zone; 0 is Sunday, and a night is two rows';

CREATE FUNCTION desk_organisation() RETURNS bigint
    LANGUAGE sql STABLE
AS $$ SELECT NULLIF(current_setting('stapmaat.organisation', true), '')::bigint $$;

CREATE FUNCTION desk_staff() RETURNS bigint
    LANGUAGE sql STABLE
AS $$ SELECT NULLIF(current_setting('stapmaat.staff', true), '')::bigint $$;

CREATE FUNCTION desk_day() RETURNS date
    LANGUAGE sql STABLE
AS $$ SELECT NULLIF(current_setting('stapmaat.day', true), '')::date $$;

-- +goose StatementBegin
CREATE FUNCTION desk_people() RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
    WITH me AS (
        SELECT s.id, s.organisation_id
        FROM person s
        WHERE s.id = desk_staff()
          AND s.organisation_id = desk_organisation()
          AND s.role IN ('mentor', 'supervisor', 'administrator')
    )
    SELECT COALESCE(array_agg(DISTINCT seen.id), '{}')
    FROM (
        SELECT p.id
        FROM me
        JOIN person p ON p.mentor_id = me.id
                     AND p.organisation_id = me.organisation_id
        WHERE p.role = 'participant'
        UNION ALL
        SELECT p.id
        FROM me
        JOIN stand_in i ON i.staff_id = me.id
                       AND i.organisation_id = me.organisation_id
                       AND desk_day() BETWEEN i.from_day AND i.to_day
        JOIN person p ON p.mentor_id = i.mentor_id
                     AND p.organisation_id = me.organisation_id
        WHERE p.role = 'participant'
        UNION ALL
        SELECT a.person_id
        FROM me
        JOIN alarm a ON a.taken_by = me.id
                    AND a.organisation_id = me.organisation_id
        WHERE a.closed_at IS NULL
    ) seen
$$;

-- desk_is tells whether who looks has one of these roles; 'administrator' also by the right beside another role.
CREATE FUNCTION desk_is(VARIADIC roles text[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT
        FROM person s
        WHERE s.id = desk_staff()
          AND s.organisation_id = desk_organisation()
          AND (s.role = ANY (roles) OR s.administrator AND 'administrator' = ANY (roles))
    )
$$;

-- What is about one participant is for who may open her pages.
CREATE PROCEDURE desk_reads_person_rows(tables text[])
    LANGUAGE plpgsql
AS $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY tables LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('GRANT SELECT ON %I TO stapmaat_desk', t);
        EXECUTE format('CREATE POLICY desk_reads ON %I FOR SELECT TO stapmaat_desk
                        USING (organisation_id = desk_organisation() AND person_id = ANY ((SELECT desk_people())::bigint[]))', t);
    END LOOP;
END
$$;
-- +goose StatementEnd

CALL desk_reads_person_rows(ARRAY ['consent', 'event', 'story', 'position', 'link', 'goal', 'step', 'casework', 'timer']);

ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON organisation TO stapmaat_desk;
CREATE POLICY desk_reads ON organisation FOR SELECT TO stapmaat_desk USING (id = desk_organisation());

-- A colleague is known by name to everybody of the organisation; a participant to who may open her pages.
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON person TO stapmaat_desk;
CREATE POLICY desk_reads ON person FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation()
           AND (role IN ('mentor', 'supervisor', 'administrator') OR id = ANY ((SELECT desk_people())::bigint[])));

ALTER TABLE bot ENABLE ROW LEVEL SECURITY;
GRANT SELECT (id, organisation_id, channel, username) ON bot TO stapmaat_desk;
CREATE POLICY desk_reads ON bot FOR SELECT TO stapmaat_desk USING (organisation_id = desk_organisation());

ALTER TABLE conversation ENABLE ROW LEVEL SECURITY;
GRANT SELECT (id, organisation_id, bot_id, person_id, talk, created_at, heard_at) ON conversation TO stapmaat_desk;
CREATE POLICY desk_reads ON conversation FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND person_id = ANY ((SELECT desk_people())::bigint[]));

ALTER TABLE ownership ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON ownership TO stapmaat_desk;
CREATE POLICY desk_reads ON ownership FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation()
           AND conversation_id IN (SELECT c.id FROM conversation c WHERE c.person_id = ANY ((SELECT desk_people())::bigint[])));

-- An alarm is bare: everybody of the staff may know that there is one. Its signs carry words.
ALTER TABLE alarm ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON alarm TO stapmaat_desk;
CREATE POLICY desk_reads ON alarm FOR SELECT TO stapmaat_desk USING (organisation_id = desk_organisation());
ALTER TABLE alarm_sign ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON alarm_sign TO stapmaat_desk;
CREATE POLICY desk_reads ON alarm_sign FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation()
           AND alarm_id IN (SELECT a.id FROM alarm a WHERE a.person_id = ANY ((SELECT desk_people())::bigint[])));
ALTER TABLE alert ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON alert TO stapmaat_desk;
CREATE POLICY desk_reads ON alert FOR SELECT TO stapmaat_desk USING (organisation_id = desk_organisation());

-- Who looked: everybody writes the own looks, supervisors and administrators read all.
ALTER TABLE staff_look ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON staff_look TO stapmaat_desk;
CREATE POLICY desk_reads ON staff_look FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (staff_id = desk_staff() OR (SELECT desk_is('supervisor', 'administrator'))));
CREATE POLICY desk_writes ON staff_look FOR INSERT TO stapmaat_desk
    WITH CHECK (organisation_id = desk_organisation() AND staff_id = desk_staff());

-- Both tables say by date and hour who does a mentor's work; the administrator and the supervisor plan it.
ALTER TABLE stand_in ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_hour ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON stand_in, duty_hour TO stapmaat_desk;
CREATE POLICY desk_reads ON stand_in FOR SELECT TO stapmaat_desk USING (organisation_id = desk_organisation());
CREATE POLICY desk_reads ON duty_hour FOR SELECT TO stapmaat_desk USING (organisation_id = desk_organisation());
CREATE POLICY desk_plans ON stand_in TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator')))
    WITH CHECK (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator')));
CREATE POLICY desk_plans ON duty_hour TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator')))
    WITH CHECK (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor', 'administrator')));
