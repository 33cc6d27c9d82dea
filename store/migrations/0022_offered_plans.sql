-- A step plan that was offered at a goal or a step is kept beside the answers: which
-- release, which passage. Nobody asked, so it is no gap and has no words.

-- +goose Up
ALTER TABLE answer
    DROP CONSTRAINT answer_verdict_check,
    ADD CONSTRAINT answer_verdict_check CHECK (verdict IN ('answered', 'unanswered', 'disagree', 'not_fit', 'doubted', 'offered'));
DROP INDEX answer_gaps;
CREATE INDEX answer_gaps ON answer (organisation_id, at) WHERE verdict NOT IN ('answered', 'offered');
