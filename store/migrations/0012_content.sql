-- Approved content: documents in versions, and releases that are never changed.
--
-- A document's version is Markdown in our own format (knowledge/content), short forms
-- and questions included: what was approved is what lies here, to the letter. Versions go
-- draft → review → approved by somebody else, or back; approved ones are never changed.
--
-- A release is a set of approved versions, numbered within its organisation, cut into
-- passages that lie in a partition of their own with indexes of their own. It is built
-- beside the live one, checked by its golden questions, and made live by one pointer.
--
-- What people read comes out of approved_passages() and nowhere else: it takes ids and no
-- release, looks at the pointer, and leaves out what is past its date or was withdrawn a
-- moment ago. nearest_passages()
-- gives ids only. stapmaat_reader may call these two and has no other right.

-- +goose Up
CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE document (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation,
    key             text NOT NULL CHECK (key ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    created_at      timestamptz NOT NULL,
    withdrawn_at    timestamptz,
    withdrawn_by    bigint,
    UNIQUE (id, organisation_id),
    UNIQUE (organisation_id, key),
    CHECK (withdrawn_by IS NULL OR withdrawn_at IS NOT NULL)
);
COMMENT ON COLUMN document.withdrawn_at IS 'left every release from then on, until a newer version is approved';

CREATE TABLE document_version (
    document_id     bigint NOT NULL,
    version         integer NOT NULL CHECK (version > 0),
    organisation_id bigint NOT NULL,
    markdown        text NOT NULL CHECK (octet_length(markdown) <= 4194304),
    title           text NOT NULL,
    state           text NOT NULL CHECK (state IN ('draft', 'review', 'approved', 'sent_back', 'replaced')),
    origin          text NOT NULL CHECK (origin IN ('starter', 'import', 'desk')),
    written_by      bigint,
    written_at      timestamptz NOT NULL,
    decided_by      bigint,
    decided_at      timestamptz,
    remark          text NOT NULL DEFAULT '',
    PRIMARY KEY (document_id, version),
    FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id),
    CHECK (state <> 'approved' OR decided_at IS NOT NULL),
    CHECK (state <> 'approved' OR decided_by IS DISTINCT FROM written_by OR origin = 'starter'),
    CHECK (state <> 'sent_back' OR remark <> '')
);
CREATE UNIQUE INDEX document_version_open ON document_version (document_id) WHERE state IN ('draft', 'review', 'sent_back');
COMMENT ON COLUMN document_version.written_by IS 'who wrote or brought it in; NULL for the command line and for what ships with the program';
COMMENT ON COLUMN document_version.remark IS 'why it was sent back, in the words of who did; about the text, never about a person';

CREATE TABLE release (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation,
    number          integer NOT NULL CHECK (number > 0),
    state           text NOT NULL CHECK (state IN ('wanted', 'ready', 'failed')),
    why             text NOT NULL CHECK (why IN ('starter', 'approved', 'withdrawn', 'expired')),
    embedder        text NOT NULL DEFAULT '',
    dimensions      integer NOT NULL DEFAULT 0,
    query_prefix    text NOT NULL DEFAULT '',
    passage_prefix  text NOT NULL DEFAULT '',
    nearby_index    boolean NOT NULL DEFAULT false,
    faults          jsonb NOT NULL DEFAULT '[]',
    wanted_by       bigint,
    wanted_at       timestamptz NOT NULL,
    built_at        timestamptz,
    UNIQUE (id, organisation_id),
    UNIQUE (organisation_id, number),
    CHECK ((state = 'wanted') = (built_at IS NULL))
);
COMMENT ON COLUMN release.nearby_index IS 'its partition has an HNSW index: from some 20,000 passages on';
COMMENT ON COLUMN release.faults IS 'golden questions that did not find their passage, and what else kept it from being ready';

CREATE TABLE live_release (
    organisation_id bigint PRIMARY KEY REFERENCES organisation,
    release_id      bigint NOT NULL,
    since           timestamptz NOT NULL,
    by_id           bigint,
    FOREIGN KEY (organisation_id, release_id) REFERENCES release (organisation_id, id)
);

CREATE TABLE release_document (
    release_id      bigint NOT NULL,
    document_id     bigint NOT NULL,
    version         integer NOT NULL,
    organisation_id bigint NOT NULL,
    key             text NOT NULL,
    title           text NOT NULL,
    kind            text NOT NULL,
    audience        text NOT NULL CHECK (audience IN ('participant', 'mentor')),
    pillars         text[] NOT NULL,
    fits_when       text[] NOT NULL,
    source          text NOT NULL,
    reviewed_by     text NOT NULL,
    checked_on      date,
    valid_until     date,
    pinned          text NOT NULL CHECK (pinned IN ('', 'crisis', 'rights')),
    PRIMARY KEY (release_id, document_id),
    FOREIGN KEY (organisation_id, release_id) REFERENCES release (organisation_id, id) ON DELETE CASCADE,
    FOREIGN KEY (document_id, version) REFERENCES document_version (document_id, version)
);

CREATE TABLE passage (
    release_id      bigint NOT NULL,
    id              text NOT NULL,
    organisation_id bigint NOT NULL,
    document_id     bigint NOT NULL,
    n               integer NOT NULL,
    heading         text[] NOT NULL,
    words           text NOT NULL,
    short           text NOT NULL,
    questions       text[] NOT NULL,
    steps           text[] NOT NULL,
    embedding       vector,
    PRIMARY KEY (release_id, id)
) PARTITION BY LIST (release_id);
COMMENT ON COLUMN passage.n IS 'its place in the document, from 0';

CREATE TABLE golden (
    release_id      bigint NOT NULL,
    organisation_id bigint NOT NULL,
    document_id     bigint NOT NULL,
    question        text NOT NULL,
    heading         text NOT NULL,
    PRIMARY KEY (release_id, document_id, question),
    FOREIGN KEY (organisation_id, release_id) REFERENCES release (organisation_id, id) ON DELETE CASCADE
);

-- The one way to words that people read. Whose organisation and which day it is, the transaction says.
CREATE FUNCTION approved_passages(wanted text[])
    RETURNS TABLE (id text, release integer, document text, title text, kind text, audience text, pillars text[], fits_when text[], source text,
                   checked_on date, n integer, heading text[], words text, short text, steps text[])
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
    SELECT p.id, r.number, d.key, d.title, d.kind, d.audience, d.pillars, d.fits_when, d.source,
           d.checked_on, p.n, p.heading, p.words, p.short, p.steps
    FROM live_release l
    JOIN release r ON r.id = l.release_id
    JOIN passage p ON p.release_id = l.release_id
                  AND p.id = ANY (wanted)
    JOIN release_document d ON d.release_id = l.release_id
                           AND d.document_id = p.document_id
    JOIN document o ON o.id = p.document_id
    JOIN document_version v ON v.document_id = p.document_id
                           AND v.version = d.version
                           AND v.decided_at > COALESCE(o.withdrawn_at, '-infinity')
    WHERE l.organisation_id = desk_organisation()
      AND (d.valid_until IS NULL OR d.valid_until > desk_day())
$$;

-- Ids of the live release by nearness to a vector; nothing to read. Exact, unless the
-- release is so large that its partition has an index for it. A vector of another size
-- than the release's finds nothing.
-- +goose StatementBegin
CREATE FUNCTION nearest_passages(query vector, most integer)
    RETURNS TABLE (id text, similarity double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
DECLARE
    live release;
BEGIN
    SELECT r.* INTO live
    FROM live_release l
    JOIN release r ON r.id = l.release_id
    WHERE l.organisation_id = desk_organisation()
      AND r.dimensions = vector_dims(query);
    IF live.id IS NULL THEN
        RETURN;
    END IF;
    IF live.nearby_index THEN
        RETURN QUERY EXECUTE format(
            'SELECT p.id, 1 - (p.embedding::vector(%1$s) <=> $1::vector(%1$s)) FROM %2$I p ORDER BY p.embedding::vector(%1$s) <=> $1::vector(%1$s) LIMIT $2',
            live.dimensions, 'passage_' || live.id) USING query, most;
    ELSE
        RETURN QUERY
            WITH all_of_it AS MATERIALIZED (
                SELECT p.id AS of_passage, p.embedding <=> query AS distance
                FROM passage p
                WHERE p.release_id = live.id
                  AND p.embedding IS NOT NULL
            )
            SELECT a.of_passage, 1 - a.distance
            FROM all_of_it a
            ORDER BY a.distance, a.of_passage
            LIMIT most;
    END IF;
END
$$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION approved_passages(text[]), nearest_passages(vector, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION approved_passages(text[]), nearest_passages(vector, integer) TO stapmaat_reader;

-- Curators are the supervisors. They read everything of their organisation's content;
-- they write versions that wait, and never what was approved.
-- +goose StatementBegin
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY ['document', 'document_version', 'release', 'live_release', 'release_document', 'passage', 'golden'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('GRANT SELECT ON %I TO stapmaat_desk', t);
        EXECUTE format('CREATE POLICY desk_reads ON %I FOR SELECT TO stapmaat_desk
                        USING (organisation_id = desk_organisation() AND (SELECT desk_is(''supervisor'')))', t);
    END LOOP;
END
$$;
-- +goose StatementEnd
GRANT INSERT, UPDATE ON document, document_version TO stapmaat_desk;
GRANT INSERT ON release TO stapmaat_desk;
CREATE POLICY desk_writes ON document TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor')))
    WITH CHECK (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor')));
CREATE POLICY desk_brings_in ON document_version FOR INSERT TO stapmaat_desk
    WITH CHECK (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor'))
                AND written_by = desk_staff() AND state IN ('draft', 'review') AND origin = 'desk');
CREATE POLICY desk_decides ON document_version FOR UPDATE TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor')) AND state <> 'approved')
    WITH CHECK (organisation_id = desk_organisation() AND (decided_by IS NULL OR decided_by = desk_staff()));
CREATE POLICY desk_wants ON release FOR INSERT TO stapmaat_desk
    WITH CHECK (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor'))
                AND state = 'wanted' AND wanted_by = desk_staff());
