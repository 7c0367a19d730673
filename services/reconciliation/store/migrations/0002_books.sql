-- One row a payment: what each side says of it and where that leaves it. A payment of which one
-- batch of facts tells all is written once; one that a batch cuts in two, twice. So there is no index
-- but the key: the second writing then stays in the row's page. `fillfactor` leaves it room there.
CREATE TABLE payments (
    payment_id        uuid        PRIMARY KEY,
    since             timestamptz NOT NULL, -- of the latest news

    -- What the payment service says, as of its latest fact; null: nothing yet.
    version           integer,
    state             text        CHECK (state IN (
        'in_review', 'authorised', 'capture_requested', 'settled',
        'declined', 'cancelled', 'expired', 'failed', 'at_rail', 'returned')),
    debtor            uuid,
    creditor          uuid,
    currency          text        CHECK (length(currency) = 3),
    amount_minor      bigint,
    captured_minor    bigint,
    settled_minor     bigint,
    automatic_capture boolean,

    -- What the ledger says: the transfer; null: none yet. `moved_event` is the ledger's fact, so that
    -- the same fact again is none, and another one is money that moved again.
    moved_event       uuid,
    moved_debtor      uuid,
    moved_creditor    uuid,
    moved_currency    text        CHECK (length(moved_currency) = 3),
    moved_minor       bigint,

    -- Where it stands. `exceptional`: there is more of it in `moved_again` or `breaks`, which are
    -- read for no other payment.
    in_flight         boolean     NOT NULL,
    matched           boolean     NOT NULL,
    reconciled        boolean     NOT NULL,
    exceptional       boolean     NOT NULL,
    stream_version    integer     NOT NULL,

    -- The ledger promised the funds to a rail, for which the payment may wait.
    committed         boolean     NOT NULL
) WITH (fillfactor = 80);

-- Money that moved again for one payment: every transfer but its first.
CREATE TABLE moved_again (
    event_id     uuid   PRIMARY KEY,
    payment_id   uuid   NOT NULL,
    debtor       uuid   NOT NULL,
    creditor     uuid   NOT NULL,
    currency     text   NOT NULL CHECK (length(currency) = 3),
    amount_minor bigint NOT NULL
);
CREATE INDEX moved_again_payment ON moved_again (payment_id);

-- Payments that a batch left in flight, to be judged again when they are late: a list for hundreds
-- of them, nearly all of which have arrived when it is read. Arriving does not touch it.
CREATE TABLE in_flight (
    list_id  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    since    timestamptz NOT NULL,
    payments uuid[]      NOT NULL
);
CREATE INDEX in_flight_since ON in_flight (since);

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
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    matched   bigint  NOT NULL,
    in_flight bigint  NOT NULL
);
INSERT INTO totals (matched, in_flight) VALUES (0, 0);
