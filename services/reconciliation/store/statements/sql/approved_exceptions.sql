SELECT * FROM exception_rows WHERE state = 3 ORDER BY exception_id LIMIT $1::bigint
