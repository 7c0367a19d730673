INSERT INTO activities (subject_id, kind, state)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bytea[])
ON CONFLICT (subject_id, kind) DO UPDATE SET state = excluded.state
