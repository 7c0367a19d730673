-- Whoever works on it keeps it; the content goes with the last that waits.
UPDATE payment_files
SET state = $2::smallint, ordered = $3, rejected = $4, updated_at = $5::timestamptz, version = $6,
    cancelled = $7,
    next_due_at = (SELECT min(due_at) FROM payment_file_entries WHERE file_id = $1 AND state IN (1, 4)),
    sealed_content = CASE WHEN $2::smallint = 3 THEN NULL ELSE sealed_content END,
    leased_until = CASE WHEN leased_until IS NULL THEN NULL
                        ELSE $5::timestamptz + interval '1 minute' END
WHERE file_id = $1
