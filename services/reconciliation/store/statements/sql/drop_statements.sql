DELETE FROM statements WHERE file_id = $1::uuid
