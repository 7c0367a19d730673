SELECT size, note, timestamptz_send(signed_at) FROM audit_checkpoints WHERE size = $1::bigint
