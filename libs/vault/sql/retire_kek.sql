-- Under the lock of lock_kek.sql.
UPDATE key_encryption_keys
SET retired_at = now()
WHERE kek_id = $1::text AND retired_at IS NULL
  AND NOT EXISTS (SELECT FROM person_keys WHERE kek_id = $1::text AND erased_at IS NULL)
