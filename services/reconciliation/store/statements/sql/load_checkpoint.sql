SELECT settled_to - date '1970-01-01', forgotten_to - date '1970-01-01'
FROM statement_checkpoints
WHERE account_id = $1::uuid
