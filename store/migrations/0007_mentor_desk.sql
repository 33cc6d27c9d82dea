-- The mentor's desk: what a mentor keeps beside a participant's own record.
--
-- Nothing in here changes what the person said: a placing of the mentor lies beside
-- hers, a correction beside the line it is about. What staff type about her is sealed
-- with her key and goes when she goes. Rows carry who wrote them, and a note says for
-- whom it is: the writer alone, or whoever may open the participant's page.
--
-- form is the number that a form was given when it was shown: sent twice it is one row.

-- +goose Up
CREATE TABLE mentor_position (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL,
    person_id       bigint NOT NULL,
    staff_id        bigint NOT NULL,
    bridge          text NOT NULL,
    sub             text NOT NULL,
    rung            smallint NOT NULL CHECK (rung >= 0),
    not_for_me      boolean NOT NULL,
    at              timestamptz NOT NULL,
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
    CHECK (not_for_me = (rung = 0))
);
CREATE INDEX mentor_position_person ON mentor_position (person_id, staff_id, sub, id);
CREATE INDEX mentor_position_staff ON mentor_position (staff_id);
COMMENT ON TABLE mentor_position IS 'where a mentor sees somebody on the bridge, beside her own word; the newest of a sub-pillar holds';

CREATE TABLE case_note (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL,
    person_id       bigint NOT NULL,
    staff_id        bigint NOT NULL,
    form            uuid NOT NULL,
    readers         text NOT NULL CHECK (readers IN ('me', 'colleagues')),
    words           bytea NOT NULL,
    at              timestamptz NOT NULL,
    UNIQUE (person_id, form),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX case_note_staff ON case_note (staff_id);
COMMENT ON COLUMN case_note.readers IS 'me: the writer alone; colleagues: whoever may open the participant''s page';

CREATE TABLE log_correction (
    person_id       bigint NOT NULL,
    event_id        bigint NOT NULL,
    staff_id        bigint NOT NULL,
    organisation_id bigint NOT NULL,
    words           bytea NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (person_id, event_id, staff_id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX log_correction_staff ON log_correction (staff_id);
COMMENT ON TABLE log_correction IS 'how the mentor understood a line of the log: shown beside it, the line stays as it is';

-- Visits: what was shared since the last one stays on top as long as this one goes on.
ALTER TABLE casework
    ADD COLUMN before_at timestamptz,
    ADD COLUMN looked_at timestamptz;
COMMENT ON COLUMN casework.before_at IS 'until when the log had been read before the visit that goes on: what came later is new';
COMMENT ON COLUMN casework.looked_at IS 'the last look at the participant''s page; half an hour later it is another visit';

GRANT INSERT, UPDATE ON casework TO stapmaat_desk;
CREATE POLICY desk_inserts ON casework FOR INSERT TO stapmaat_desk
    WITH CHECK (organisation_id = desk_organisation() AND staff_id = desk_staff() AND person_id = ANY ((SELECT desk_people())::bigint[]));
CREATE POLICY desk_updates ON casework FOR UPDATE TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND staff_id = desk_staff() AND person_id = ANY ((SELECT desk_people())::bigint[]))
    WITH CHECK (organisation_id = desk_organisation() AND staff_id = desk_staff() AND person_id = ANY ((SELECT desk_people())::bigint[]));

CALL desk_reads_person_rows(ARRAY ['mentor_position', 'log_correction']);
ALTER TABLE case_note ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON case_note TO stapmaat_desk;
CREATE POLICY desk_reads ON case_note FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND person_id = ANY ((SELECT desk_people())::bigint[])
           AND (staff_id = desk_staff() OR readers = 'colleagues'));

-- +goose StatementBegin
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY ['mentor_position', 'case_note', 'log_correction'] LOOP
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO stapmaat_desk', t);
        EXECUTE format('CREATE POLICY desk_writes ON %I FOR INSERT TO stapmaat_desk
                        WITH CHECK (organisation_id = desk_organisation() AND staff_id = desk_staff() AND person_id = ANY ((SELECT desk_people())::bigint[]))', t);
        EXECUTE format('CREATE POLICY desk_changes ON %I FOR UPDATE TO stapmaat_desk
                        USING (organisation_id = desk_organisation() AND staff_id = desk_staff() AND person_id = ANY ((SELECT desk_people())::bigint[]))
                        WITH CHECK (organisation_id = desk_organisation() AND staff_id = desk_staff() AND person_id = ANY ((SELECT desk_people())::bigint[]))', t);
        EXECUTE format('CREATE POLICY desk_removes ON %I FOR DELETE TO stapmaat_desk
                        USING (organisation_id = desk_organisation() AND staff_id = desk_staff() AND person_id = ANY ((SELECT desk_people())::bigint[]))', t);
    END LOOP;
END
$$;
-- +goose StatementEnd

-- A mentor invites participants of her own; a stand-in or supervisor does it in her name by other ways.
GRANT SELECT (id, organisation_id, by_id, role, created_at, expires_at, used_at), INSERT ON invitation TO stapmaat_desk;
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY desk_invites_participants ON invitation FOR INSERT TO stapmaat_desk
    WITH CHECK (organisation_id = desk_organisation() AND by_id = desk_staff() AND role = 'participant' AND (SELECT desk_is('mentor')));
CREATE POLICY desk_own_invitations ON invitation FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND by_id = desk_staff());
