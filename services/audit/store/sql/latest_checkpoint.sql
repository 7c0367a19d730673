SELECT size, note, timestamptz_send(signed_at) FROM audit_checkpoints ORDER BY size DESC LIMIT 1
