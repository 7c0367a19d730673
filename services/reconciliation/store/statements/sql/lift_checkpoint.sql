UPDATE statement_checkpoints SET settled_to = date '1970-01-01' + $2::bigint::integer
WHERE account_id = $1::uuid
