-- The alarm pages of the desk.
--
-- An alarm itself is bare and everybody of the staff may read it (0004, 0010). What lies
-- behind it (who it is, how to reach her, what she wrote, what the bot said to her) opens
-- only for who took it, and for the second of two while it is in care. Neither of them
-- need be the person's mentor, and the second sees none of her other pages: so it is not
-- a matter of rows but of this one alarm, and these functions are the only way in. They
-- give what is sealed as it is; the desk opens it with the master key.

-- +goose Up
-- +goose StatementBegin
-- desk_opens_alarm tells whether who looks may read what is behind an alarm.
CREATE FUNCTION desk_opens_alarm(which bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
    SELECT desk_is('mentor', 'supervisor')
       AND EXISTS (
           SELECT
           FROM alarm a
           WHERE a.id = which
             AND a.organisation_id = desk_organisation()
             AND a.closed_at IS NULL
             AND (a.taken_by = desk_staff() OR a.care_at IS NOT NULL))
$$;

-- desk_looks_into_alarm keeps that somebody looked, and that what the person wrote was
-- read, before anything is shown. A look lasts until since; what came later is read anew.
CREATE FUNCTION desk_looks_into_alarm(which bigint, at timestamptz, since timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT desk_opens_alarm(which) THEN
        RAISE EXCEPTION 'not_yours';
    END IF;
    INSERT INTO staff_look (organisation_id, staff_id, person_id, alarm_id, what, at)
    SELECT a.organisation_id, desk_staff(), a.person_id, a.id, 'details', desk_looks_into_alarm.at
    FROM alarm a
    WHERE a.id = which
      AND NOT EXISTS (
          SELECT
          FROM staff_look l
          WHERE l.person_id = a.person_id
            AND l.alarm_id = which
            AND l.staff_id = desk_staff()
            AND l.at > since);
    INSERT INTO alarm_act (organisation_id, alarm_id, staff_id, kind, at)
    SELECT a.organisation_id, a.id, desk_staff(), 'read', desk_looks_into_alarm.at
    FROM alarm a
    WHERE a.id = which
      AND (NOT EXISTS (
              SELECT
              FROM alarm_act k
              WHERE k.alarm_id = which
                AND k.staff_id = desk_staff()
                AND k.kind = 'read')
           OR EXISTS (
              SELECT
              FROM alarm_sign s
              WHERE s.alarm_id = which
                AND s.at > (SELECT max(k.at) FROM alarm_act k WHERE k.alarm_id = which AND k.staff_id = desk_staff())));
END
$$;

-- desk_alarm_person is who it is about.
CREATE FUNCTION desk_alarm_person(which bigint)
    RETURNS TABLE (key bytea, name bytea, details bytea, watched boolean, minor boolean, promise bytea, unreached boolean,
                   question boolean, owner_id bigint, written_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
    SELECT p.key, p.name, p.details, COALESCE(p.phone, '') = 'watched', COALESCE(p.under18, false), a.promise, p.unreachable_at IS NOT NULL,
           EXISTS (SELECT FROM danger_question q WHERE q.person_id = p.id AND q.answer IS NULL),
           o.owner_id, c.heard_at
    FROM alarm a
    JOIN person p ON p.id = a.person_id
    LEFT JOIN conversation c ON c.person_id = p.id
    LEFT JOIN ownership o ON o.conversation_id = c.id
    WHERE a.id = which
      AND desk_opens_alarm(which)
$$;

-- desk_alarm_signs is what she wrote since the alarm began.
CREATE FUNCTION desk_alarm_signs(which bigint)
    RETURNS TABLE (cause_id bigint, category text, urgency text, words bytea, at timestamptz, fresh boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
    SELECT s.cause_id, s.category, s.urgency, s.words, s.at,
           s.at > COALESCE((SELECT max(k.at) FROM alarm_act k WHERE k.alarm_id = which AND k.staff_id = desk_staff()), '-infinity')
    FROM alarm_sign s
    WHERE s.alarm_id = which
      AND desk_opens_alarm(which)
    ORDER BY s.at, s.cause_id
$$;

-- desk_alarm_said is what the bot said to her since the alarm began; body is NULL where it
-- is not kept any more.
CREATE FUNCTION desk_alarm_said(which bigint)
    RETURNS TABLE (cause_id bigint, n smallint, key text, body bytea, state text, at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
    SELECT o.cause_id, o.n, o.key, o.body, o.state, o.created_at
    FROM alarm a
    JOIN conversation c ON c.person_id = a.person_id
    JOIN outbox o ON o.conversation_id = c.id
                 AND o.cause_id >= a.cause_id
    WHERE a.id = which
      AND o.state <> 'dropped'
      AND desk_opens_alarm(which)
    ORDER BY o.id
    LIMIT 60
$$;

-- desk_holds_policy gives the number of the policy that holds, 0 for none, and lets
-- nobody of the organisation make another one until the transaction is over.
CREATE FUNCTION desk_holds_policy() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM desk_may('supervisor', 'administrator');
    PERFORM FROM organisation o WHERE o.id = desk_organisation() FOR NO KEY UPDATE;
    RETURN COALESCE((SELECT max(p.id) FROM alarm_policy p WHERE p.organisation_id = desk_organisation()), 0);
END
$$;
-- +goose StatementEnd

REVOKE EXECUTE ON FUNCTION desk_looks_into_alarm(bigint, timestamptz, timestamptz), desk_alarm_person(bigint), desk_alarm_signs(bigint), desk_alarm_said(bigint), desk_holds_policy() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_looks_into_alarm(bigint, timestamptz, timestamptz), desk_alarm_person(bigint), desk_alarm_signs(bigint), desk_alarm_said(bigint), desk_holds_policy() TO stapmaat_desk;

-- The policy is made by supervisors and administrators. It is never changed, only followed.
GRANT INSERT ON alarm_policy TO stapmaat_desk;
CREATE POLICY desk_makes ON alarm_policy FOR INSERT TO stapmaat_desk
    WITH CHECK (organisation_id = desk_organisation() AND by_id = desk_staff() AND (SELECT desk_is('supervisor', 'administrator')));

-- Drills and the program's own watch carry nothing about anybody.
ALTER TABLE drill ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON drill TO stapmaat_desk;
CREATE POLICY desk_reads ON drill FOR SELECT TO stapmaat_desk USING (organisation_id = desk_organisation());
ALTER TABLE watch_told ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON watch_told TO stapmaat_desk;
CREATE POLICY desk_reads ON watch_told FOR SELECT TO stapmaat_desk USING (true);
