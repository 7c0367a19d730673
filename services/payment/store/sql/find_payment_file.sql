SELECT file_id, partner_id, message_id, message_type,
       (extract(epoch FROM message_created) * 1000000)::bigint, digest, size, entries, control_sum,
       state, reasons, ordered, rejected, cancelled, (extract(epoch FROM received_at) * 1000000)::bigint,
       (extract(epoch FROM updated_at) * 1000000)::bigint, version
FROM payment_files WHERE file_id = $1
