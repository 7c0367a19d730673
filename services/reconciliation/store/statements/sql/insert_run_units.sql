INSERT INTO statement_run_units (run_id, account_id)
SELECT $1::uuid, account_id FROM unnest($2::uuid[]) AS u(account_id)
