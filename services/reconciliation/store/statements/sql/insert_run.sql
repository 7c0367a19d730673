INSERT INTO statement_runs (run_id, rules, started_at, started_by)
VALUES ($1::uuid, $2, to_timestamp(0) + $3::bigint * interval '1 microsecond', $4)
