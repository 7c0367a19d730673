UPDATE payment_files SET key_left = false WHERE file_id = $1
