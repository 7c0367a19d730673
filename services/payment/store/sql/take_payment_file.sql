-- The file with something due that was served longest ago, for a minute the owner's alone.
UPDATE payment_files
SET owner = $1, leased_until = $2::timestamptz + interval '1 minute', served_at = $2::timestamptz
WHERE file_id = (SELECT file_id FROM payment_files
                 WHERE next_due_at <= $2::timestamptz
                   AND (owner = $1 OR leased_until IS NULL OR leased_until < $2::timestamptz)
                 ORDER BY served_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING file_id, partner_id, message_id, message_type,
       (extract(epoch FROM message_created) * 1000000)::bigint, digest, size, entries, control_sum,
       state, reasons, ordered, rejected, cancelled, (extract(epoch FROM received_at) * 1000000)::bigint,
       (extract(epoch FROM updated_at) * 1000000)::bigint, version
