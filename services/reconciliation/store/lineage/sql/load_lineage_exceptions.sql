SELECT * FROM exception_rows
WHERE payment_id = ANY ($1::uuid[]) OR line_id = ANY ($2::uuid[])
   OR expectation_id = ANY ($3::uuid[])
ORDER BY exception_id
LIMIT $4::bigint
