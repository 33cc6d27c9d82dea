-- One more thing that is asked apart, and can be refused or taken back alone: whether a
-- language model may read along. It is asked only where the organisation uses one.

-- +goose Up

ALTER TABLE consent DROP CONSTRAINT consent_what_check;
ALTER TABLE consent ADD CONSTRAINT consent_what_check CHECK (what IN ('informed', 'joined', 'sensitive', 'sharing', 'model'));
