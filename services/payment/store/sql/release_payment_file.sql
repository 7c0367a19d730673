UPDATE payment_files SET owner = NULL, leased_until = NULL WHERE file_id = $1
