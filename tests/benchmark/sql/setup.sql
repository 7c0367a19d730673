-- SPDX-License-Identifier: Apache-2.0
-- The one-transfer transaction that the platform is compared with: what any ledger has to write to
-- move money once. A unique key, two entries, two balances, one outbox row. Account 1 is the hot one.
CREATE TABLE ledger_account (
    account_id bigint  PRIMARY KEY,
    currency   text    NOT NULL,
    balance    bigint  NOT NULL CHECK (balance >= 0),
    entries    bigint  NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE ledger_transfer (
    transfer_id     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    idempotency_key uuid        NOT NULL UNIQUE,
    payer           bigint      NOT NULL,
    payee           bigint      NOT NULL,
    amount          bigint      NOT NULL CHECK (amount > 0),
    currency        text        NOT NULL,
    posted_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE ledger_entry (
    transfer_id bigint NOT NULL,
    account_id  bigint NOT NULL,
    amount      bigint NOT NULL,
    PRIMARY KEY (transfer_id, account_id)
);

CREATE TABLE outbox (
    position   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text        NOT NULL,
    key        uuid        NOT NULL,
    payload    jsonb       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

INSERT INTO ledger_account (account_id, currency, balance)
SELECT n, 'EUR', 1000000000000 FROM generate_series(1, :accounts) AS n;

-- One transfer in one round trip. A key that is there already changes nothing.
CREATE FUNCTION post_transfer(transfer_key uuid, payer_id bigint, payee_id bigint, minor_units bigint)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    posted bigint;
BEGIN
    INSERT INTO ledger_transfer (idempotency_key, payer, payee, amount, currency)
    VALUES (transfer_key, payer_id, payee_id, minor_units, 'EUR')
    ON CONFLICT (idempotency_key) DO NOTHING
    RETURNING transfer_id INTO posted;
    IF posted IS NULL THEN
        RETURN (SELECT transfer_id FROM ledger_transfer WHERE idempotency_key = transfer_key);
    END IF;
    -- Always the lower account first: two transfers in opposite directions do not deadlock.
    PERFORM FROM ledger_account WHERE account_id IN (payer_id, payee_id)
    ORDER BY account_id FOR NO KEY UPDATE;
    UPDATE ledger_account SET balance = balance - minor_units, entries = entries + 1
    WHERE account_id = payer_id;
    UPDATE ledger_account SET balance = balance + minor_units, entries = entries + 1
    WHERE account_id = payee_id;
    INSERT INTO ledger_entry VALUES (posted, payer_id, -minor_units), (posted, payee_id, minor_units);
    INSERT INTO outbox (topic, key, payload)
    VALUES ('transfer.posted', transfer_key, jsonb_build_object(
        'transfer', posted, 'payer', payer_id, 'payee', payee_id, 'amount', minor_units));
    RETURN posted;
END $$;

-- A batch in one statement: movements are added up by account, so an account that all of them touch
-- is updated once. The CHECK on the balance refuses the whole batch.
CREATE FUNCTION post_batch(keys uuid[], payers bigint[], payees bigint[], amounts bigint[])
RETURNS bigint LANGUAGE sql AS $$
    WITH locked AS MATERIALIZED (
        SELECT account_id FROM ledger_account
        WHERE account_id IN (SELECT unnest(payers) UNION SELECT unnest(payees))
        ORDER BY account_id FOR NO KEY UPDATE
    ), posted AS (
        INSERT INTO ledger_transfer (idempotency_key, payer, payee, amount, currency)
        SELECT wanted.*, 'EUR' FROM unnest(keys, payers, payees, amounts) AS wanted
        WHERE (SELECT count(*) FROM locked) > 0
        ON CONFLICT (idempotency_key) DO NOTHING
        RETURNING transfer_id, idempotency_key, payer, payee, amount
    ), movement AS (
        SELECT transfer_id, payer AS account_id, -amount AS amount FROM posted
        UNION ALL SELECT transfer_id, payee, amount FROM posted
    ), entry AS (
        INSERT INTO ledger_entry SELECT transfer_id, account_id, amount FROM movement
    ), net AS (
        SELECT account_id, sum(amount)::bigint AS amount, count(*) AS entries
        FROM movement GROUP BY account_id
    ), balance AS (
        UPDATE ledger_account AS account
        SET balance = account.balance + net.amount, entries = account.entries + net.entries
        FROM net WHERE account.account_id = net.account_id
    ), message AS (
        INSERT INTO outbox (topic, key, payload)
        SELECT 'transfer.posted', idempotency_key, jsonb_build_object(
            'transfer', transfer_id, 'payer', payer, 'payee', payee, 'amount', amount) FROM posted
    )
    SELECT count(*) FROM posted
$$;

-- Draws a batch on the server, so that pgbench has one short call to send.
CREATE FUNCTION post_random_batch(size integer, accounts bigint, hot boolean)
RETURNS bigint LANGUAGE sql AS $$
    SELECT post_batch(array_agg(gen_random_uuid()), array_agg(payer), array_agg(payee), array_agg(amount))
    FROM (
        SELECT payer, 1 + (payer + floor(random() * (accounts - 1))::bigint) % accounts AS payee, amount
        FROM (
            SELECT CASE WHEN hot THEN 1 ELSE 1 + floor(random() * accounts)::bigint END AS payer,
                   1 + floor(random() * 99)::bigint AS amount
            FROM generate_series(1, size)) AS drawn
    ) AS batch
$$;
