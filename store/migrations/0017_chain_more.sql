-- Drills: a test person's message of danger goes the whole way, on a schedule or by hand.
--
-- The test person writes through a bot of channel 'drill', which nobody outside reaches,
-- and takes part in nothing: like every stranger she is in no caseload, and gone a day
-- later. Her alarm has the number of the drill on it, so that it is counted nowhere as
-- a real one. Without staff its alerts go to the channel 'drill', which only records.

-- +goose Up
ALTER TABLE organisation ADD COLUMN drills text NOT NULL DEFAULT 'weekly' CHECK (drills IN ('off', 'weekly', 'monthly'));

ALTER TABLE drill
    ADD COLUMN planned_at timestamptz,
    ADD COLUMN staff      boolean NOT NULL DEFAULT false,
    ADD COLUMN failed_at  timestamptz,
    ADD UNIQUE (id, organisation_id),
    ADD UNIQUE (organisation_id, planned_at);
CREATE INDEX drill_open ON drill (id) WHERE closed_at IS NULL AND failed_at IS NULL;
COMMENT ON COLUMN drill.planned_at IS 'the hour of the schedule that it is for, so that one process begins it; NULL by hand';
COMMENT ON COLUMN drill.staff IS 'real staff is alerted, with the word Oefening';
COMMENT ON COLUMN drill.failed_at IS 'when it had not come to its end in time; the first NULL says where it stopped';

ALTER TABLE alarm
    ADD COLUMN drill_id bigint,
    ADD FOREIGN KEY (drill_id, organisation_id) REFERENCES drill (id, organisation_id);
CREATE INDEX alarm_drill ON alarm (drill_id) WHERE drill_id IS NOT NULL;
COMMENT ON COLUMN alarm.drill_id IS 'the drill that it belongs to; NULL for every real alarm';

ALTER TABLE alert
    DROP CONSTRAINT alert_channel_check,
    DROP CONSTRAINT alert_check1,
    ADD CHECK (channel IN ('bot', 'email', 'webhook', 'drill')),
    ADD CHECK (staff_id IS NOT NULL OR channel IN ('webhook', 'drill'));
