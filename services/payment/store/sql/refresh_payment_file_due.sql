UPDATE payment_files
SET next_due_at = (SELECT min(due_at) FROM payment_file_entries WHERE file_id = $1 AND state IN (1, 4))
WHERE file_id = $1
