SELECT sequence, stream_id, version, timestamptz_send(occurred_at), source, type, payload_hash
FROM audit_entries
WHERE sequence >= $1::bigint AND sequence < $2::bigint
ORDER BY sequence
