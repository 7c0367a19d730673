SELECT account_id FROM statement_run_units
WHERE run_id = $1::uuid AND done_at IS NULL
ORDER BY account_id
