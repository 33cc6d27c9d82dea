-- What somebody set for a bad moment herself: whom she can call, and when to ask her how
-- it is. It is hers: no page of staff shows it.

-- +goose Up
ALTER TABLE person ADD COLUMN bad_moment bytea;
COMMENT ON COLUMN person.bad_moment IS 'people she can call and the one follow-up she asked for, as JSON, sealed with her key';
