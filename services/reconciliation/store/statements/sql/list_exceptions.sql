SELECT * FROM exception_rows
WHERE ($1::bigint = 0 OR state = $1::bigint)
  AND ($2::text = '' OR class = $2::text)
  AND ($6::boolean = false OR contradicted)
  AND ($7::boolean = false OR state IN (2, 7, 10, 11))
  AND (opened_at, exception_id) < (to_timestamp(0) + $3::bigint * interval '1 microsecond', $4::uuid)
ORDER BY opened_at DESC, exception_id DESC
LIMIT $5::bigint
