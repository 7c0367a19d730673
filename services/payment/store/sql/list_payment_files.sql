-- ($2, $3) the last file of the page before or NULL.
SELECT file_id, partner_id, message_id, message_type,
       (extract(epoch FROM message_created) * 1000000)::bigint, digest, size, entries, control_sum,
       state, reasons, ordered, rejected, cancelled, (extract(epoch FROM received_at) * 1000000)::bigint,
       (extract(epoch FROM updated_at) * 1000000)::bigint, version
FROM payment_files
WHERE partner_id = $1
  AND ($2::timestamptz IS NULL OR (received_at, file_id) < ($2::timestamptz, $3::uuid))
ORDER BY received_at DESC, file_id DESC
LIMIT $4
