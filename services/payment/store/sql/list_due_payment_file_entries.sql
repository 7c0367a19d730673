SELECT position, payment_id FROM payment_file_entries
WHERE file_id = $1 AND state IN (1, 4) AND due_at <= $2::timestamptz
ORDER BY position
LIMIT $3
