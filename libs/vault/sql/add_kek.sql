INSERT INTO key_encryption_keys (kek_id)
VALUES ($1::text)
ON CONFLICT DO NOTHING
