-- What the features are made of, in the order in which it was stored: attempts to pay, and reports that
-- one was fraud. Written by one process alone, so that the sequence rises from commit to commit. payee,
-- device and terminal are accounts or digests; nothing here names a person.
CREATE SEQUENCE feature_log_sequence;
CREATE TABLE feature_log (
    sequence     bigint      NOT NULL DEFAULT nextval('feature_log_sequence'),
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    kind         smallint    NOT NULL CHECK (kind IN (1, 2)),  -- LogEntry::Kind
    payment_id   uuid        NOT NULL,
    payer        uuid        NOT NULL,
    payee        uuid        NOT NULL,
    device       uuid,
    terminal     uuid,
    payment_file uuid,  -- that ordered it; NULL: an order of its own, or a report
    currency     text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    created_at   timestamptz NOT NULL
) PARTITION BY RANGE (recorded_at);
CREATE INDEX feature_log_by_sequence ON feature_log (sequence);
CREATE INDEX feature_log_by_payment ON feature_log (payment_id);

-- Tells a snapshot of this log's features from one of another database.
CREATE TABLE feature_log_identity (
    id  uuid    NOT NULL DEFAULT gen_random_uuid(),
    one boolean PRIMARY KEY DEFAULT true CHECK (one)
);
INSERT INTO feature_log_identity DEFAULT VALUES;
