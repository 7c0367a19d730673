UPDATE payment_file_entries SET due_at = $3::timestamptz
WHERE file_id = $1 AND position = ANY ($2::bigint[]) AND state IN (1, 4)
