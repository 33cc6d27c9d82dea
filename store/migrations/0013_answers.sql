-- Questions and what became of them: for who writes content, never about a person.
--
-- A question's own words are sealed with the person's key and go with it. What curators
-- read is beside them: the verdict, the passages, and the topic, which holds words of the
-- library's own vocabulary only and so no name and no number.

-- +goose Up
CREATE TABLE answer (
    person_id       bigint NOT NULL,
    cause_id        bigint NOT NULL,
    n               smallint NOT NULL,
    organisation_id bigint NOT NULL,
    release         integer NOT NULL,
    verdict         text NOT NULL CHECK (verdict IN ('answered', 'unanswered', 'disagree', 'not_fit', 'doubted')),
    passages        text[] NOT NULL,
    scores          double precision[] NOT NULL,
    topic           text[] NOT NULL,
    words           bytea,
    at              timestamptz NOT NULL,
    PRIMARY KEY (person_id, cause_id, n),
    FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id),
    CHECK (cardinality(passages) = cardinality(scores))
);
CREATE INDEX answer_gaps ON answer (organisation_id, at) WHERE verdict <> 'answered';
COMMENT ON COLUMN answer.release IS 'number of the release that was searched; 0 when there was none';

-- The desk may not even ask who asked: the columns that name or quote a person are not granted.
ALTER TABLE answer ENABLE ROW LEVEL SECURITY;
GRANT SELECT (organisation_id, release, verdict, passages, scores, topic, at) ON answer TO stapmaat_desk;
CREATE POLICY desk_reads ON answer FOR SELECT TO stapmaat_desk
    USING (organisation_id = desk_organisation() AND (SELECT desk_is('supervisor')));
