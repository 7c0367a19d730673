-- Whose payment an attempt is: a partner reports its own payments alone.
ALTER TABLE feature_log ADD COLUMN partner_id text NOT NULL DEFAULT '';

-- What was reported of payments, once for each kind. Nothing here names a person.
CREATE TABLE fraud_reports (
    payment_id  uuid        NOT NULL,
    kind        smallint    NOT NULL CHECK (kind IN (1, 2)),  -- ReportKind
    reason      text        NOT NULL,                         -- a code, or empty
    reported_by text        NOT NULL,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (payment_id, kind)
);
