SELECT kek_id
FROM key_encryption_keys
WHERE kek_id <> $1::text AND retired_at IS NULL
ORDER BY first_used_at, kek_id
