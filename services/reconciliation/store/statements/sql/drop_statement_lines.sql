DELETE FROM statement_lines WHERE file_id = $1::uuid AND NOT settled
