UPDATE statement_runs SET finished_at = to_timestamp(0) + $2::bigint * interval '1 microsecond'
WHERE run_id = $1::uuid AND finished_at IS NULL
  AND NOT EXISTS (SELECT FROM statement_run_units u WHERE u.run_id = $1::uuid AND u.done_at IS NULL)
