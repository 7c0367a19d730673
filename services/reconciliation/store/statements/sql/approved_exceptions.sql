SELECT * FROM exception_rows
WHERE state IN (3, 8) AND exception_id > $1::uuid
ORDER BY exception_id
LIMIT $2::bigint
