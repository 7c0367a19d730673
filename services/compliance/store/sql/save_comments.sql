INSERT INTO case_comments (comment_id, case_id, ordinal, author, written_at, body)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::timestamptz[], $6::bytea[])
