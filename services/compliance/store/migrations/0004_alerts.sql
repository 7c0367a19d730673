-- A case groups alerts about one subject: a payment, a party or an account. An alert is frozen: its
-- document is sealed under the key of the subject, and the digest of the clear text is in a fact.
ALTER TABLE cases ADD COLUMN subject_kind smallint;
ALTER TABLE cases ADD COLUMN subject_id uuid;
ALTER TABLE cases ADD COLUMN number integer;
UPDATE cases SET subject_kind = 1, subject_id = payment_id, number = 1;
ALTER TABLE cases
    ALTER COLUMN subject_kind SET NOT NULL,
    ALTER COLUMN subject_id SET NOT NULL,
    ALTER COLUMN number SET NOT NULL,
    DROP COLUMN payment_id,
    ADD CHECK (subject_kind IN (1, 2, 3)),  -- payment, party, account
    ADD CHECK (number > 0 AND (subject_kind <> 1 OR number = 1)),
    ADD CONSTRAINT cases_of_subject UNIQUE (subject_kind, subject_id, number);
-- One open case a subject: what is found next joins it.
CREATE UNIQUE INDEX cases_open_of_subject ON cases (subject_kind, subject_id) WHERE status = 1;

ALTER TABLE case_matches DROP CONSTRAINT case_matches_role_check;
ALTER TABLE case_matches ADD CHECK (role > 0);

CREATE TABLE case_alerts (
    alert_id        uuid        PRIMARY KEY,
    case_id         uuid        NOT NULL REFERENCES cases,
    ordinal         integer     NOT NULL CHECK (ordinal >= 0),
    kind            smallint    NOT NULL CHECK (kind BETWEEN 1 AND 6),
    rule            text        NOT NULL,
    list_version    text        NOT NULL,
    reason_codes    text        NOT NULL,
    raised_at       timestamptz NOT NULL,
    evidence_digest bytea       NOT NULL CHECK (length(evidence_digest) = 32),
    evidence        bytea       NOT NULL,
    UNIQUE (case_id, ordinal)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_alerts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_matches
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
