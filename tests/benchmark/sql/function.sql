-- SPDX-License-Identifier: Apache-2.0
-- One transfer as one call: one round trip.
\set payer case when :hot = 1 then 1 else random(1, :accounts) end
\set payee 1 + (:payer + random(0, :accounts - 2)) % :accounts
\set amount random(1, 99)
SELECT post_transfer(gen_random_uuid(), :payer, :payee, :amount);
