SELECT sequence, stream_id, version, timestamptz_send(occurred_at), source, type, payload_hash
FROM audit_entries
WHERE stream_id = $1::uuid
ORDER BY sequence
