INSERT INTO exception_steps (exception_id, version, step, by_whom, note, at)
SELECT exception_id, version, step, by_whom, note, at
FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[])
     AS u(exception_id, version, step, by_whom, note, at)
