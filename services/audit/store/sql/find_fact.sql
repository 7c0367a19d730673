-- The first, should a row claim to be the same fact.
SELECT sequence, stream_id, version, timestamptz_send(occurred_at), source, type, payload_hash
FROM audit_entries
WHERE stream_id = $1::uuid AND version = $2::integer AND source = $3
ORDER BY sequence
LIMIT 1
