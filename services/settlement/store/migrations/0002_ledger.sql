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

CREATE TABLE transfers (
    id         uuid        PRIMARY KEY,  -- derived from what ordered it: money moves once
    payment_id uuid,
    hold_id    uuid,
    debtor     uuid        NOT NULL,
    creditor   uuid        NOT NULL,
    currency   text        NOT NULL,
    amount     bigint      NOT NULL CHECK (amount > 0),
    released   bigint      NOT NULL CHECK (released >= 0),
    posted_at  timestamptz NOT NULL,
    CHECK (debtor <> creditor)
);

-- Two rows a transfer; credits above zero, debits below. booked_at never falls within an account.
CREATE TABLE entries (
    account_id    uuid        NOT NULL,
    sequence      bigint      NOT NULL CHECK (sequence > 0),
    transfer_id   uuid        NOT NULL,
    amount        bigint      NOT NULL CHECK (amount <> 0),
    balance_after bigint      NOT NULL,
    booked_at     timestamptz NOT NULL,
    PRIMARY KEY (account_id, sequence)
);

-- What is booked is never changed, also not by the owner (refuse_change: the event store's).
CREATE TRIGGER transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Debits are credits: whatever writes entries writes both sides of each transfer in one statement.
CREATE FUNCTION check_entries_pair() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM added GROUP BY transfer_id HAVING sum(amount) <> 0 OR count(*) <> 2)
    THEN
        RAISE EXCEPTION 'debits and credits differ'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entries_pair AFTER INSERT ON entries REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION check_entries_pair();

-- Sequence number of the last entry booked before a moment; 0: none. A binary search by the primary
-- key, so that statements of the past need no index of their own.
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
