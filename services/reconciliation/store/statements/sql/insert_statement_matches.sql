INSERT INTO statement_matches (match_id, account_id, pass, lines, expectations, run_id, found_at)
SELECT match_id, $1::uuid, pass, lines, expectations, $2::uuid,
       to_timestamp(0) + $3::bigint * interval '1 microsecond'
FROM unnest($4::uuid[], $5::text[], $6::bigint[], $7::bigint[])
     AS u(match_id, pass, lines, expectations)
ON CONFLICT (match_id) DO NOTHING
