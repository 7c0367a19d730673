-- The double-entry ledger. There are no foreign keys: every row is written by the one writer from
-- rows it holds locked, and each check would cost as much as the write itself.

CREATE TYPE account_type AS ENUM ('customer', 'merchant', 'clearing');
CREATE TYPE account_status AS ENUM ('active', 'closed');
CREATE TYPE hold_state AS ENUM ('held', 'posted', 'voided', 'expired', 'refused');

-- Balances change all the time and no index has one of them: with room on the page an update stays
-- there (HOT) and touches no index.
CREATE TABLE accounts (
    id             uuid           PRIMARY KEY,
    partner_id     text           NOT NULL,  -- empty: the platform's own
    currency       text           NOT NULL CHECK (length(currency) = 3),
    type           account_type   NOT NULL,
    status         account_status NOT NULL,
    holder_name    text           NOT NULL,  -- personal
    holder_country text           NOT NULL,
    posted         bigint         NOT NULL,
    held           bigint         NOT NULL CHECK (held >= 0),
    last_entry     bigint         NOT NULL,
    last_booked_at timestamptz    NOT NULL,
    version        integer        NOT NULL,
    created_at     timestamptz    NOT NULL,
    CHECK (type = 'clearing' OR posted >= held),
    CHECK (status = 'active' OR (posted = 0 AND held = 0))
) WITH (fillfactor = 50);
CREATE INDEX accounts_of_partner ON accounts (partner_id, created_at, id);

CREATE TABLE holds (
    id         uuid        PRIMARY KEY,
    payment_id uuid        NOT NULL,
    debtor     uuid        NOT NULL,
    creditor   uuid        NOT NULL,
    currency   text        NOT NULL,
    amount     bigint      NOT NULL CHECK (amount > 0),
    state      hold_state  NOT NULL,
    expires_at timestamptz NOT NULL,
    version    integer     NOT NULL
) WITH (fillfactor = 80);
-- The next hold to expire; it stays as small as the number of open holds.
CREATE INDEX holds_open ON holds (expires_at) WHERE state = 'held';

-- A transfer is its two entries: one amount that leaves the debtor and reaches the creditor, so that
-- debits are credits by construction. A side's sequence counts the entries of its account, 1, 2, 3,
-- ..., with the balance after each; posted_at never falls within an account.
-- What keeps these numbers and the ids apart is not their indexes but the accounts: both are locked
-- while a transfer is looked for, numbered and booked. So the table may be cut into partitions by
-- posted_at, where uniqueness reaches no further than a partition.
-- The stream of its fact is the hold, else the booking, else the transfer's own id.
-- (Fixed widths first: no padding.)
CREATE TABLE transfers (
    posted_at              timestamptz NOT NULL,
    amount                 bigint      NOT NULL CHECK (amount > 0),
    released               bigint      NOT NULL CHECK (released >= 0),
    debtor_sequence        bigint      NOT NULL CHECK (debtor_sequence > 0),
    debtor_balance_after   bigint      NOT NULL,
    creditor_sequence      bigint      NOT NULL CHECK (creditor_sequence > 0),
    creditor_balance_after bigint      NOT NULL,
    id                     uuid        NOT NULL PRIMARY KEY,  -- derived from what ordered it
    debtor                 uuid        NOT NULL,
    creditor               uuid        NOT NULL CHECK (debtor <> creditor),
    payment_id             uuid,
    hold_id                uuid,
    booking_id             uuid,
    currency               text        NOT NULL
);
CREATE UNIQUE INDEX transfers_debited ON transfers (debtor, debtor_sequence);
CREATE UNIQUE INDEX transfers_credited ON transfers (creditor, creditor_sequence);

-- What is booked is never changed, also not by the owner (refuse_change: the event store's).
CREATE TRIGGER transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The books as an auditor reads them: two rows a transfer, credits above zero and debits below.
CREATE VIEW entries AS
SELECT debtor AS account_id, debtor_sequence AS sequence, id AS transfer_id, -amount AS amount,
       debtor_balance_after AS balance_after, posted_at AS booked_at, payment_id
FROM transfers
UNION ALL
SELECT creditor, creditor_sequence, id, amount, creditor_balance_after, posted_at, payment_id
FROM transfers;

-- Sequence number of the last entry booked before a moment; 0: none. A binary search by account and
-- sequence, so that statements of the past need no index of their own.
CREATE FUNCTION last_entry_before(account uuid, moment timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    low    bigint := 0;
    high   bigint := coalesce((SELECT last_entry FROM accounts WHERE id = account), 0);
    middle bigint;
BEGIN
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF (SELECT booked_at < moment FROM entries
            WHERE account_id = account AND sequence = middle) THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN low;
END $$;
