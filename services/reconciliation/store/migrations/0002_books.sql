-- What the payment service says: one row a payment, as of its latest fact.
CREATE TABLE payments (
    payment_id        uuid        PRIMARY KEY,
    version           integer     NOT NULL,
    state             text        NOT NULL CHECK (state IN (
        'in_review', 'authorised', 'capture_requested', 'settled',
        'declined', 'cancelled', 'expired', 'failed')),
    debtor            uuid        NOT NULL,
    creditor          uuid        NOT NULL,
    currency          text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount_minor      bigint      NOT NULL,
    captured_minor    bigint,
    settled_minor     bigint,
    automatic_capture boolean     NOT NULL,
    received_at       timestamptz NOT NULL
);

-- What the ledger says: one row a fact, so that money that moved twice under one transfer id shows.
CREATE TABLE transfers (
    event_id     uuid        PRIMARY KEY,
    transfer_id  uuid        NOT NULL,
    payment_id   uuid        NOT NULL,
    debtor       uuid        NOT NULL,
    creditor     uuid        NOT NULL,
    currency     text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint      NOT NULL,
    received_at  timestamptz NOT NULL
);
CREATE INDEX transfers_payment ON transfers (payment_id);

-- Where each payment stands. due_since: -infinity for news, the time since when it is in flight, or
-- null when only news can change the verdict. A run reads nothing but what is due.
CREATE TABLE checks (
    payment_id     uuid        PRIMARY KEY,
    due_since      timestamptz,
    matched        boolean     NOT NULL DEFAULT false,
    reconciled     boolean     NOT NULL DEFAULT false,
    stream_version integer     NOT NULL DEFAULT 0
);
CREATE INDEX checks_due ON checks (due_since) WHERE due_since IS NOT NULL;

CREATE TABLE breaks (
    break_id          uuid        PRIMARY KEY,
    payment_id        uuid        NOT NULL,
    reason            smallint    NOT NULL CHECK (reason BETWEEN 1 AND 8),
    expected_currency text,
    expected_minor    bigint,
    actual_currency   text,
    actual_minor      bigint,
    detected_at       timestamptz NOT NULL,
    closed_at         timestamptz
);
CREATE UNIQUE INDEX breaks_open ON breaks (payment_id, reason) WHERE closed_at IS NULL;
CREATE INDEX breaks_newest ON breaks (detected_at DESC, break_id DESC);

-- Counting all payments would cost more with each of them.
CREATE TABLE totals (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    matched  bigint  NOT NULL
);
INSERT INTO totals (matched) VALUES (0);
