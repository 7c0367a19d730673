UPDATE payment_file_entries SET state = 5, changed_at = $2::timestamptz
WHERE file_id = $1 AND state = 1
