-- The attempts of the last day: what the velocity windows are rebuilt from when a process starts.
-- payee and device are accounts or digests; nothing here names a person.
CREATE TABLE feature_events (
    payment_id   uuid        PRIMARY KEY,
    payer        uuid        NOT NULL,
    payee        uuid        NOT NULL,
    device       uuid,
    currency     text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    created_at   timestamptz NOT NULL
);
CREATE INDEX feature_events_created_at ON feature_events (created_at, payment_id);
