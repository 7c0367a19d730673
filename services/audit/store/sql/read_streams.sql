SELECT sequence, stream_id, version, timestamptz_send(occurred_at), source, type, payload_hash
FROM audit_entries
WHERE stream_id = ANY ($1::uuid[]) AND sequence >= $2::bigint
ORDER BY sequence
LIMIT $3::bigint
