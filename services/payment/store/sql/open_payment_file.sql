SELECT sealed_content FROM payment_files WHERE file_id = $1
