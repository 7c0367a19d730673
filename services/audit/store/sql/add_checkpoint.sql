INSERT INTO audit_checkpoints (size, note) VALUES ($1::bigint, $2) ON CONFLICT DO NOTHING
