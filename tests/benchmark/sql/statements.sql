-- SPDX-License-Identifier: Apache-2.0
-- One transfer as statements of the client: eight round trips.
\set payer case when :hot = 1 then 1 else random(1, :accounts) end
\set payee 1 + (:payer + random(0, :accounts - 2)) % :accounts
\set first least(:payer, :payee)
\set second greatest(:payer, :payee)
\set amount random(1, 99)
\set first_change case when :first = :payer then -:amount else :amount end
\set second_change 0 - :first_change
BEGIN;
INSERT INTO ledger_transfer (idempotency_key, payer, payee, amount, currency) VALUES (gen_random_uuid(), :payer, :payee, :amount, 'EUR') RETURNING transfer_id \gset
UPDATE ledger_account SET balance = balance + :first_change, entries = entries + 1 WHERE account_id = :first;
UPDATE ledger_account SET balance = balance + :second_change, entries = entries + 1 WHERE account_id = :second;
INSERT INTO ledger_entry VALUES (:transfer_id, :payer, 0::bigint - :amount);
INSERT INTO ledger_entry VALUES (:transfer_id, :payee, :amount);
INSERT INTO outbox (topic, key, payload) SELECT 'transfer.posted', idempotency_key, jsonb_build_object('transfer', transfer_id, 'payer', payer, 'payee', payee, 'amount', amount) FROM ledger_transfer WHERE transfer_id = :transfer_id;
COMMIT;
