-- Danger: alarms, the signs they stand on, who was alerted, and who looked.
--
-- One alarm a person is open at a time. Every message that pages adds a sign, written
-- with the message itself; category and urgency of an alarm are the worst of its signs,
-- so they rise and never fall, and nobody who writes a sign has to wait for anybody.
--
-- These rows outlive the person: they carry no words but those of a sign, which are
-- sealed with the person's key and go when that goes. Hence no foreign key to person.

-- +goose Up
CREATE TABLE alarm (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation,
    person_id       bigint NOT NULL,
    cause_id        bigint NOT NULL,
    opened_at       timestamptz NOT NULL,
    taken_by        bigint,
    taken_at        timestamptz,
    closed_by       bigint,
    closed_at       timestamptz,
    UNIQUE (id, organisation_id),
    CHECK ((taken_by IS NULL) = (taken_at IS NULL)),
    CHECK ((closed_by IS NULL) = (closed_at IS NULL))
);
CREATE UNIQUE INDEX alarm_open ON alarm (person_id) WHERE closed_at IS NULL;
COMMENT ON COLUMN alarm.cause_id IS 'the inbox row that opened it: what waits to be sent from before is not sent any more';

CREATE TABLE alarm_sign (
    alarm_id        bigint NOT NULL,
    cause_id        bigint NOT NULL,
    organisation_id bigint NOT NULL,
    category        text NOT NULL,
    urgency         text NOT NULL CHECK (urgency IN ('now', 'today', 'soon')),
    words           bytea,
    at              timestamptz NOT NULL,
    PRIMARY KEY (alarm_id, cause_id),
    FOREIGN KEY (organisation_id, alarm_id) REFERENCES alarm (organisation_id, id) ON DELETE CASCADE
);

CREATE TABLE alert (
    alarm_id        bigint NOT NULL,
    cause_id        bigint NOT NULL,
    staff_id        bigint NOT NULL,
    organisation_id bigint NOT NULL,
    at              timestamptz NOT NULL,
    passed_at       timestamptz,
    PRIMARY KEY (alarm_id, cause_id, staff_id),
    FOREIGN KEY (organisation_id, alarm_id) REFERENCES alarm (organisation_id, id) ON DELETE CASCADE
);
COMMENT ON COLUMN alert.passed_at IS 'when this one said "ik kan niet"';

CREATE TABLE staff_look (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES organisation,
    staff_id        bigint NOT NULL,
    person_id       bigint NOT NULL,
    alarm_id        bigint,
    what            text NOT NULL CHECK (what IN ('details', 'log')),
    at              timestamptz NOT NULL
);
CREATE INDEX staff_look_person ON staff_look (person_id, id);
