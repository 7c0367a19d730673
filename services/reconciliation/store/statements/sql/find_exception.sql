SELECT * FROM exception_rows WHERE exception_id = $1::uuid
