UPDATE statement_run_units SET done_at = to_timestamp(0) + $3::bigint * interval '1 microsecond'
WHERE run_id = $1::uuid AND account_id = $2::uuid AND done_at IS NULL
