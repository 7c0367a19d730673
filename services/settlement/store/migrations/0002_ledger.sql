-- The double-entry ledger. There are no foreign keys: every row is written by the one writer from
-- rows it holds locked, and each check would cost as much as the write itself.

CREATE TYPE account_type AS ENUM ('customer', 'merchant', 'clearing', 'settlement', 'suspense', 'fees',
                                  'rounding');
CREATE TYPE account_status AS ENUM ('active', 'closed');
CREATE TYPE hold_state AS ENUM ('held', 'posted', 'voided', 'expired', 'refused', 'committed',
                                'returned');

-- Balances change all the time and no index has one of them: with room on the page an update stays
-- there (HOT) and touches no index.
CREATE TABLE accounts (
    id             uuid           PRIMARY KEY,
    partner_id     text           NOT NULL,  -- empty: the platform's own
    currency       text           NOT NULL CHECK (length(currency) = 3),
    type           account_type   NOT NULL,
    status         account_status NOT NULL,
    -- Under the key of party_id, else of id (person_keys); empty for the platform's own.
    sealed_holder_name bytea      NOT NULL,
    holder_country text           NOT NULL,
    party_id       uuid,
    posted         bigint         NOT NULL,
    held           bigint         NOT NULL CHECK (held >= 0),
    last_entry     bigint         NOT NULL,
    last_booked_at timestamptz    NOT NULL,
    version        integer        NOT NULL,
    created_at     timestamptz    NOT NULL,
    CHECK (type NOT IN ('customer', 'merchant') OR posted >= held),
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
    version    integer     NOT NULL,
    committed  bigint      NOT NULL CHECK (committed BETWEEN 0 AND amount),  -- to a rail
    CHECK (state NOT IN ('committed', 'returned') OR committed > 0)
) WITH (fillfactor = 80);
-- The next hold to expire; it stays as small as the number of open holds.
CREATE INDEX holds_open ON holds (expires_at) WHERE state = 'held';
-- Those whose rail has not answered.
CREATE INDEX holds_committed ON holds (payment_id) WHERE state = 'committed';

-- What holds reserve of their debtors' balances.
CREATE VIEW reservations AS
SELECT id, debtor, creditor, currency, amount FROM holds WHERE state = 'held'
UNION ALL
SELECT id, debtor, creditor, currency, committed FROM holds WHERE state = 'committed';

-- A transfer is its two entries: one amount that leaves the debtor and reaches the creditor, so that
-- debits are credits by construction. A side's sequence counts the entries of its account, 1, 2, 3,
-- ..., with the balance after each; posted_at never falls within an account.
-- Divided by month: store/transfer_partitions.h makes the partitions, sql/finish_transfers.sql what
-- each has of its own. A unique index can hold within one partition only; what keeps numbers and ids
-- apart are the accounts (docs/decisions/0007): both are locked, or found unchanged, when a transfer is
-- looked for, numbered and booked.
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
    settlement_window      bigint,               -- of the currency; null: nothing to settle
    id                     uuid        NOT NULL,  -- derived from what ordered it
    debtor                 uuid        NOT NULL,
    creditor               uuid        NOT NULL CHECK (debtor <> creditor),
    payment_id             uuid,
    hold_id                uuid,
    booking_id             uuid,
    currency               text        NOT NULL
) PARTITION BY RANGE (posted_at);

-- What an account's entries came to that left with old partitions: the number of the last of them,
-- which is their count, and the balance after it. Entries that are there up to that number are about
-- to leave: whoever adds up begins after it.
CREATE TABLE brought_forward (
    account_id uuid   PRIMARY KEY,
    entries    bigint NOT NULL CHECK (entries > 0),
    balance    bigint NOT NULL
);

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

-- Sequence number of the last entry booked before a moment; 0: none, or that of the last one that was
-- brought forward. A binary search by account and sequence, so that statements of the past need no
-- index of their own.
CREATE FUNCTION last_entry_before(account uuid, moment timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    low    bigint := coalesce((SELECT entries FROM brought_forward WHERE account_id = account), 0);
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
