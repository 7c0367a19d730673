INSERT INTO statement_checkpoints (account_id, settled_to)
VALUES ($1::uuid, date '1970-01-01' + $2::bigint::integer)
ON CONFLICT (account_id) DO UPDATE SET settled_to = excluded.settled_to
