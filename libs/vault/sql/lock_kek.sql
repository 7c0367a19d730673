SELECT FROM key_encryption_keys WHERE kek_id = $1::text FOR UPDATE
