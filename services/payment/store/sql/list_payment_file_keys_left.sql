SELECT file_id FROM payment_files WHERE key_left AND sealed_content IS NULL LIMIT $1
