-- Holds off a retirement until the transaction ends.
SELECT retired_at IS NULL
FROM key_encryption_keys
WHERE kek_id = $1::text
FOR SHARE
