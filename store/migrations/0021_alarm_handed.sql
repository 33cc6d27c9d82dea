-- An alarm that a colleague handed over is told to who has it now, by the clock, so that
-- it is told from the chat, from the desk and after a crash alike: an alert and an act of
-- the kind 'yours'.

-- +goose Up
ALTER TABLE alert
    DROP CONSTRAINT alert_kind_check,
    ADD CONSTRAINT alert_kind_check CHECK (kind IN ('alarm', 'more', 'yours', 'second', 'overdue'));

ALTER TABLE alarm_act
    DROP CONSTRAINT alarm_act_kind_check,
    ADD CONSTRAINT alarm_act_kind_check CHECK (kind IN ('taken', 'passed', 'called', 'spoke', 'wrote', 'handed', 'emergency', 'read', 'care', 'closed',
                                                        'resumed', 'unheard', 'unread', 'more', 'yours', 'second', 'overdue'));
