-- Content on the desk: what supervisors may do there, held tighter than 0012 did, and what
-- the program told them already about its own accord.
--
-- A version's words never change: the desk may move it through its states and say why,
-- nothing else. Whoever approves or sends back signs with her own name.

-- +goose Up
REVOKE UPDATE ON document, document_version FROM stapmaat_desk;
GRANT UPDATE (withdrawn_at, withdrawn_by) ON document TO stapmaat_desk;
GRANT UPDATE (state, decided_by, decided_at, remark) ON document_version TO stapmaat_desk;
ALTER POLICY desk_decides ON document_version
    WITH CHECK (organisation_id = desk_organisation()
                AND (state IN ('draft', 'review', 'replaced')
                     OR decided_by = desk_staff() AND decided_by IS DISTINCT FROM written_by));

-- Rolling back moves the pointer to a release that is ready, signed by who did it.
GRANT UPDATE (release_id, since, by_id) ON live_release TO stapmaat_desk;
CREATE POLICY desk_rolls_back ON live_release FOR UPDATE TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor')))
    WITH CHECK (organisation_id = desk_organisation() AND by_id = desk_staff()
                AND EXISTS (SELECT FROM release r WHERE r.id = release_id AND r.state = 'ready'));

CREATE TABLE content_told (
    organisation_id bigint NOT NULL REFERENCES organisation,
    what            text NOT NULL CHECK (octet_length(what) <= 200),
    at              timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, what)
);
COMMENT ON TABLE content_told IS 'what supervisors were told by the clock, so that it is told once: a golden question that fails, a date that comes near, the weekly gaps';
COMMENT ON COLUMN content_told.what IS 'kind of news, key of a document, day; no words of people';
