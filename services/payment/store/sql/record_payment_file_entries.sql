-- What is known of an entry stays.
UPDATE payment_file_entries e
SET state = n.state, reason_code = n.reason_code, reason_text = n.reason_text,
    changed_at = $6::timestamptz
FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[])
         AS n (position, state, reason_code, reason_text)
WHERE e.file_id = $1 AND e.position = n.position AND e.state IN (1, 4)
RETURNING e.state
