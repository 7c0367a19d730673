SELECT run_id, (SELECT count(*) FROM statement_run_units u WHERE u.run_id = r.run_id)
FROM statement_runs r
WHERE finished_at IS NULL
