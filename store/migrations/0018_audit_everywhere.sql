-- What happens to alarms and who signed in stand in the trail too, whichever part of the
-- program it was that wrote them.

-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION audit_alarm() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO audit (organisation_id, staff_id, kind, what, person_id, other_id, alarm_id, at)
    SELECT NEW.organisation_id, NEW.staff_id, 'alarm', NEW.kind, a.person_id, NEW.other_id, a.id, NEW.at
    FROM alarm a
    WHERE a.id = NEW.alarm_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION audit_sign_in() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO audit (organisation_id, staff_id, kind, what, at)
    VALUES (NEW.organisation_id, NEW.staff_id, 'sign_in', NEW.way, NEW.created_at);
    RETURN NULL;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER audit_sign_in AFTER INSERT ON staff_session FOR EACH ROW EXECUTE FUNCTION audit_sign_in();
CREATE TRIGGER audit_alarm AFTER INSERT ON alarm_act FOR EACH ROW EXECUTE FUNCTION audit_alarm();
